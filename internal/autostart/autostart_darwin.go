package autostart

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

func agentPath() (string, error) {
	home, err := os.UserHomeDir()
	if err != nil {
		return "", fmt.Errorf("looking for the launch agents: %w", err)
	}
	return filepath.Join(home, "Library", "LaunchAgents", name+".plist"), nil
}

// Enabled reports whether there is a launch agent, which starts Lettertray at
// the next login unless the person has switched it off in the system's settings:
// nobody is told of that.
func Enabled() (bool, error) {
	path, err := agentPath()
	if err != nil {
		return false, err
	}
	_, err = os.Lstat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil, err
}

// Enable has the next login start the program, whose path must be absolute.
func Enable(exe string) error {
	text, err := agent(exe)
	if err != nil {
		return err
	}
	path, err := agentPath()
	if err != nil {
		return err
	}
	return put(path, exe, text)
}

// Disable has the next login start nothing. It is no error if it did not
// anyway.
func Disable() error {
	path, err := agentPath()
	if err != nil {
		return err
	}
	return remove(path)
}
