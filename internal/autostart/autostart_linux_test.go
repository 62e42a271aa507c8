package autostart

import (
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/adrg/xdg"
)

// home gives the test a configuration folder of its own, on a system that runs
// systemd.
func home(t *testing.T) {
	t.Helper()
	config, system := xdg.ConfigHome, booted
	xdg.ConfigHome, booted = filepath.Join(t.TempDir(), "config"), t.TempDir()
	t.Cleanup(func() { xdg.ConfigHome, booted = config, system })
}

func TestStartingAtLoginIsOneThingAtATime(t *testing.T) {
	home(t)
	enabled := func(want, wantUnit bool) {
		t.Helper()
		on, err := Enabled()
		unit, wrong := UnitEnabled()
		if err != nil || wrong != nil || on != want || unit != wantUnit {
			t.Fatalf("enabled: %v (%v), by the unit: %v (%v)", on, err, unit, wrong)
		}
	}
	do := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	enabled(false, false)
	do(Disable())
	do(Enable("/usr/bin/lettertray"))
	do(Enable("/opt/lettertray"))
	enabled(true, false)
	do(EnableUnit("/opt/lettertray", Graphical))
	do(EnableUnit("/opt/lettertray", Login))
	enabled(true, true)
	if _, err := os.Lstat(entryPath()); err == nil {
		t.Error("the entry is there beside the unit")
	}
	if _, err := os.Lstat(wantPath(Graphical)); err == nil {
		t.Error("two targets want the unit")
	}
	if text, err := os.ReadFile(wantPath(Login)); err != nil || !strings.Contains(string(text), "/opt/lettertray") {
		t.Errorf("the target's link leads to %q, %v", text, err)
	}
	do(Enable("/opt/lettertray"))
	enabled(true, false)
	do(Disable())
	enabled(false, false)
}

func TestAUnitThatIsMaskedOrUnwantedIsOff(t *testing.T) {
	home(t)
	for name, undo := range map[string]func() error{
		"masked":   func() error { os.Remove(unitPath()); return os.Symlink("/dev/null", unitPath()) },
		"unwanted": func() error { return os.Remove(wantPath(Login)) },
		"deleted":  func() error { return os.Remove(unitPath()) },
	} {
		t.Run(name, func(t *testing.T) {
			if err := EnableUnit("/l", Login); err != nil {
				t.Fatal(err)
			}
			if err := undo(); err != nil {
				t.Fatal(err)
			}
			if on, err := UnitEnabled(); on || err != nil {
				t.Errorf("enabled: %v, %v", on, err)
			}
		})
	}
}

func TestWithoutSystemdThereIsNoUnitAndTheEntryStays(t *testing.T) {
	home(t)
	booted = filepath.Join(booted, "gone")
	if err := Enable("/l"); err != nil {
		t.Fatal(err)
	}
	if err := EnableUnit("/l", Graphical); !errors.Is(err, ErrNoSystemd) {
		t.Errorf("without systemd: %v", err)
	}
	on, err := Enabled()
	unit, wrong := UnitEnabled()
	if !on || err != nil || unit || wrong != nil {
		t.Errorf("enabled: %v (%v), by the unit: %v (%v)", on, err, unit, wrong)
	}
}

func TestAPlantedLinkIsReplacedNotFollowed(t *testing.T) {
	home(t)
	theirs := filepath.Join(t.TempDir(), "theirs")
	os.WriteFile(theirs, []byte("theirs"), 0o600)
	for name, c := range map[string]struct {
		path   func() string
		enable func() error
	}{
		"the entry": {entryPath, func() error { return Enable("/l") }},
		"the unit":  {unitPath, func() error { return EnableUnit("/l", Login) }},
	} {
		t.Run(name, func(t *testing.T) {
			os.MkdirAll(filepath.Dir(c.path()), 0o700)
			if err := os.Symlink(theirs, c.path()); err != nil {
				t.Fatal(err)
			}
			if err := c.enable(); err != nil {
				t.Fatal(err)
			}
			info, err := os.Lstat(c.path())
			if err != nil || info.Mode() != 0o644 {
				t.Errorf("it is now %v, %v", info.Mode(), err)
			}
			kept, _ := os.ReadFile(theirs)
			if info, _ := os.Stat(theirs); string(kept) != "theirs" || info.Mode() != 0o600 {
				t.Errorf("what it led to is now %q, %v", kept, info.Mode())
			}
		})
	}
}

func TestAProgramWithoutAnAbsolutePathIsRefused(t *testing.T) {
	home(t)
	for name, enable := range map[string]func() error{
		"entry": func() error { return Enable("lettertray") },
		"unit":  func() error { return EnableUnit("./lettertray", Graphical) },
	} {
		if err := enable(); err == nil {
			t.Errorf("%s: a relative path is taken", name)
		}
	}
	if on, err := Enabled(); on || err != nil {
		t.Errorf("enabled: %v, %v", on, err)
	}
}

// program makes a program below a folder of the given name. It writes its own
// name and its arguments into the pipe.
func program(t *testing.T, folder string) (exe string, pipe *os.File) {
	t.Helper()
	dir := t.TempDir()
	path := filepath.Join(dir, "pipe")
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Fatal(err)
	}
	pipe, err := os.OpenFile(path, os.O_RDWR, 0) // opening it for both waits for nobody
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { pipe.Close() })
	exe = filepath.Join(dir, folder, "lettertray")
	if err := os.Mkdir(filepath.Dir(exe), 0o700); err != nil {
		t.Fatal(err)
	}
	script := "#!/bin/sh\nprintf '%s\\n' \"$0\" \"$@\" > '" + path + "'\n"
	if err := os.WriteFile(exe, []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	return exe, pipe
}

func TestGLibStartsWhatTheEntryNames(t *testing.T) {
	gio, err := exec.LookPath("gio")
	if err != nil {
		t.Skip("there is no gio")
	}
	home(t)
	exe, pipe := program(t, "a \"b\" 'c' $HOME ${X} \\x \\ `id` ; & | * ? # ~ < > ( )")
	if err := Enable(exe); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), gio, "launch", entryPath())
	cmd.Env = append(os.Environ(), "DBUS_SESSION_BUS_ADDRESS=unix:path=/nonexistent")
	cmd.Stderr = os.Stderr // no pipe, which the program would keep open
	if err := cmd.Run(); err != nil {
		t.Fatal(err)
	}
	pipe.SetReadDeadline(time.Now().Add(20 * time.Second))
	want := exe + "\n--login\n"
	said := make([]byte, len(want))
	if n, err := io.ReadFull(pipe, said); err != nil || string(said) != want {
		t.Errorf("it was started as %q, not %q: %v", said[:n], want, err)
	}
}

func TestSystemdUnderstandsTheUnit(t *testing.T) {
	analyze, err := exec.LookPath("systemd-analyze")
	if err != nil {
		t.Skip("there is no systemd-analyze")
	}
	home(t)
	exe, _ := program(t, "a b $HOME ${X} %u %% `id` ; & | * ? # ~ < > ( )")
	if err := EnableUnit(exe, Graphical); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), analyze, "verify", "--man=no", unitPath())
	if out, err := cmd.CombinedOutput(); err != nil || strings.Contains(string(out), name) {
		t.Errorf("%v: %s", err, out)
	}
}
