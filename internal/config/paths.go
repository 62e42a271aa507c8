// Package config knows where files go, and what the person has set.
package config

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/adrg/xdg"
)

const name = "lettertray"

// Paths are the folders that everything of ours is in, each readable by its
// owner alone.
type Paths struct {
	Config  string // what the person sets and may back up
	State   string // what the app must remember
	Runtime string // what ends with the session: the control socket
}

// Standard returns the platform's own places: the XDG base directories on
// Linux, Library on macOS, AppData on Windows.
func Standard() Paths {
	p := Paths{
		Config:  filepath.Join(xdg.ConfigHome, name),
		State:   filepath.Join(xdg.StateHome, name),
		Runtime: filepath.Join(xdg.RuntimeDir, name),
	}
	// Without a session there is no runtime folder, and making one is not ours.
	if info, err := os.Stat(xdg.RuntimeDir); err != nil || !info.IsDir() {
		p.Runtime = p.State
	}
	return p
}

// Within returns paths below one folder.
func Within(dir string) Paths {
	return Paths{
		Config:  filepath.Join(dir, "config"),
		State:   filepath.Join(dir, "state"),
		Runtime: filepath.Join(dir, "run"),
	}
}

// Make creates the folders, mode 0700 whatever the umask and whoever made them
// before.
func (p Paths) Make() error {
	for _, dir := range []string{p.Config, p.State, p.Runtime, p.Decisions()} {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return fmt.Errorf("making a folder for Lettertray: %w", err)
		}
		if err := os.Chmod(dir, 0o700); err != nil {
			return fmt.Errorf("keeping %s private: %w", dir, err)
		}
	}
	return nil
}

// Client is the OAuth client file.
func (p Paths) Client() string { return filepath.Join(p.Config, "client.json") }

// Settings is the settings file.
func (p Paths) Settings() string { return filepath.Join(p.Config, "settings.toml") }

// GoodSettings is a copy of the last settings file that was right.
func (p Paths) GoodSettings() string { return filepath.Join(p.State, "settings-good.toml") }

// Accounts says who has signed in.
func (p Paths) Accounts() string { return filepath.Join(p.Config, "accounts.json") }

// Installation holds this installation's random id.
func (p Paths) Installation() string { return filepath.Join(p.State, "installation.json") }

// Lock is held by the one running instance.
func (p Paths) Lock() string { return filepath.Join(p.State, "lock") }

// Socket is where the running instance takes commands.
func (p Paths) Socket() string { return filepath.Join(p.Runtime, "control.sock") }

// Decisions is the folder with why each message was told or not.
func (p Paths) Decisions() string { return filepath.Join(p.State, "decisions") }

// Picture is the app's picture, for the notification server to read.
func (p Paths) Picture() string { return filepath.Join(p.State, "lettertray.png") }

// NoTray is there once the person has been told that the desktop has no tray.
func (p Paths) NoTray() string { return filepath.Join(p.State, "no-tray-told") }

// Mailbox is where the engine of the account keeps its state. An address may
// hold anything, so the name is made from its hash.
func (p Paths) Mailbox(address string) string {
	sum := sha256.Sum256([]byte(strings.ToLower(address)))
	return filepath.Join(p.State, "mailbox-"+hex.EncodeToString(sum[:5])+".json")
}
