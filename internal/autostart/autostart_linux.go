package autostart

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/adrg/xdg"
)

// booted is there while systemd runs the system (sd_booted(3)).
var booted = "/run/systemd/system"

func entryPath() string { return filepath.Join(xdg.ConfigHome, "autostart", name+".desktop") }

func unitPath() string { return filepath.Join(xdg.ConfigHome, "systemd", "user", name+".service") }

// wantPath is the link by which systemd knows that the target wants the unit.
func wantPath(at Target) string {
	return filepath.Join(xdg.ConfigHome, "systemd", "user", string(at)+".wants", name+".service")
}

// Enabled reports whether the next login starts Lettertray, by its entry or by
// its unit.
func Enabled() (bool, error) {
	if unit, err := UnitEnabled(); unit || err != nil {
		return unit, err
	}
	data, err := os.ReadFile(entryPath())
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("reading the autostart entry: %w", err)
	}
	return entryOn(data), nil
}

// Enable has the next login start the program, whose path must be absolute, by
// an autostart entry, and by that alone.
func Enable(exe string) error {
	text, err := entry(exe)
	if err != nil {
		return err
	}
	if err := put(entryPath(), exe, text); err != nil {
		return err
	}
	return disableUnit()
}

// Disable has the next login start nothing, neither by the entry nor by the
// unit. It is no error if it did not anyway.
func Disable() error {
	if err := disableUnit(); err != nil {
		return err
	}
	return remove(entryPath())
}

// UnitEnabled reports whether the next login starts the systemd user unit.
func UnitEnabled() (bool, error) {
	unit, err := os.Lstat(unitPath())
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("looking for the systemd unit: %w", err)
	}
	_, graphical := os.Lstat(wantPath(Graphical))
	_, login := os.Lstat(wantPath(Login))
	// A unit that is masked is a link to /dev/null, and does not start.
	return unit.Mode().IsRegular() && (graphical == nil || login == nil), nil
}

// EnableUnit has the next login start the program by a systemd user unit, in
// place of the autostart entry. It writes the unit and the link that "systemctl
// --user enable" would make, and leaves systemctl itself alone: the manager of
// this session takes note with "systemctl --user daemon-reload". Where systemd
// does not run, it changes nothing and returns [ErrNoSystemd].
func EnableUnit(exe string, at Target) error {
	if _, err := os.Lstat(booted); err != nil {
		return fmt.Errorf("starting at login by a systemd unit: %w", ErrNoSystemd)
	}
	text, err := Unit(exe, at)
	if err != nil {
		return err
	}
	if err := disableUnit(); err != nil {
		return err
	}
	if err := put(unitPath(), exe, text); err != nil {
		return err
	}
	want := wantPath(at)
	if err := os.MkdirAll(filepath.Dir(want), 0o700); err != nil {
		return fmt.Errorf("starting at login: %w", err)
	}
	if err := os.Symlink(unitPath(), want); err != nil {
		return fmt.Errorf("starting at login: %w", err)
	}
	return remove(entryPath())
}

func disableUnit() error {
	return errors.Join(remove(wantPath(Graphical)), remove(wantPath(Login)), remove(unitPath()))
}
