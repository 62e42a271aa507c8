//go:build !linux

package autostart

import "errors"

// UnitEnabled reports that no systemd unit is started here.
func UnitEnabled() (bool, error) { return false, nil }

// EnableUnit returns [errors.ErrUnsupported]: systemd is Linux's alone.
func EnableUnit(string, Target) error { return errors.ErrUnsupported }
