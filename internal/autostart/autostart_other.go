//go:build !linux && !darwin && !windows

package autostart

import "errors"

// Enabled returns [errors.ErrUnsupported].
func Enabled() (bool, error) { return false, errors.ErrUnsupported }

// Enable returns [errors.ErrUnsupported].
func Enable(string) error { return errors.ErrUnsupported }

// Disable returns [errors.ErrUnsupported].
func Disable() error { return errors.ErrUnsupported }
