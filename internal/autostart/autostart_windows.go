package autostart

import (
	"errors"
	"fmt"
	"path/filepath"

	"golang.org/x/sys/windows/registry"
)

const (
	runKey   = `Software\Microsoft\Windows\CurrentVersion\Run`
	value    = "Lettertray"
	recorded = `Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run` // by the task manager
)

// Enabled reports whether the next login starts Lettertray: the Run key names
// it, and the person has not switched it off in the task manager.
func Enabled() (bool, error) {
	run, err := registry.OpenKey(registry.CURRENT_USER, runKey, registry.QUERY_VALUE)
	if err == nil {
		defer run.Close()
		_, _, err = run.GetStringValue(value)
	}
	if errors.Is(err, registry.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("reading the Run key: %w", err)
	}
	record, err := registry.OpenKey(registry.CURRENT_USER, recorded, registry.QUERY_VALUE)
	if err != nil {
		return true, nil // no record is consent
	}
	defer record.Close()
	data, _, _ := record.GetBinaryValue(value)
	return approved(data), nil
}

// Enable has the next login start the program, whose path must be absolute.
func Enable(exe string) error {
	line, err := runCommand(exe)
	if err != nil {
		return err
	}
	if !filepath.IsAbs(exe) {
		return fmt.Errorf("starting %q at login: the path is not absolute", exe)
	}
	run, _, err := registry.CreateKey(registry.CURRENT_USER, runKey, registry.SET_VALUE)
	if err == nil {
		defer run.Close()
		err = run.SetStringValue(value, line)
	}
	if err != nil {
		return fmt.Errorf("starting at login: %w", err)
	}
	return forget(recorded) // an earlier refusal in the task manager
}

// Disable has the next login start nothing. It is no error if it did not
// anyway.
func Disable() error { return errors.Join(forget(runKey), forget(recorded)) }

// forget deletes Lettertray's value under the key.
func forget(path string) error {
	key, err := registry.OpenKey(registry.CURRENT_USER, path, registry.SET_VALUE)
	if err == nil {
		defer key.Close()
		err = key.DeleteValue(value)
	}
	if err != nil && !errors.Is(err, registry.ErrNotExist) {
		return fmt.Errorf("starting no more at login: %w", err)
	}
	return nil
}
