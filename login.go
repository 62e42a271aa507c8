package main

import (
	"errors"

	"lettertray/auth"
	"lettertray/internal/autostart"
	"lettertray/internal/words"
)

// atLogin is how this system starts programs at login.
type atLogin struct{}

func (atLogin) Enabled() (bool, error)  { return autostart.Enabled() }
func (atLogin) Enable(exe string) error { return autostart.Enable(exe) }
func (atLogin) EnableUnit(exe string) error {
	err := autostart.EnableUnit(exe, autostart.Graphical)
	if errors.Is(err, autostart.ErrNoSystemd) {
		return &auth.Error{Say: words.NoSystemd.About(), Err: err}
	}
	return err
}
func (atLogin) ByUnit() bool {
	by, err := autostart.UnitEnabled()
	return by && err == nil
}
func (atLogin) Disable() error { return autostart.Disable() }
