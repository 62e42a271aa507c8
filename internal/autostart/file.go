//go:build linux || darwin

package autostart

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"lettertray/internal/jsonfile"
)

// put writes an entry for the program, readable by all: systemd complains of
// units that are not. New folders are private (XDG Base Directory
// Specification). A symbolic link in its place is replaced.
func put(path, exe, text string) error {
	if !filepath.IsAbs(exe) {
		return fmt.Errorf("starting %q at login: the path is not absolute", exe)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return fmt.Errorf("starting at login: %w", err)
	}
	if err := jsonfile.Write(path, []byte(text), ""); err != nil {
		return fmt.Errorf("starting at login: %w", err)
	}
	return os.Chmod(path, 0o644)
}

// remove deletes what is there, a link and not what it leads to.
func remove(path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("starting no more at login: %w", err)
	}
	return nil
}
