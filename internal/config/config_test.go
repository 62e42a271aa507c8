package config

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

func TestFoldersArePrivateEvenUnderALaxUmask(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows keeps the profile private by other means")
	}
	p := Within(t.TempDir())
	os.MkdirAll(p.Config, 0o777)
	os.Chmod(p.Config, 0o777)
	if err := p.Make(); err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{p.Config, p.State, p.Runtime} {
		if info, err := os.Stat(dir); err != nil || info.Mode().Perm() != 0o700 {
			t.Errorf("%s: %v, %v", dir, info.Mode(), err)
		}
	}
}

func TestAnAddressCannotChooseItsFile(t *testing.T) {
	p := Within("/x")
	for _, address := range []string{"../../etc/passwd", "a/b@c", "", strings.Repeat("a", 5000)} {
		if got := p.Mailbox(address); filepath.Dir(got) != p.State {
			t.Errorf("%.20q goes to %s", address, got)
		}
	}
	if p.Mailbox("Ada@Gmail.com") != p.Mailbox("ada@gmail.com") {
		t.Error("one mailbox has two files")
	}
}

func TestSettingsAreCheckedAsAWhole(t *testing.T) {
	for name, c := range map[string]struct{ text, refused string }{
		"nothing is fine":                {"", ""},
		"labels are fine":                {"labels = ['INBOX', 'Label_7']", ""},
		"names made beforehand are fine": {"[account.'a@b.c']\ntopic='projects/p/topics/t'\nsubscription='projects/p/subscriptions/s'", ""},
		"an unknown setting is named":    {"labels = []\nlabel = 'x'", `line 2: there is no setting "label"`},
		"a wrong type names its line":    {"\nlabels = 7", "line 2:"},
		"broken TOML names its line":     {"\n\nlabels = [", "line 3:"},
		"a topic alone is refused":       {"[account.'a@b.c']\ntopic='projects/p/topics/t'", "together or not at all"},
		"a short name is refused":        {"[account.'a@b.c']\ntopic='t'\nsubscription='projects/p/subscriptions/s'", "a topic's full name is"},
		"a swapped name is refused":      {"[account.'a@b.c']\ntopic='projects/p/topics/t'\nsubscription='projects/p/topics/t'", "a subscription's full name is"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := ParseSettings([]byte(c.text))
			if c.refused == "" && err != nil {
				t.Fatal(err)
			}
			if c.refused != "" && (err == nil || !strings.Contains(err.Error(), c.refused)) {
				t.Errorf("says %v, not %q", err, c.refused)
			}
		})
	}
}

func TestAnAccountsSettingsAreFoundWhateverTheCase(t *testing.T) {
	path := filepath.Join(t.TempDir(), "settings.toml")
	os.WriteFile(path, []byte("[account.'Ada@gmail.com']\ntopic='projects/p/topics/t'\nsubscription='projects/p/subscriptions/s'"), 0o600)
	s, err := ReadSettings(path)
	if err != nil || s.For("ada@GMAIL.com").Topic == "" || s.For("bob@gmail.com").Topic != "" {
		t.Errorf("%+v, %v", s, err)
	}
}

func TestAccountsAndInstallationAreKept(t *testing.T) {
	p := Within(t.TempDir())
	p.Make()
	want := []Account{{Address: "ada@gmail.com", ClientID: "c", Access: "headers", PubSub: true, SignedIn: time.Unix(1e9, 0).UTC()}}
	if err := WriteAccounts(p, want); err != nil {
		t.Fatal(err)
	}
	if got, err := ReadAccounts(p); err != nil || len(got) != 1 || got[0] != want[0] {
		t.Errorf("%+v, %v", got, err)
	}
	first, err := ReadInstallation(p)
	if err != nil || len(first.ID) < 20 {
		t.Fatalf("%+v, %v", first, err)
	}
	if second, _ := ReadInstallation(p); second != first {
		t.Errorf("made again: %+v, then %+v", first, second)
	}
	if other, _ := ReadInstallation(Within(t.TempDir())); other.ID == first.ID {
		t.Error("two installations share an id")
	}
}

func FuzzParseSettings(f *testing.F) {
	f.Add([]byte("labels = ['INBOX']\n[account.'a@b.c']\ntopic='projects/p/topics/t'\nsubscription='projects/p/subscriptions/s'"))
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := ParseSettings(data)
		if err == nil && len(s.Watched()) == 0 {
			t.Error("nothing is watched")
		}
	})
}
