package desktop

import (
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// dunstMenu stands in for the program by which dunst has a person choose a
// button: it chooses the line that the file "choice" names.
const dunstMenu = "#!/bin/sh\nexec grep -m 1 -F -f 'BOX/choice'\n"

// startDunstWithMenu starts a notification server whose buttons can be pressed.
func (b *box) startDunstWithMenu(t testing.TB) {
	t.Helper()
	b.file(t, "bin/dmenu", strings.ReplaceAll(dunstMenu, "BOX", b.dir), 0o700)
	own := "[global]\n  dmenu = " + filepath.Join(b.dir, "bin/dmenu") + "\n"
	b.file(t, "dunstrc", strings.Replace(dunstrc, "[global]\n", own, 1), 0o600)
	b.start(t, exec.Command("dunst", "-conf", filepath.Join(b.dir, "dunstrc")))
	b.owned(t, notesName)
}

// pressButton has dunst show the buttons of what is on the screen, and presses
// one of the note's.
func (b *box) pressButton(t testing.TB, n note, label string) {
	t.Helper()
	b.file(t, "choice", "#"+label+" ("+n.summary+")\n", 0o600)
	if err := b.bus.Object(notesName, notesPath).Call("org.dunstproject.cmd0.ContextMenuCall", 0).Err; err != nil {
		t.Fatalf("pressing %q: %v", label, err)
	}
}

func (s *story) pressButtons(t *testing.T) {
	read := s.google.deliver("Grace Hopper", "To be read", "")
	archived := s.google.deliver("Charles Babbage", "To be archived", "")
	first := s.notes.untilShown(t, "Grace Hopper", "To be read")
	second := s.notes.untilShown(t, "Charles Babbage", "To be archived")
	want := []string{"default", "Open", "read", "Mark as read", "archive", "Archive"}
	for _, n := range []note{first, second} {
		if !slices.Equal(n.actions, want) {
			t.Errorf("the note %q has the actions %q, want %q", n.body, n.actions, want)
		}
	}
	told := s.notes.count()

	s.pressButton(t, first, "Mark as read")
	eventually(t, "the letter is read at Google", func() bool { return !s.google.labelled(read, "UNREAD") })
	s.notes.untilGone(t, first)
	s.pressButton(t, second, "Archive")
	eventually(t, "the letter is archived at Google", func() bool { return !s.google.labelled(archived, "INBOX") })
	s.notes.untilGone(t, second)
	if !s.google.labelled(read, "INBOX") || !s.google.labelled(archived, "UNREAD") {
		t.Error("a button did more than it said")
	}

	// What comes next is told after whatever the buttons led to.
	s.google.deliver("Sophie Germain", "After the buttons", "")
	s.notes.untilShown(t, "Sophie Germain", "After the buttons")
	if now := s.notes.count(); now != told+1 {
		t.Errorf("%d notes were told after the buttons, want the next letter alone", now-told)
	}
}

// labelled reports whether ada's message has the label.
func (g *google) labelled(id, label string) bool {
	for _, l := range g.Letters(ada) {
		if l.ID == id {
			return slices.Contains(l.Labels, label)
		}
	}
	return false
}
