package notify

import (
	"context"
	"testing"

	"github.com/godbus/dbus/v5"
)

// buses starts a session bus and a system bus.
func buses(t *testing.T) (session, system string) {
	t.Helper()
	system, _ = startBus(t)
	session, _ = startBus(t)
	t.Setenv("DBUS_SYSTEM_BUS_ADDRESS", system)
	t.Setenv("XDG_SESSION_ID", "")
	return session, system
}

// watched watches the lock for the rest of the test.
func watched(t *testing.T) <-chan bool {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	told, done := make(chan bool, 16), make(chan struct{})
	go func() {
		defer close(done)
		watchLock(ctx, nil, func(locked bool) { told <- locked }, patience)
	}()
	t.Cleanup(func() {
		cancel()
		receive(t, done, "WatchLock to end")
	})
	return told
}

func expect(t *testing.T, told <-chan bool, want bool) {
	t.Helper()
	if got := receive(t, told, "the screen to lock or unlock"); got != want {
		t.Fatalf("told %v, want %v", got, want)
	}
}

func TestLockIsAskedForAtFirst(t *testing.T) {
	for name, s := range map[string]*session{
		"the environment's": {path: login1Path + "/session/_37", env: true},
		"the process's":     {path: login1Path + "/session/_38", pid: true},
		"the display's":     {path: login1Path + "/session/_39"},
	} {
		t.Run("logind's session, "+name, func(t *testing.T) {
			_, system := buses(t)
			t.Setenv("XDG_SESSION_ID", "7")
			s.locked.Store(true)
			s.start(t, system)
			told := watched(t)
			expect(t, told, true)
			s.lock(t, false)
			expect(t, told, false)
			s.lock(t, true)
			expect(t, told, true)
		})
	}
	for _, s := range []*saver{gnome(), kde()} {
		t.Run(s.name, func(t *testing.T) {
			bus, _ := buses(t)
			s.active.Store(true)
			s.start(t, bus)
			told := watched(t)
			expect(t, told, true)
			s.emit(t, "false")
			s.emit(t)
			s.emit(t, false)
			expect(t, told, false)
		})
	}
}

func TestLockedWhileOneSaysSo(t *testing.T) {
	bus, _ := buses(t)
	g, k := gnome(), kde()
	g.active.Store(true)
	g.start(t, bus)
	told := watched(t)
	expect(t, told, true)
	k.active.Store(true)
	k.start(t, bus) // comes later
	receive(t, k.asked, "the newcomer to be asked")
	g.emit(t, false)
	settle(t, bus, g)
	none(t, told, "change")
	k.conn.Close() // gone: nobody can unlock it any more
	expect(t, told, false)
}

// settle waits until all that has been said on the bus was heard: the saver
// starts anew, unlocked, and is asked.
func settle(t *testing.T, bus string, s *saver) {
	t.Helper()
	if err := s.conn.BusObject().Call(busIDMethod, 0).Err; err != nil { // it has gone out
		t.Fatal(err)
	}
	s.conn.Close()
	again := &saver{name: s.name, path: s.path, asked: make(chan struct{}, 16)}
	again.start(t, bus)
	receive(t, again.asked, "the saver to be asked")
}

func TestLockOfLogindAndSaver(t *testing.T) {
	bus, system := buses(t)
	l := (&session{path: login1Path + "/session/_31", pid: true}).start(t, system)
	l.locked.Store(true)
	told := watched(t)
	expect(t, told, true)
	g := gnome()
	g.active.Store(true)
	g.start(t, bus)
	receive(t, g.asked, "the saver to be asked")
	g.emit(t, false)
	settle(t, bus, g)
	none(t, told, "change while logind says locked")
	l.lock(t, false)
	expect(t, told, false)
}

func TestLockServiceRestarts(t *testing.T) {
	bus, _ := buses(t)
	told := watched(t)
	first := gnome()
	first.active.Store(true)
	first.start(t, bus)
	expect(t, told, true)
	first.conn.Close()
	expect(t, told, false)
	second := gnome().start(t, bus)
	second.active.Store(true)
	second.emit(t, true)
	expect(t, told, true)
}

func TestStrangersLockNothing(t *testing.T) {
	bus, _ := buses(t)
	g := gnome().start(t, bus)
	told := watched(t)
	receive(t, g.asked, "the saver to be asked")
	stranger := connectTo(t, bus)
	var names []string
	if err := stranger.BusObject().Call(busName+".ListNames", 0).Store(&names); err != nil {
		t.Fatal(err)
	}
	for _, name := range names { // the match rules alone keep out what is for everybody
		stranger.Send(&dbus.Message{
			Type: dbus.TypeSignal,
			Headers: map[dbus.HeaderField]dbus.Variant{
				dbus.FieldDestination: dbus.MakeVariant(name),
				dbus.FieldPath:        dbus.MakeVariant(g.path),
				dbus.FieldInterface:   dbus.MakeVariant(g.name),
				dbus.FieldMember:      dbus.MakeVariant("ActiveChanged"),
				dbus.FieldSignature:   dbus.MakeVariant(dbus.SignatureOf(true)),
			},
			Body: []any{true},
		}, nil)
	}
	if err := stranger.BusObject().Call(busIDMethod, 0).Err; err != nil {
		t.Fatal(err)
	}
	settle(t, bus, g)
	none(t, told, "change")
}
