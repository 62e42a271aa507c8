package desktop

import (
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"
	"github.com/godbus/dbus/v5/prop"
)

// A stopwatch stands in for a panel and a notification server that show
// nothing, and notes when each was called.
type stopwatch struct {
	registered chan time.Time // a tray icon
	notified   chan notified
}

// A notified is one call of Notify.
type notified struct {
	at   time.Time
	body string
}

// startStopwatch puts a stopwatch on the box's bus.
func (b *box) startStopwatch(t testing.TB) *stopwatch {
	t.Helper()
	s := &stopwatch{registered: make(chan time.Time, 100), notified: make(chan notified, 100)}
	conn := b.connect(t)
	_, err := prop.Export(conn, watcherPath, prop.Map{watcherName: {
		"IsStatusNotifierHostRegistered": {Value: true},
		"ProtocolVersion":                {Value: int32(0)},
		"RegisteredStatusNotifierItems":  {Value: []string{}},
	}})
	if err != nil {
		t.Fatal(err)
	}
	serve := func(name string, path dbus.ObjectPath, methods any) {
		if err := conn.Export(methods, path, name); err != nil {
			t.Fatal(err)
		}
		if _, err := conn.RequestName(name, dbus.NameFlagDoNotQueue); err != nil {
			t.Fatal(err)
		}
	}
	serve(watcherName, watcherPath, stopwatchWatcher{s})
	serve(notesName, notesPath, &stopwatchNotes{stopwatch: s})
	return s
}

// untilRegistered waits for a tray icon and says when it came. It may have come
// again, as a program that sees a new panel does no harm by that.
func (s *stopwatch) untilRegistered(t testing.TB) time.Time {
	t.Helper()
	select {
	case at := <-s.registered:
		return at
	case <-time.After(patience):
		t.Fatal("no icon was registered")
		panic("unreachable")
	}
}

// untilNotified waits for a notification with these words in its body and says
// when it was asked for.
func (s *stopwatch) untilNotified(t testing.TB, words string) time.Time {
	t.Helper()
	end := time.After(patience)
	for {
		select {
		case n := <-s.notified:
			if strings.Contains(n.body, words) {
				return n.at
			}
		case <-end:
			t.Fatalf("nobody was told %q", words)
		}
	}
}

// forget drops what was registered before.
func (s *stopwatch) forget() {
	for len(s.registered) > 0 {
		<-s.registered
	}
}

// forgetNotes drops the notifications that nobody waited for, and counts them.
func (s *stopwatch) forgetNotes() (n int) {
	for ; len(s.notified) > 0; n++ {
		<-s.notified
	}
	return n
}

type stopwatchWatcher struct{ *stopwatch }

func (w stopwatchWatcher) RegisterStatusNotifierItem(string) *dbus.Error {
	w.registered <- time.Now()
	return nil
}

type stopwatchNotes struct {
	*stopwatch
	id atomic.Uint32 // of the newest notification
}

func (n *stopwatchNotes) Notify(app string, replaces uint32, icon, summary, body string, actions []string, hints map[string]dbus.Variant, expire int32) (uint32, *dbus.Error) {
	n.notified <- notified{time.Now(), body}
	return n.id.Add(1), nil
}

func (n *stopwatchNotes) CloseNotification(uint32) *dbus.Error { return nil }

func (n *stopwatchNotes) GetCapabilities() ([]string, *dbus.Error) {
	return []string{"actions", "body", "body-markup"}, nil
}

func (n *stopwatchNotes) GetServerInformation() (name, vendor, version, spec string, err *dbus.Error) {
	return "stopwatch", "lettertray", "1", "1.2", nil
}

// median is the middle of some durations, in milliseconds.
func median(all []time.Duration) float64 { return quantile(all, 0.5) }

// quantile is the duration that the given share of all stays within, in
// milliseconds.
func quantile(all []time.Duration, share float64) float64 {
	sorted := slices.Sorted(slices.Values(all))
	return milliseconds(sorted[int(share*float64(len(sorted)-1)+0.5)])
}

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
