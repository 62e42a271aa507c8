package notify

import (
	"context"
	"fmt"
	"os"

	"github.com/godbus/dbus/v5"
)

// A locker is a service that knows whether the screen is locked.
type locker interface {
	service() string
	rule() []dbus.MatchOption                       // of the signal that it has changed
	ask(ctx context.Context, b *bus) (bool, error)  // asks the service
	hear(sig *dbus.Signal) (locked bool, ours bool) // reads that signal
}

// A screenSaver has the interface that GNOME and KDE share, under its own name.
type screenSaver struct {
	name string
	path dbus.ObjectPath
}

func (s screenSaver) service() string { return s.name }

func (s screenSaver) rule() []dbus.MatchOption { return signalRule(s.name, s.name+".ActiveChanged") }

func (s screenSaver) ask(ctx context.Context, b *bus) (active bool, err error) {
	call := b.conn.Object(s.name, s.path).CallWithContext(ctx, s.name+".GetActive", dbus.FlagNoAutoStart)
	return active, call.Store(&active)
}

func (s screenSaver) hear(sig *dbus.Signal) (active, ours bool) {
	if sig.Name != s.name+".ActiveChanged" || len(sig.Body) != 1 {
		return false, false
	}
	active, ours = sig.Body[0].(bool)
	return active, ours
}

// From org.freedesktop.login1(5).
const (
	login1         = "org.freedesktop.login1"
	login1Path     = dbus.ObjectPath("/org/freedesktop/login1")
	login1Manager  = login1 + ".Manager"
	login1Session  = login1 + ".Session"
	callersSession = login1Path + "/session/auto" // or, if it has none, the person's display
	lockedHint     = "LockedHint"
)

// logind knows it of the session that the app runs in.
type logind struct {
	session dbus.ObjectPath // as found by the last ask
}

func (*logind) service() string { return login1 }

func (*logind) rule() []dbus.MatchOption {
	return signalRule(login1, changedSignal, dbus.WithMatchArg(0, login1Session))
}

func (l *logind) ask(ctx context.Context, b *bus) (locked bool, err error) {
	if l.session, err = findSession(ctx, b); err != nil {
		return false, fmt.Errorf("finding the login session: %w", err)
	}
	return locked, property(ctx, b, l.session, lockedHint, &locked)
}

func (l *logind) hear(sig *dbus.Signal) (locked, ours bool) {
	if sig.Name != changedSignal || sig.Path != l.session {
		return false, false
	}
	values, _, ours := propertiesChanged(sig, login1Session)
	if !ours {
		return false, false
	}
	locked, ours = values[lockedHint].Value().(bool)
	return locked, ours
}

// findSession asks by the session's id where the environment has it, and by the
// process. An app that systemd started for the person belongs to no session:
// then it is the one with the display.
func findSession(ctx context.Context, b *bus) (path dbus.ObjectPath, err error) {
	manager := b.conn.Object(login1, login1Path)
	if id := os.Getenv("XDG_SESSION_ID"); id != "" {
		if manager.CallWithContext(ctx, login1Manager+".GetSession", 0, id).Store(&path) == nil {
			return path, nil
		}
	}
	if manager.CallWithContext(ctx, login1Manager+".GetSessionByPID", 0, uint32(os.Getpid())).Store(&path) == nil {
		return path, nil
	}
	var id string
	if err := property(ctx, b, callersSession, "Id", &id); err != nil {
		return "", err
	}
	// Signals come from the path that has the id.
	return path, manager.CallWithContext(ctx, login1Manager+".GetSession", 0, id).Store(&path)
}

func property(ctx context.Context, b *bus, session dbus.ObjectPath, name string, value any) error {
	return b.conn.Object(login1, session).CallWithContext(ctx, getMethod, 0, login1Session, name).Store(value)
}

// systemAddress finds the system bus (D-Bus Specification, "Well-known Message
// Bus Instances").
func systemAddress() (string, error) {
	if a := os.Getenv("DBUS_SYSTEM_BUS_ADDRESS"); a != "" {
		return a, nil
	}
	return "unix:path=/var/run/dbus/system_bus_socket", nil
}
