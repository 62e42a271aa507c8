package desktop

import (
	"strings"
	"testing"
)

// saveSettings writes the settings file as a person's editor would.
func (b *box) saveSettings(t testing.TB, text string) {
	t.Helper()
	b.file(t, configDir+"/settings.toml", text, 0o600)
}

func (s *story) editSettings(t *testing.T) {
	s.clearScreen(t)
	seen := s.google.deliver("Grace Hopper", "Seen in full", "")
	s.notes.untilShown(t, "Grace Hopper", "Seen in full")
	s.saveSettings(t, "show = \"count\"\n")
	counted := s.notes.untilShown(t, "1 new message", ada)
	if err := s.google.MarkRead(ada, seen); err != nil {
		t.Fatal(err)
	}
	s.notes.untilGone(t, counted)
	s.google.deliver("Charles Babbage", "Counted alone", "")
	s.notes.untilShown(t, "1 new message", ada)

	const unfollowed = "The settings are not followed"
	s.saveSettings(t, "sound = true\nshow = \"nothing\"\n")
	wrong := s.notes.untilShown(t, unfollowed, "settings.toml: line 2: &quot;nothing&quot; is none of ")
	if said := s.ask(t, "status"); !strings.Contains(said, "line 2") {
		t.Errorf("with a wrong setting status says %q", said)
	}
	s.google.deliver("Charles Babbage", "Counted as well", "")
	s.notes.untilShown(t, "2 new messages", ada)
	if n := s.notes.times("Counted"); n != 0 {
		t.Errorf("%d notes name the subject of a letter that should only be counted", n)
	}

	s.saveSettings(t, "sound = true\nshow = \"full\"\n")
	s.notes.untilGone(t, wrong)
	if said := s.ask(t, "status"); !strings.HasPrefix(said, ada+" · push") {
		t.Errorf("with the settings mended status says %q", said)
	}
	s.google.deliver("Sophie Germain", "Seen in full again", "")
	s.notes.untilShown(t, "Sophie Germain", "Seen in full again")
}

// startWithWrongSettings is a login after a slip in the editor.
func (s *story) startWithWrongSettings(t *testing.T) {
	s.saveSettings(t, "show = \"sender\"\n")
	eventually(t, "the settings are followed", func() bool { return s.ask(t, "settings", "get", "show") == "sender" })
	s.app.stop()
	s.saveSettings(t, "show = \"nothing\"\n")
	s.app = s.startApp(s.whole, "--login")
	s.notes.untilShown(t, "The settings are not followed", "line 1")
	s.google.deliver("Lise Meitner", "Between good settings", "")
	s.notes.untilShown(t, "Lise Meitner", "New message")
	s.ask(t, "settings", "set", "show", "full")
	s.google.deliver("Lise Meitner", "Mended by a command", "")
	s.notes.untilShown(t, "Lise Meitner", "Mended by a command")
}

// clearScreen has all of ada's mail read elsewhere, and waits until the screen
// is empty.
func (s *story) clearScreen(t *testing.T) {
	t.Helper()
	for _, l := range s.google.Letters(ada) {
		if err := s.google.MarkRead(ada, l.ID); err != nil {
			t.Fatal(err)
		}
	}
	s.notes.until(t, "the screen is empty", func() bool { return len(s.notes.open) == 0 })
}
