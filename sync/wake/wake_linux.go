package wake

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/godbus/dbus/v5"
)

const (
	login1         = "org.freedesktop.login1"
	networkManager = "org.freedesktop.NetworkManager"

	// connectedGlobal is NM_STATE_CONNECTED_GLOBAL: there is a way to the
	// internet (NetworkManager's D-Bus reference, NMState).
	connectedGlobal = 70
)

// The pauses between two tries to reach the system bus. Some computers have
// none, which is no trouble: the clock is watched as well.
const (
	firstPause = time.Second
	growth     = 8 // each try wakes an idle computer, and a bus that starts late is rare
	mostPause  = 10 * time.Minute
)

// listen sends what logind and NetworkManager say on the system bus
// (DBUS_SYSTEM_BUS_ADDRESS, or the usual place) until ctx ends. Either may be
// missing or come later.
func listen(ctx context.Context, log *slog.Logger, reasons chan<- Reason) {
	pause := firstPause
	for ctx.Err() == nil {
		began := time.Now()
		err := hear(ctx, reasons)
		if ctx.Err() != nil {
			return
		}
		if time.Since(began) > mostPause {
			pause = firstPause
		}
		log.Debug("the system bus tells nothing", "error", err, "again", pause)
		wait := time.NewTimer(pause)
		select {
		case <-wait.C:
		case <-ctx.Done():
			wait.Stop()
		}
		pause = min(growth*pause, mostPause)
	}
}

// hear listens on one connection of its own until that is lost or ctx ends.
func hear(ctx context.Context, reasons chan<- Reason) error {
	conn, err := dbus.ConnectSystemBus(dbus.WithContext(ctx))
	if err != nil {
		return fmt.Errorf("connecting to the system bus: %w", err)
	}
	defer conn.Close()
	// Buffered, so that the library need not start a goroutine for a signal
	// that finds us busy.
	signals := make(chan *dbus.Signal, 16)
	conn.Signal(signals)
	for _, match := range [][]dbus.MatchOption{
		{dbus.WithMatchSender(login1), dbus.WithMatchInterface(login1 + ".Manager"), dbus.WithMatchMember("PrepareForSleep")},
		{dbus.WithMatchSender(networkManager), dbus.WithMatchInterface(networkManager), dbus.WithMatchMember("StateChanged")},
	} {
		if err := conn.AddMatchSignalContext(ctx, match...); err != nil {
			return fmt.Errorf("asking for signals: %w", err)
		}
	}
	for s := range signals { // closed when the connection is lost
		r, ok := reason(s)
		if !ok {
			continue
		}
		select {
		case reasons <- r:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return errors.New("the system bus closed the connection")
}

// reason reads a signal. The bus has checked who sent it.
func reason(s *dbus.Signal) (r Reason, ok bool) {
	if len(s.Body) != 1 {
		return 0, false
	}
	switch s.Name {
	case login1 + ".Manager.PrepareForSleep":
		asleep, isBool := s.Body[0].(bool)
		return Woke, isBool && !asleep
	case networkManager + ".StateChanged":
		return Online, s.Body[0] == uint32(connectedGlobal)
	}
	return 0, false
}
