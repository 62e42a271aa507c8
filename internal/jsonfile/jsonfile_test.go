package jsonfile

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

type value struct{ N int }

func TestWhatWasSavedIsLoaded(t *testing.T) {
	f := File[value]{filepath.Join(t.TempDir(), "v.json")}
	if _, err := f.Load(); !errors.Is(err, fs.ErrNotExist) {
		t.Fatalf("without a file: %v", err)
	}
	for n := range 3 {
		if err := f.Save(value{n}); err != nil {
			t.Fatal(err)
		}
		if v, err := f.Load(); err != nil || v.N != n {
			t.Fatalf("saved %d, loaded %d, %v", n, v.N, err)
		}
	}
	left, _ := os.ReadDir(filepath.Dir(f.Path))
	if len(left) != 2 { // the value and the one before
		t.Errorf("left behind: %v", left)
	}
}

func TestADamagedFileIsSetAsideAndTheValueBeforeItReturned(t *testing.T) {
	for name, damage := range map[string]string{"cut": `{"N":`, "empty": "", "another type": `{"N":"two"}`, "noise": "\x00\xff"} {
		t.Run(name, func(t *testing.T) {
			f := File[value]{filepath.Join(t.TempDir(), "v.json")}
			f.Save(value{1})
			f.Save(value{2})
			os.WriteFile(f.Path, []byte(damage), 0o600)
			v, err := f.Load()
			damaged, ok := errors.AsType[*DamagedError](err)
			if !ok || v.N != 1 {
				t.Fatalf("loaded %d, %v", v.N, err)
			}
			kept, err := os.ReadFile(damaged.Aside)
			if err != nil || string(kept) != damage {
				t.Errorf("set aside: %q, %v", kept, err)
			}
			if damaged.At.IsZero() {
				t.Error("nobody says when it was written")
			}
			if v, err := f.Load(); err != nil || v.N != 1 {
				t.Errorf("the next load finds %v, %v", v, err)
			}
			if err := f.Remove(); err != nil {
				t.Fatal(err)
			}
			if _, err := f.Load(); !errors.Is(err, fs.ErrNotExist) {
				t.Errorf("after removing: %v", err)
			}
		})
	}
}

func TestAPlantedSymbolicLinkIsNotFollowed(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("making a symbolic link needs a privilege on Windows")
	}
	dir := t.TempDir()
	target := filepath.Join(dir, "target")
	f := File[value]{filepath.Join(dir, "v.json")}
	os.WriteFile(target, []byte(`{"N":7}`), 0o600)
	os.Symlink(target, f.Path)
	if v, err := f.Load(); err == nil || v.N == 7 {
		t.Errorf("read through the link: %v, %v", v, err)
	}
	os.Symlink(target, f.Path)
	if err := f.Save(value{8}); err != nil {
		t.Fatal(err)
	}
	if data, _ := os.ReadFile(target); !strings.Contains(string(data), "7") {
		t.Errorf("wrote through the link: %s", data)
	}
	if info, _ := os.Lstat(f.Path); !info.Mode().IsRegular() || info.Mode().Perm() != 0o600 {
		t.Errorf("the link is replaced by %v", info.Mode())
	}
}

func TestASaveThatFailsLeavesTheOldValue(t *testing.T) {
	dir := t.TempDir()
	f := File[value]{filepath.Join(dir, "v.json")}
	f.Save(value{1})
	if err := File[func()](f).Save(nil); err == nil {
		t.Fatal("a function was encoded")
	}
	if err := (File[value]{filepath.Join(dir, "missing", "v.json")}).Save(value{2}); err == nil {
		t.Fatal("a missing folder was written to")
	}
	if v, err := f.Load(); err != nil || v.N != 1 {
		t.Errorf("loaded %d, %v", v.N, err)
	}
}

func TestWhatAKilledRunLeftIsSweptAway(t *testing.T) {
	dir := t.TempDir()
	f := File[value]{filepath.Join(dir, "v.json")}
	f.Save(value{1})
	old, young := filepath.Join(dir, ".v.json.new-1"), filepath.Join(dir, ".v.json.new-2")
	for path, age := range map[string]time.Duration{old: time.Hour, young: 0, f.Path: time.Hour} {
		file, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY, 0o600)
		if err != nil {
			t.Fatal(err)
		}
		file.Close()
		os.Chtimes(path, time.Time{}, time.Now().Add(-age))
	}
	Sweep(dir)
	for path, kept := range map[string]bool{old: false, young: true, f.Path: true} {
		if _, err := os.Stat(path); (err == nil) != kept {
			t.Errorf("%s: kept is not %v", filepath.Base(path), kept)
		}
	}
}
