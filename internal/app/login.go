package app

import (
	"errors"
	"os"

	"lettertray/auth"
	"lettertray/internal/words"
)

// Autostart has the desktop start the app at login.
type Autostart interface {
	Enabled() (bool, error)
	Enable(exe string) error
	EnableUnit(exe string) error // by a systemd user unit instead
	ByUnit() bool                // whether it is that by which it starts
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

// A login is how the app starts at login.
type login int

const (
	notAtLogin login = iota
	byEntry
	byUnit
)

// startAtLogin has the app start at login, or not any more.
func (a *App) startAtLogin(how login) error {
	if a.Autostart == nil {
		return &auth.Error{Say: words.NoAtLogin.About(), Err: errors.New("not offered")}
	}
	exe, err := os.Executable()
	switch {
	case how == notAtLogin:
		err = a.Autostart.Disable()
	case err != nil:
	case how == byUnit:
		err = a.Autostart.EnableUnit(exe)
	default:
		err = a.Autostart.Enable(exe)
	}
	a.lookAtLogin()
	if err == nil {
		a.settled("login")
	} else {
		a.Log.Error("setting whether Lettertray starts at login", "error", err)
		a.alertAnew("login", words.LoginUnchanged, loginWords(err), "")
	}
	return err
}

// loginWords say why starting at login could not be changed.
func loginWords(err error) words.Message {
	if say := auth.Say(err); !say.None() {
		return say
	}
	return words.LoginFailed.About(err.Error())
}
