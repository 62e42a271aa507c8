package desktop

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"
)

const (
	notesName = "org.freedesktop.Notifications"
	notesPath = "/org/freedesktop/Notifications"
)

// A note is a notification as its server was asked to show it.
type note struct {
	id            uint32 // as the server answered
	app           string
	summary, body string
	actions       []string
	hints         map[string]dbus.Variant
}

// A ledger listens on the bus beside the real notification server and keeps
// what was told and what is on the screen.
type ledger struct {
	mu      sync.Mutex
	told    []note
	open    []note        // on the screen now, oldest first
	pending map[call]note // asked for, not yet answered
	changed chan struct{} // closed and made anew with each change
}

// A call is what an answer on the bus refers to.
type call struct {
	caller string
	serial uint32
}

// listen starts a ledger. It must be called before anybody is told anything.
func (b *box) listen(t testing.TB) *ledger {
	t.Helper()
	conn := b.connect(t)
	rules := []string{
		"type='method_call',interface='" + notesName + "'",
		"type='signal',interface='" + notesName + "'",
		"type='method_return'",
	}
	if err := conn.BusObject().Call("org.freedesktop.DBus.Monitoring.BecomeMonitor", 0, rules, uint32(0)).Err; err != nil {
		t.Fatal("listening on the bus:", err)
	}
	messages := make(chan *dbus.Message, 1000)
	conn.Eavesdrop(messages)
	t.Cleanup(func() {
		conn.Eavesdrop(nil) // godbus would close the channel and go on to send to it, and panic
		close(messages)
	})
	l := &ledger{pending: make(map[call]note), changed: make(chan struct{})}
	go func() {
		for m := range messages {
			l.hear(m)
		}
	}()
	return l
}

// hear takes down one message between the program and the server.
func (l *ledger) hear(m *dbus.Message) {
	l.mu.Lock()
	defer l.mu.Unlock()
	member, _ := m.Headers[dbus.FieldMember].Value().(string)
	switch {
	case m.Type == dbus.TypeMethodCall && member == "Notify":
		var n note
		var replaces uint32
		var image string
		var expire int32
		if dbus.Store(m.Body, &n.app, &replaces, &image, &n.summary, &n.body, &n.actions, &n.hints, &expire) == nil {
			caller, _ := m.Headers[dbus.FieldSender].Value().(string)
			l.pending[call{caller, m.Serial()}] = n
		}
	case m.Type == dbus.TypeMethodReply:
		caller, _ := m.Headers[dbus.FieldDestination].Value().(string)
		serial, _ := m.Headers[dbus.FieldReplySerial].Value().(uint32)
		n, ok := l.pending[call{caller, serial}]
		if !ok || dbus.Store(m.Body, &n.id) != nil {
			return
		}
		delete(l.pending, call{caller, serial})
		l.told = append(l.told, n)
		l.close(n.id) // the new one may replace it
		l.open = append(l.open, n)
	case m.Type == dbus.TypeSignal && member == "NotificationClosed":
		var id, reason uint32
		if dbus.Store(m.Body, &id, &reason) == nil {
			l.close(id)
		}
	default:
		return
	}
	close(l.changed)
	l.changed = make(chan struct{})
}

func (l *ledger) close(id uint32) {
	l.open = slices.DeleteFunc(l.open, func(n note) bool { return n.id == id })
}

// until waits for something to be true of the notes. The question is asked
// with the ledger locked, at once and after each change.
func (l *ledger) until(t testing.TB, what string, yes func() bool) {
	t.Helper()
	end := time.After(patience)
	for {
		l.mu.Lock()
		done, changed := yes(), l.changed
		l.mu.Unlock()
		if done {
			return
		}
		select {
		case <-changed:
		case <-end:
			t.Fatalf("waited %v in vain: %s", patience, what)
		}
	}
}

// untilShown waits for a note with this summary and these words in its body to
// be on the screen.
func (l *ledger) untilShown(t testing.TB, summary, words string) note {
	t.Helper()
	var shown note
	l.until(t, fmt.Sprintf("%q, %q is on the screen", summary, words), func() bool {
		i := slices.IndexFunc(l.open, func(n note) bool {
			return n.summary == summary && strings.Contains(n.body, words)
		})
		if i >= 0 {
			shown = l.open[i]
		}
		return i >= 0
	})
	return shown
}

// untilGone waits for a note to leave the screen.
func (l *ledger) untilGone(t testing.TB, n note) {
	t.Helper()
	l.until(t, fmt.Sprintf("%q, %q leaves the screen", n.summary, n.body), func() bool {
		return !slices.ContainsFunc(l.open, func(o note) bool { return o.id == n.id })
	})
}

// times counts how often a note with these words in its body was told.
func (l *ledger) times(words string) int {
	l.mu.Lock()
	defer l.mu.Unlock()
	n := 0
	for _, told := range l.told {
		if strings.Contains(told.body, words) {
			n++
		}
	}
	return n
}

// count counts all notes told so far.
func (l *ledger) count() int { return l.times("") }
