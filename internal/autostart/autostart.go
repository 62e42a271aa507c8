// Package autostart has the desktop start Lettertray when the person logs in,
// each in the way its users know: an XDG autostart entry, a systemd user unit in
// its place, a launch agent, a value under the Run key.
//
// All of it takes effect at the next login. Nothing here starts or ends a
// program, and no other program is asked for anything.
package autostart

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// name is what the entry is called wherever it is.
const name = "lettertray"

// flag tells Lettertray that no person started it just now.
const flag = "--login"

// errName says that a program's path cannot be written into an entry.
var errName = errors.New("its name cannot be written there; move it to another folder")

// ErrNoSystemd says that nobody would start a systemd unit.
var ErrNoSystemd = errors.New("systemd does not run on this computer")

// writable refuses paths that the formats cannot hold, or only in a way that
// readers disagree on: what is not UTF-8, and what is not seen.
func writable(exe string) error {
	if exe == "" || !utf8.ValidString(exe) || strings.ContainsFunc(exe, unicode.IsControl) || strings.ContainsRune(exe, utf8.RuneError) {
		return fmt.Errorf("starting %q at login: %w", exe, errName)
	}
	return nil
}
