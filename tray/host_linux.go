package tray

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"fyne.io/systray"
	"github.com/godbus/dbus/v5"
)

// Run keeps the icon on the panel until ctx ends. Without a session bus, and
// when the bus goes away, it tells so and waits for the end of ctx.
//
// When it returns, the connection that dbus.SessionBus shares within the
// process has been closed by systray; whoever asks for it next gets a new one.
func (t *Tray) Run(ctx context.Context) {
	t.run(ctx)
	<-ctx.Done()
}

func (t *Tray) run(ctx context.Context) {
	shared, private, err := buses()
	if err != nil {
		t.opts.Log.Warn("no tray icon: there is no session bus", "err", err)
		t.opts.NoHost()
		return
	}
	defer private.Close()
	w, err := newWatch(private, shared)
	if err != nil {
		t.opts.Log.Warn("no tray icon: the session bus is of no use", "err", err)
		t.opts.NoHost()
		return
	}

	ctx, end := context.WithCancel(ctx)
	defer end()
	defer context.AfterFunc(shared.Context(), end)()
	listen(ctx, t.opts.Log)

	// All that is set before the item is exported becomes part of it without a
	// signal, and without a race between systray's goroutines and ours.
	systray.SetTitle(t.opts.Title) // becomes the item's Id
	front := newProperties(t.opts.Title, t.opts.Log)
	it := newItem(ctx, front, t.draw, t.picture())
	export, withdraw := systray.RunWithExternalLoop(nil, nil)
	if !t.survive(export) {
		return
	}
	if err := front.export(shared); err != nil {
		t.opts.Log.Warn("the tray icon stays blank", "err", err)
	}
	actions := make(chan Action, waitingActions)
	go t.act(ctx, actions)
	go w.follow(ctx, t.opts.NoHost, t.opts.Log)
	t.follow(ctx, it, actions)
	if shared.Context().Err() != nil {
		t.opts.Log.Warn("the tray icon is gone: the session bus went away")
	}
	t.survive(withdraw)
}

// buses connects to the session bus twice: the connection that the process
// shares, where systray exports the item, and a private one, where nobody
// else's signals arrive. It never starts a bus, as godbus does where
// dbus-launch is installed.
func buses() (shared, private *dbus.Conn, err error) {
	if a := os.Getenv("DBUS_SESSION_BUS_ADDRESS"); a == "" || a == "autolaunch:" {
		if path, ok := busSocket(); ok {
			// The only way to tell godbus, for the shared connection.
			os.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path="+dbus.EscapeBusAddressValue(path))
		}
	}
	private, err = dbus.SessionBusPrivateNoAutoStartup()
	if err != nil {
		return nil, nil, err
	}
	if err = private.Auth(nil); err == nil {
		err = private.Hello()
	}
	if err == nil {
		shared, err = dbus.SessionBus()
	}
	if err != nil {
		private.Close()
		return nil, nil, fmt.Errorf("connecting to the session bus: %w", err)
	}
	return shared, private, nil
}

// busSocket is where systemd puts the session bus.
func busSocket() (path string, ok bool) {
	dir := os.Getenv("XDG_RUNTIME_DIR")
	if dir == "" {
		return "", false
	}
	path = filepath.Join(dir, "bus")
	info, err := os.Stat(path)
	return path, err == nil && info.Mode().Type() == os.ModeSocket
}
