package desktop

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// speakGerman starts the app anew for a person whose system speaks German and
// who has set nothing. It must come last: the box stays German.
func (s *story) speakGerman(t *testing.T) {
	s.app.stop()
	s.clearSettings(t)
	s.env = append(s.env, "LANG=de_DE.UTF-8")
	s.app = s.startApp(s.whole)
	i := s.icon(t)
	for _, label := range []string{"Jetzt abgleichen", "Benachrichtigungen anhalten", "Einstellungen…", "Beenden"} {
		eventually(t, "the menu offers "+label, func() bool { return i.offers(label) })
	}
	s.google.deliver("Grace Hopper", "", "")
	n := s.notes.untilShown(t, "Grace Hopper", "(kein Betreff)")
	if !slices.Contains(n.actions, "Als gelesen markieren") {
		t.Errorf("the note's actions are %q", n.actions)
	}
	eventually(t, "status speaks German", func() bool {
		said := s.ask(t, "status")
		return strings.Contains(said, ada+" · Push · zuletzt abgeglichen ") && strings.Contains(said, " ungelesen\n")
	})
	if said, err := s.run(lettertray, "nonsense"); err == nil || !strings.HasPrefix(said, "Lettertray kennt den Befehl") {
		t.Errorf("an unknown command is answered by %q, %v", said, err)
	}

	s.ask(t, "settings", "set", "language", "en")
	for _, label := range []string{"Resync now", "Pause notifications", "Settings…", "Quit"} {
		eventually(t, "the menu offers "+label, func() bool { return i.offers(label) })
	}
	if i.offers("Beenden") {
		t.Error("the menu still speaks German as well")
	}
	s.google.deliver("Charles Babbage", "", "")
	s.notes.untilShown(t, "Charles Babbage", "(no subject)")
	if said := s.ask(t, "status"); !strings.Contains(said, ada+" · push · looked ") {
		t.Errorf("after that status says %q", said)
	}
	select {
	case <-s.app.done:
		t.Error("the app has ended")
	default:
	}
}

// clearSettings takes the person's settings away.
func (b *box) clearSettings(t testing.TB) {
	t.Helper()
	if err := os.Remove(filepath.Join(b.dir, configDir, "settings.toml")); err != nil {
		t.Fatal(err)
	}
}
