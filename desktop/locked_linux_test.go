package desktop

import (
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/godbus/dbus/v5"
)

const (
	screenSaverName = "org.freedesktop.ScreenSaver"
	screenSaverPath = "/org/freedesktop/ScreenSaver"
)

// A screenSaver stands in for the program that locks the screen.
type screenSaver struct {
	conn   *dbus.Conn
	active atomic.Bool
}

// startScreenSaver puts a screen saver that is not active on the box's bus.
func (b *box) startScreenSaver(t testing.TB) *screenSaver {
	t.Helper()
	s := &screenSaver{conn: b.connect(t)}
	methods := map[string]any{"GetActive": func() (bool, *dbus.Error) { return s.active.Load(), nil }}
	if err := s.conn.ExportMethodTable(methods, screenSaverPath, screenSaverName); err != nil {
		t.Fatal(err)
	}
	if _, err := s.conn.RequestName(screenSaverName, dbus.NameFlagDoNotQueue); err != nil {
		t.Fatal(err)
	}
	return s
}

// lock locks the screen, or unlocks it.
func (s *screenSaver) lock(t testing.TB, locked bool) {
	t.Helper()
	s.active.Store(locked)
	if err := s.conn.Emit(screenSaverPath, screenSaverName+".ActiveChanged", locked); err != nil {
		t.Fatal(err)
	}
}

func (s *story) lockScreen(t *testing.T) {
	const before, meanwhile, after = "Under the mat", "Under the stone", "In the drawer"
	saver := s.startScreenSaver(s.whole)
	s.google.deliver("Grace Hopper", before, "")
	n := s.notes.untilShown(t, "Grace Hopper", before)
	i := s.icon(t)
	eventually(t, "the menu names the subject", func() bool { return i.says(t, before) })

	saver.lock(t, true)
	s.notes.until(t, "the note on the screen gives way to one with the sender alone", func() bool {
		return slices.ContainsFunc(s.notes.open, func(o note) bool {
			return o.id == n.id && o.summary == "Grace Hopper" && o.body == "New message"
		})
	})
	eventually(t, "the menu names the sender alone", func() bool {
		return !i.says(t, before) && i.offers("Grace Hopper · just now")
	})
	s.google.deliver("Mary Somerville", meanwhile, "")
	s.notes.untilShown(t, "Mary Somerville", "New message")
	eventually(t, "the menu has the new letter", func() bool { return i.offers("Mary Somerville · just now") })
	if i.says(t, meanwhile) || s.notes.times(meanwhile) > 0 {
		t.Error("with the screen locked, the new letter's subject is told")
	}
	if said := s.ask(t, "list"); strings.Contains(said, before) || strings.Contains(said, meanwhile) {
		t.Errorf("with the screen locked, list says %q", said)
	}

	saver.lock(t, false)
	eventually(t, "the menu names subjects again", func() bool { return i.says(t, before) && i.says(t, meanwhile) })
	s.google.deliver("Emmy Noether", after, "")
	s.notes.untilShown(t, "Emmy Noether", after)
	for _, subject := range []string{before, meanwhile, after} {
		if strings.Contains(s.app.log.String(), subject) {
			t.Errorf("the log holds the subject %q", subject)
		}
	}
}

// says reports whether any label of the menu has these words, be it hidden: any
// program of the session can read those too.
func (i icon) says(t testing.TB, words string) bool {
	t.Helper()
	entries, err := i.entries()
	if err != nil {
		t.Fatal(err)
	}
	return anySays(entries, words)
}

func anySays(entries []entry, words string) bool {
	return slices.ContainsFunc(entries, func(e entry) bool {
		return strings.Contains(e.label, words) || anySays(e.entries, words)
	})
}
