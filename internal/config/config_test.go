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
