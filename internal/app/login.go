package app

import (
	"os"
)

// Autostart has the desktop start the app at login.
type Autostart interface {
	Enabled() (bool, error)
	Enable(exe string) error
	Disable() error
}

// yes and no are what atLoginState points to: states of the tray are compared.
var yes, no = true, false

// atLoginState says whether the app starts at login; nil: that is not offered.
func (a *App) atLoginState() *bool {
	switch {
	case a.Autostart == nil:
		return nil
	case a.atLogin:
		return &yes
	}
	return &no
}

// lookAtLogin finds out whether the app starts at login.
func (a *App) lookAtLogin() {
	if a.Autostart == nil {
		return
	}
	on, err := a.Autostart.Enabled()
	if err != nil {
		a.Log.Warn("asking whether Lettertray starts at login", "error", err)
	}
	a.atLogin = on
}

// startAtLogin has the app start at login, or not any more.
func (a *App) startAtLogin(on bool) error {
	if a.Autostart == nil {
		return nil
	}
	err := a.Autostart.Disable()
	if on {
		var exe string
		if exe, err = os.Executable(); err == nil {
			err = a.Autostart.Enable(exe)
		}
	}
	a.lookAtLogin()
	if err != nil {
		a.Log.Error("setting whether Lettertray starts at login", "error", err)
		a.alert("login", "Starting at login could not be changed", err.Error()+".", "")
	}
	return err
}
