package desktop

import (
	"strings"
	"testing"
)

// The person hears once, and not at each start again, that there is no tray.
const trayless = "Lettertray runs without an icon"

// TestWithoutATray has nobody but a keyring on the bus at first, and never a
// panel.
func TestWithoutATray(t *testing.T) {
	need(t, "Xvfb", "dbus-daemon", "dunst", "gnome-keyring-daemon", "secret-tool")
	s := newStory(t)
	var dunst *part
	s.tell(t, []step{
		{"without a notification service mail is held, and status says why", (*story).holdMail},
		{"when a notification service starts, what was held is told", func(s *story, t *testing.T) {
			dunst = s.startDunst(s.whole)
			s.tellHeldMail(t)
		}},
		{"that there is no tray is told once, and what to do", (*story).tellOfTray},
		{"another notification service is not told that again", func(s *story, t *testing.T) {
			dunst.stop()
			s.startDunst(s.whole)
			s.tellNothingOfTray(t)
		}},
		{"commands do what the menu would", (*story).command},
		{"quit ends it", (*story).quit},
		{"started again, it does not say again that there is no tray", (*story).startAgainWithoutTray},
	})
}

func (s *story) holdMail(t *testing.T) {
	s.signInAs(t, s.google, ada, func() { s.app = s.startApp(s.whole, "--client", s.client()) })
	s.google.deliver("Grace Hopper", "Nobody shows this yet", "")
	eventually(t, "the letter is held", func() bool { return s.status(t).Held == 1 })
	if said := s.ask(t, "status"); !strings.Contains(said, "No notification service answers") {
		t.Errorf("status says %q", said)
	}
}

func (s *story) tellHeldMail(t *testing.T) {
	s.notes.untilShown(t, "Grace Hopper", "Nobody shows this yet")
	eventually(t, "nothing is held", func() bool { return s.status(t).Held == 0 })
	if said := s.ask(t, "status"); strings.Contains(said, "No notification service") {
		t.Errorf("status still says %q", said)
	}
}

func (s *story) tellOfTray(t *testing.T) {
	n := s.notes.untilShown(t, trayless, "AppIndicator and KStatusNotifierItem Support")
	if !strings.Contains(n.body, "lettertray help") {
		t.Errorf("the person is told %q, and not which commands do what the menu does", n.body)
	}
	s.ask(t, "settings", "set", "sound", "false")
	s.ask(t, "resync")
	s.tellNothingOfTray(t)
}

// tellNothingOfTray has a letter come and be told, and fails if the person was
// told more than once by then that there is no tray.
func (s *story) tellNothingOfTray(t *testing.T) {
	t.Helper()
	s.google.deliver("Emmy Noether", t.Name(), "")
	s.notes.untilShown(t, "Emmy Noether", t.Name())
	if times := s.notes.titled(trayless); times != 1 {
		t.Errorf("the person was told %d times that there is no tray", times)
	}
}

// titled counts how often a note with this summary was told.
func (l *ledger) titled(summary string) (times int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, n := range l.told {
		if n.summary == summary {
			times++
		}
	}
	return times
}

func (s *story) command(t *testing.T) {
	eventually(t, "all letters are counted", func() bool { return s.status(t).Unread == 3 })
	for _, c := range []struct {
		args string
		want string // what it answers; a part of it
	}{
		{"status", ada + " · push"},
		{"list", "Grace Hopper · Nobody shows this yet · just now"},
		{"pause 1h", "Notifications are paused until"},
		{"status", ada + " · paused until"},
		{"resume", "Notifications go on"},
		{"resume", "were not paused"},
		{"open", "opens the inbox of " + ada},
		{"test", "A test notification should be on the screen"},
	} {
		if said := s.ask(t, strings.Fields(c.args)...); !strings.Contains(said, c.want) {
			t.Errorf("lettertray %s says %q, want %q", c.args, said, c.want)
		}
	}
	s.untilOpened(t, "https://mail.google.com/mail/u/?authuser=ada%40gmail.com#inbox")
	s.notes.untilShown(t, "Lettertray works", "New mail will be shown like this.")
}

func (s *story) startAgainWithoutTray(t *testing.T) {
	s.app = s.startApp(s.whole)
	eventually(t, "the app knows that there is no tray", func() bool {
		return strings.Contains(s.app.log.String(), "no panel shows the icon")
	})
	s.ask(t, "resync")
	s.tellNothingOfTray(t)
}
