package notify

import (
	"sync/atomic"
	"testing"

	"github.com/godbus/dbus/v5"
)

// A session is logind, with one session, for tests.
type session struct {
	conn   *dbus.Conn
	path   dbus.ObjectPath
	env    bool // knows XDG_SESSION_ID "7"
	pid    bool // knows the process
	locked atomic.Bool
}

func (s *session) start(t *testing.T, address string) *session {
	t.Helper()
	s.conn = connectTo(t, address)
	for path, methods := range map[dbus.ObjectPath]map[string]any{
		login1Path:     {login1Manager: sessionManager{s}},
		s.path:         {properties: sessionProperties{s}},
		callersSession: {properties: sessionProperties{s}},
	} {
		for name, m := range methods {
			if err := s.conn.Export(m, path, name); err != nil {
				t.Fatal(err)
			}
		}
	}
	own(t, s.conn, login1)
	return s
}

func (s *session) lock(t *testing.T, locked bool) {
	t.Helper()
	values := map[string]dbus.Variant{lockedHint: dbus.MakeVariant(locked)}
	if err := s.conn.Emit(s.path, changedSignal, login1Session, values, []string{}); err != nil {
		t.Fatal(err)
	}
}

type sessionManager struct{ s *session }

func (m sessionManager) GetSession(id string) (dbus.ObjectPath, *dbus.Error) {
	if id == "auto's" || id == "7" && m.s.env {
		return m.s.path, nil
	}
	return "", dbus.NewError(login1+".NoSuchSession", nil)
}

func (m sessionManager) GetSessionByPID(uint32) (dbus.ObjectPath, *dbus.Error) {
	if m.s.pid {
		return m.s.path, nil
	}
	return "", dbus.NewError(login1+".NoSessionForPID", nil)
}

type sessionProperties struct{ s *session }

func (p sessionProperties) Get(about, name string) (dbus.Variant, *dbus.Error) {
	switch about + "." + name {
	case login1Session + ".Id":
		return dbus.MakeVariant("auto's"), nil
	case login1Session + "." + lockedHint:
		return dbus.MakeVariant(p.s.locked.Load()), nil
	}
	return dbus.Variant{}, dbus.NewError(busName+".Error.UnknownProperty", nil)
}

// A saver is a screen saver for tests.
type saver struct {
	conn   *dbus.Conn
	name   string
	path   dbus.ObjectPath
	active atomic.Bool
	asked  chan struct{}
}

func (s *saver) start(t *testing.T, address string) *saver {
	t.Helper()
	s.conn = connectTo(t, address)
	if err := s.conn.Export(saverMethods{s}, s.path, s.name); err != nil {
		t.Fatal(err)
	}
	own(t, s.conn, s.name)
	return s
}

func (s *saver) emit(t *testing.T, args ...any) {
	t.Helper()
	if err := s.conn.Emit(s.path, s.name+".ActiveChanged", args...); err != nil {
		t.Fatal(err)
	}
}

type saverMethods struct{ s *saver }

func (m saverMethods) GetActive() (bool, *dbus.Error) {
	m.s.asked <- struct{}{}
	return m.s.active.Load(), nil
}

func own(t *testing.T, conn *dbus.Conn, name string) {
	t.Helper()
	reply, err := conn.RequestName(name, dbus.NameFlagDoNotQueue)
	if err != nil || reply != dbus.RequestNameReplyPrimaryOwner {
		t.Fatalf("owning %s: %v, %v", name, reply, err)
	}
}

func gnome() *saver {
	return &saver{name: "org.gnome.ScreenSaver", path: "/org/gnome/ScreenSaver", asked: make(chan struct{}, 16)}
}

func kde() *saver {
	return &saver{name: "org.freedesktop.ScreenSaver", path: "/org/freedesktop/ScreenSaver", asked: make(chan struct{}, 16)}
}

func TestLockersHearTheirOwnSignals(t *testing.T) {
	const mine = login1Path + "/session/_31"
	g := screenSaver{"org.gnome.ScreenSaver", "/org/gnome/ScreenSaver"}
	l := &logind{session: mine}
	hint := func(value any) map[string]dbus.Variant {
		return map[string]dbus.Variant{lockedHint: dbus.MakeVariant(value)}
	}
	for _, tt := range []struct {
		name string
		lk   locker
		sig  dbus.Signal
		ours bool
	}{
		{"a saver's", g, dbus.Signal{Name: "org.gnome.ScreenSaver.ActiveChanged", Body: []any{true}}, true},
		{"another signal of it", g, dbus.Signal{Name: "org.gnome.ScreenSaver.WakeUpScreen", Body: []any{true}}, false},
		{"another saver's", g, dbus.Signal{Name: "org.freedesktop.ScreenSaver.ActiveChanged", Body: []any{true}}, false},
		{"without a value", g, dbus.Signal{Name: "org.gnome.ScreenSaver.ActiveChanged"}, false},
		{"with two values", g, dbus.Signal{Name: "org.gnome.ScreenSaver.ActiveChanged", Body: []any{true, true}}, false},
		{"with no truth value", g, dbus.Signal{Name: "org.gnome.ScreenSaver.ActiveChanged", Body: []any{uint32(1)}}, false},
		{"logind's", l, dbus.Signal{Name: changedSignal, Path: mine, Body: []any{login1Session, hint(true), []string{}}}, true},
		{"about another session", l, dbus.Signal{Name: changedSignal, Path: login1Path + "/session/_32", Body: []any{login1Session, hint(true), []string{}}}, false},
		{"about another interface", l, dbus.Signal{Name: changedSignal, Path: mine, Body: []any{"org.example", hint(true), []string{}}}, false},
		{"about another property", l, dbus.Signal{Name: changedSignal, Path: mine, Body: []any{login1Session, map[string]dbus.Variant{}, []string{"IdleHint"}}}, false},
		{"with no truth value", l, dbus.Signal{Name: changedSignal, Path: mine, Body: []any{login1Session, hint("yes"), []string{}}}, false},
		{"of another shape", l, dbus.Signal{Name: changedSignal, Path: mine, Body: []any{1}}, false},
	} {
		t.Run(tt.lk.service()+", "+tt.name, func(t *testing.T) {
			if locked, ours := tt.lk.hear(&tt.sig); ours != tt.ours || locked != ours {
				t.Errorf("heard %v, %v", locked, ours)
			}
		})
	}
}
