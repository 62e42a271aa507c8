package main

import "lettertray/internal/autostart"

// atLogin is how this system starts programs at login.
type atLogin struct{}

func (atLogin) Enabled() (bool, error)  { return autostart.Enabled() }
func (atLogin) Enable(exe string) error { return autostart.Enable(exe) }
func (atLogin) EnableUnit(exe string) error {
	return autostart.EnableUnit(exe, autostart.Graphical)
}
func (atLogin) ByUnit() bool {
	by, err := autostart.UnitEnabled()
	return by && err == nil
}
func (atLogin) Disable() error { return autostart.Disable() }
