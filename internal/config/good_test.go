package config

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// A start of the app: what the settings file says then, and what holds.
func TestTheLastGoodSettingsHoldAtAStart(t *testing.T) {
	const none, bad = "none", "show = 'nothing'"
	type start struct {
		file  string
		keep  bool // no start, but settings that were followed while it ran
		show  Show
		wrong bool
	}
	for name, starts := range map[string][]start{
		"no file":                       {{none, false, ShowFull, false}},
		"right ones":                    {{"show = 'sender'", false, ShowSender, false}},
		"wrong after right ones":        {{"show = 'sender'", false, ShowSender, false}, {bad, false, ShowSender, true}},
		"wrong twice":                   {{"show = 'sender'", false, ShowSender, false}, {bad, false, ShowSender, true}, {"[", false, ShowSender, true}},
		"wrong after two right ones":    {{"show = 'full'", false, ShowFull, false}, {"show = 'sender'", false, ShowSender, false}, {bad, false, ShowSender, true}},
		"wrong from the first":          {{bad, false, ShowCount, true}},
		"wrong after no file":           {{"show = 'sender'", false, ShowSender, false}, {none, false, ShowFull, false}, {bad, false, ShowCount, true}},
		"wrong after an empty file":     {{"", false, ShowFull, false}, {bad, false, ShowFull, true}},
		"mended":                        {{bad, false, ShowCount, true}, {"show = 'full'", false, ShowFull, false}},
		"wrong after others were kept":  {{"show = 'full'", false, ShowFull, false}, {"show = 'count'", true, "", false}, {bad, false, ShowCount, true}},
		"wrong ones are not kept":       {{"show = 'sender'", false, ShowSender, false}, {bad, true, "", true}, {"[", false, ShowSender, true}},
		"wrong after it was taken away": {{"show = 'sender'", false, ShowSender, false}, {none, true, "", false}, {bad, false, ShowCount, true}},
	} {
		t.Run(name, func(t *testing.T) {
			p := Within(t.TempDir())
			p.Make()
			for i, at := range starts {
				os.Remove(p.Settings())
				if at.file != none {
					os.WriteFile(p.Settings(), []byte(at.file), 0o600)
				}
				if at.keep {
					if err := Keep(p); Say(err).None() == at.wrong {
						t.Errorf("%d: keeping %q: %v", i, at.file, err)
					}
					continue
				}
				s, err := LastGood(p)
				if Say(err).None() == at.wrong || s.Shows(false) != at.show {
					t.Errorf("%d: with %q it shows %s, %v", i, at.file, s.Shows(false), err)
				}
			}
		})
	}
}

func TestWithoutACopyThatCanBeReadAsLittleAsCanBeIsShown(t *testing.T) {
	for name, damage := range map[string]func(path string) error{
		"it is gone":                   os.Remove,
		"it is cut":                    func(path string) error { return os.WriteFile(path, []byte("show = 'f"), 0o600) },
		"it is of another version":     func(path string) error { return os.WriteFile(path, []byte("shine = true"), 0o600) },
		"it leads elsewhere by a link": func(path string) error { return planted(path, "show = 'full'") },
	} {
		t.Run(name, func(t *testing.T) {
			p := Within(t.TempDir())
			p.Make()
			os.WriteFile(p.Settings(), []byte("show = 'sender'\nshow_locked = 'full'"), 0o600)
			LastGood(p)
			if err := damage(p.GoodSettings()); err != nil {
				t.Skip(err)
			}
			os.WriteFile(p.Settings(), []byte("["), 0o600)
			s, err := LastGood(p)
			says(t, err, "settings.toml: line 1: ")
			if s.Shows(false) != ShowCount || s.Shows(true) != ShowCount {
				t.Errorf("it shows %s, and %s when locked", s.Shows(false), s.Shows(true))
			}
		})
	}
}

// planted puts a link to a file with the text in the place of another.
func planted(path, text string) error {
	os.Remove(path)
	os.WriteFile(path+".theirs", []byte(text), 0o600)
	return os.Symlink(path+".theirs", path)
}

func TestTheCopyIsPrivateAndWrittenOnlyWhenItDiffers(t *testing.T) {
	p := Within(t.TempDir())
	p.Make()
	os.WriteFile(p.Settings(), []byte("only = 'primary' # mine"), 0o644)
	look := func() fs.FileInfo {
		t.Helper()
		if _, err := LastGood(p); err != nil {
			t.Fatal(err)
		}
		info, err := os.Lstat(p.GoodSettings())
		if err != nil {
			t.Fatal(err)
		}
		return info
	}
	first := look()
	if runtime.GOOS != "windows" && first.Mode() != 0o600 {
		t.Errorf("its mode is %v", first.Mode())
	}
	if !os.SameFile(first, look()) {
		t.Error("it was replaced by the same")
	}
	os.WriteFile(p.Settings(), []byte("only = 'all'"), 0o600)
	if os.SameFile(first, look()) {
		t.Error("it was not replaced")
	}
	if text, _ := os.ReadFile(p.GoodSettings()); string(text) != "only = 'all'" {
		t.Errorf("it holds %q", text)
	}
}

// The person may have come to show less since.
func TestACopyThatCannotBeRenewedIsNoneAnyMore(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("a path's greatest length is Linux's")
	}
	p := Within(t.TempDir())
	p.Make()
	// The copy's path is as long as can be, and that of the file which is to
	// replace it longer.
	for len(p.State) < 4070 {
		p.State = filepath.Join(p.State, strings.Repeat("x", min(200, 4073-len(p.State))))
	}
	if err := os.MkdirAll(p.State, 0o700); err != nil {
		t.Fatal(err)
	}
	for _, start := range []func() error{
		func() error { _, err := LastGood(p); return err },
		func() error {
			if err := Keep(p); err == nil || !Say(err).None() {
				t.Errorf("keeping it: %v", err)
			}
			return nil
		},
	} {
		if err := os.WriteFile(p.GoodSettings(), []byte("show = 'full'"), 0o600); err != nil {
			t.Fatal(err)
		}
		os.WriteFile(p.Settings(), []byte("show = 'sender'"), 0o600)
		if err := start(); err != nil {
			t.Fatal(err)
		}
		os.WriteFile(p.Settings(), []byte("["), 0o600)
		if s, err := LastGood(p); err == nil || s.Show != ShowCount {
			t.Errorf("it shows %s, %v", s.Show, err)
		}
	}
}

func TestALinkThatLeadsNowhereAtAStartIsAMistakeLikeAnother(t *testing.T) {
	path, target := linked(t, "show = 'sender'")
	dir := filepath.Dir(filepath.Dir(path))
	p := Within(dir)
	if err := p.Make(); err != nil {
		t.Fatal(err)
	}
	if s, err := LastGood(p); err != nil || s.Show != ShowSender {
		t.Fatalf("%+v, %v", s, err)
	}
	os.Remove(target)
	s, err := LastGood(p)
	says(t, err, "settings.toml is a symbolic link that leads nowhere")
	if s.Show != ShowSender || errors.Is(err, fs.ErrNotExist) {
		t.Errorf("%+v, %v", s, err)
	}
}
