package config

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"lettertray/internal/words"
)

// says checks that the error is one for the person and begins, in English, so.
func says(t *testing.T, err error, begin string) {
	t.Helper()
	if Say(err).None() || !strings.HasPrefix(err.Error(), begin) {
		t.Errorf("says %v, not %q", err, begin)
	}
}

// linked makes a settings file that is a symbolic link to another folder's file
// with the text; without text, to a file that is not there.
func linked(t *testing.T, text string) (path, target string) {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("making a symbolic link needs a privilege on Windows")
	}
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	path, target = filepath.Join(dir, "config", "settings.toml"), filepath.Join(dir, "dotfiles", "lettertray.toml")
	os.Mkdir(filepath.Dir(path), 0o700)
	os.Mkdir(filepath.Dir(target), 0o700)
	if text != "" {
		os.WriteFile(target, []byte(text), 0o600)
	}
	if err := os.Symlink(filepath.Join("..", "dotfiles", "lettertray.toml"), path); err != nil {
		t.Fatal(err)
	}
	return path, target
}

func TestALinkToSettingsIsReadAndWrittenThrough(t *testing.T) {
	path, target := linked(t, "# mine\nonly = 'primary'\n")
	if s, err := ReadSettings(path); err != nil || s.Only != OnlyPrimary {
		t.Fatalf("%+v, %v", s, err)
	}
	if err := Set(path, words.English, "only", "important"); err != nil {
		t.Fatal(err)
	}
	if text, _ := os.ReadFile(target); string(text) != "# mine\nonly = 'important'\n" {
		t.Errorf("it is now\n%s", text)
	}
	if info, err := os.Lstat(path); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link is now %v, %v", info.Mode(), err)
	}
}

func TestALinkToALinkIsFollowedToItsEnd(t *testing.T) {
	path, target := linked(t, "only = 'primary'")
	os.Rename(target, target+".real")
	os.Symlink(target+".real", target)
	if err := Set(path, words.English, "only", "all"); err != nil {
		t.Fatal(err)
	}
	if text, _ := os.ReadFile(target + ".real"); string(text) != "only = 'all'" {
		t.Errorf("it is now %q", text)
	}
}

func TestALinkThatLeadsElsewhereIsRefused(t *testing.T) {
	for name, c := range map[string]struct {
		plant func(t *testing.T, target string)
		read  string // what reading says; empty: nothing
		set   string
	}{
		"to nothing": {func(t *testing.T, target string) { os.Remove(target) },
			"settings.toml is a symbolic link that leads nowhere", "settings.toml is a symbolic link that leads nowhere"},
		"to itself": {func(t *testing.T, target string) { os.Remove(target); os.Symlink(target, target) },
			"settings.toml is a symbolic link that leads nowhere", "settings.toml is a symbolic link that leads nowhere"},
		"to a folder": {func(t *testing.T, target string) { os.Remove(target); os.Mkdir(target, 0o700) },
			"settings.toml is a symbolic link to ", "settings.toml is a symbolic link to "},
		"to another person's file": {anothers,
			"settings.toml is a symbolic link to ", "settings.toml is a symbolic link to "},
		"to a file of another kind": {func(t *testing.T, target string) { os.WriteFile(target, []byte("alias ll='ls -l'\n"), 0o600) },
			"settings.toml: line 1: ", "settings.toml is a symbolic link to "},
		"to another program's TOML": {func(t *testing.T, target string) { os.WriteFile(target, []byte("[[rule]]\nselect = 'E'\n"), 0o600) },
			`settings.toml: line 2: there is no setting "rule.select"`, "settings.toml is a symbolic link to "},
	} {
		t.Run(name, func(t *testing.T) {
			path, target := linked(t, "only = 'all'\n")
			c.plant(t, target)
			before, _ := os.ReadFile(target)
			s, err := ReadSettings(path)
			says(t, err, c.read)
			if !s.Equal(Settings{}) {
				t.Errorf("read %+v", s)
			}
			// This would leave nothing that is wrong in the other program's file.
			says(t, Set(path, words.English, "rule", "[]"), c.set)
			if after, _ := os.ReadFile(target); string(after) != string(before) {
				t.Errorf("%q became %q", before, after)
			}
			if info, err := os.Lstat(path); err != nil || info.Mode()&os.ModeSymlink == 0 {
				t.Errorf("the link is now %v, %v", info, err)
			}
		})
	}
}

// anothers makes the file another person's.
func anothers(t *testing.T, target string) {
	if os.Getuid() == 0 {
		if err := os.Chown(target, 12345, -1); err != nil {
			t.Skip(err)
		}
		return
	}
	os.Remove(target)
	if err := os.Symlink("/etc/passwd", target); err != nil { // root's
		t.Fatal(err)
	}
}

func TestFollowSeesChangesBehindALink(t *testing.T) {
	path, target := linked(t, "only = 'all'")
	other := filepath.Join(t.TempDir(), "settings.toml")
	os.WriteFile(other, []byte("only = 'primary'"), 0o600)
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	type heard struct {
		only Only
		err  error
	}
	told, ended := make(chan heard), make(chan error)
	go func() {
		ended <- Follow(ctx, path, Settings{Returns: true}, func(s Settings, err error) { told <- heard{s.filled().Only, err} })
	}()
	expect := func(what string, want Only) {
		t.Helper()
		if h := <-told; h.err != nil || h.only != want {
			t.Errorf("%s: %+v", what, h)
		}
	}
	expect("at first", OnlyAll)
	must(os.WriteFile(target, []byte("only = 'important'"), 0o600))
	expect("the target is written", OnlyImportant)
	must(os.WriteFile(target+"~", []byte("only = 'primary'"), 0o600))
	must(os.Rename(target+"~", target))
	expect("the target is replaced", OnlyPrimary)
	must(Set(path, words.English, "only", "all"))
	expect("our own command", OnlyAll)
	must(os.Remove(target))
	if h := <-told; h.err == nil {
		t.Errorf("the target is gone: %+v", h)
	}
	must(os.WriteFile(target, []byte("only = 'all'"), 0o600))
	expect("the target is back", OnlyAll)
	must(os.Rename(filepath.Dir(target), filepath.Dir(target)+".moved"))
	if h := <-told; h.err == nil {
		t.Errorf("the target's folder is moved: %+v", h)
	}
	must(os.Remove(path))
	must(os.Symlink(other, path))
	expect("the link leads elsewhere", OnlyPrimary)
	must(os.WriteFile(other, []byte("only = 'important'"), 0o600))
	expect("where it leads now is written", OnlyImportant)
	cancel()
	must(<-ended)
}
