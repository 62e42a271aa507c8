package tray

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/godbus/dbus/v5"
)

// The panel's side of a tray icon (freedesktop.org, StatusNotifierItem).
const (
	watcherName = "org.kde.StatusNotifierWatcher"
	watcherPath = "/StatusNotifierWatcher"
	itemPath    = "/StatusNotifierItem"
)

// A panel that takes its name before it can answer is asked again.
const (
	callLimit  = 5 * time.Second // for a panel to answer
	retryAfter = 2 * time.Second
	maxTries   = 5
)

// A watch registers the item with each panel that comes. systray does so too,
// but listens on the shared connection and stops for good at the first foreign
// signal there that has fewer than three arguments. Registering twice is
// harmless: panels know the item by its connection and path.
type watch struct {
	owned    bool                // a watcher was there at the start
	signals  <-chan *dbus.Signal // closed when the bus goes away
	register func(context.Context) error
}

// newWatch listens on private and will register through shared, to which the
// item belongs.
func newWatch(private, shared *dbus.Conn) (*watch, error) {
	signals := make(chan *dbus.Signal, 16)
	private.Signal(signals)
	err := private.AddMatchSignal(
		dbus.WithMatchSender("org.freedesktop.DBus"),
		dbus.WithMatchInterface("org.freedesktop.DBus"),
		dbus.WithMatchMember("NameOwnerChanged"),
		dbus.WithMatchArg(0, watcherName))
	if err != nil {
		return nil, fmt.Errorf("watching for panels: %w", err)
	}
	var owned bool
	err = private.BusObject().Call("org.freedesktop.DBus.NameHasOwner", 0, watcherName).Store(&owned)
	if err != nil {
		return nil, fmt.Errorf("looking for a panel: %w", err)
	}
	register := func(ctx context.Context) error {
		ctx, cancel := context.WithTimeout(ctx, callLimit)
		defer cancel()
		return shared.Object(watcherName, watcherPath).
			CallWithContext(ctx, watcherName+".RegisterStatusNotifierItem", dbus.FlagNoAutoStart, itemPath).Err
	}
	return &watch{owned, signals, register}, nil
}

// follow registers with each panel that comes, until ctx ends or the bus goes
// away. It calls noHost at most once: when no panel has taken the item within
// hostGrace of the start.
func (w *watch) follow(ctx context.Context, noHost func(), log *slog.Logger) {
	late := time.NewTimer(hostGrace)
	defer late.Stop()
	var retry <-chan time.Time // nil while there is nothing to try again
	tries := 0
	try := func() {
		retry = nil
		err := w.register(ctx)
		switch tries++; {
		case err == nil:
			late.Stop()
		case tries < maxTries:
			retry = time.After(retryAfter)
		case ctx.Err() == nil:
			log.Warn("the tray host does not take the icon", "err", err)
		}
	}
	if w.owned {
		try()
	} else {
		log.Info("no tray host on the session bus: the icon appears when one comes")
	}
	for {
		select {
		case <-ctx.Done():
			return
		case <-late.C:
			noHost()
		case <-retry:
			try()
		case sig, ok := <-w.signals:
			if !ok {
				return
			}
			owner, ours := newOwner(sig)
			if !ours {
				continue
			}
			retry, tries = nil, 0
			if owner != "" {
				try()
			}
		}
	}
}

// newOwner reads a NameOwnerChanged for the watcher; the owner is empty when it
// has gone.
func newOwner(sig *dbus.Signal) (owner string, ours bool) {
	if sig.Name != "org.freedesktop.DBus.NameOwnerChanged" || len(sig.Body) != 3 || sig.Body[0] != watcherName {
		return "", false
	}
	owner, ours = sig.Body[2].(string)
	return owner, ours
}
