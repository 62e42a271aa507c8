package desktop

import (
	"image"
	"slices"
	"strings"
	"testing"
	"time"

	"lettertray/internal/fakegoogle"
)

// menu has letters of today come, the latest of them just now, and opens the
// menu beside their notifications.
func (s *stage) menu(t *testing.T) {
	for _, l := range []fakegoogle.Letter{
		{FromName: "Mary Somerville", FromAddress: "mary@example.com", Subject: "Tides, and your question about them", Date: time.Now().Add(-3 * time.Hour)},
		{FromName: "Sophie Germain", FromAddress: "sophie@example.com", Subject: "Re: Plates that sing", Date: time.Now().Add(-50 * time.Minute)},
	} {
		s.google.Deliver(ada, l)
		s.dismiss(t, s.notes.untilShown(t, l.FromName, l.Subject))
	}
	for _, l := range [][2]string{{"Charles Babbage", "Drawings for the new engine"}, {"Grace Hopper", "The compiler works, you see"}} {
		s.google.deliver(l[0], l[1], "")
		s.notes.untilShown(t, l[0], l[1])
	}
	s.untilTip(t, "4 unread")
	s.untilPopups(t, 2)
	menu := s.openMenu(t)
	entries, err := s.icon(t).entries()
	if err != nil {
		t.Fatal(err)
	}
	for i, who := range []string{"Grace Hopper", "Charles Babbage", "Sophie Germain", "Mary Somerville"} {
		if label := entries[1+i].label; !strings.HasPrefix(label, who) {
			t.Errorf("letter %d of the menu is %q, want %s's", i+1, label, who)
		}
	}
	s.stack(t, image.Pt(menu.Min.X-margin, menu.Min.Y+margin))
	s.keep(t, "menu", iconArea)
	s.closeMenu(t, menu)
	s.readAll(t)
}

// digest has three letters come during a pause.
func (s *stage) digest(t *testing.T) {
	s.tell(t, "pause")
	s.untilTip(t, "paused")
	senders := []string{"Mary Somerville", "Sophie Germain", "Emmy Noether"}
	for _, who := range senders {
		s.google.deliver(who, "Before the holidays", "")
	}
	s.untilTip(t, "3 unread")
	paused := s.look(t, iconArea)
	s.tell(t, "resume")
	n := s.notes.untilShown(t, "3 new messages", "")
	for _, who := range senders {
		if !strings.Contains(n.body, who) {
			t.Errorf("the digest says %q and does not name %s", n.body, who)
		}
	}
	eventually(t, "the panel shows another icon", func() bool { return s.look(t, iconArea) != paused })
	s.keepPopup(t, "digest")
	s.readAll(t)
}

// actions lets the app do more, by the menu, and has a letter come.
func (s *stage) actions(t *testing.T) {
	s.allow(t, s.google, ada, func() { s.icon(t).click(t, "What Lettertray may see", "Mark read and archive too") })
	s.untilTip(t, "push")
	id := s.google.Deliver(ada, fakegoogle.Letter{
		FromName: "Grace Hopper", FromAddress: "grace@example.com", Subject: "The compiler works",
		Snippet: "Nobody believed that it could be done.",
	})
	n := s.notes.untilShown(t, "Grace Hopper", "Nobody believed that it could be done.")
	if want := []string{"default", "Open", "read", "Mark as read", "archive", "Archive"}; !slices.Equal(n.actions, want) {
		t.Errorf("the server was asked for the actions %q, want %q", n.actions, want)
	}
	s.untilTip(t, "1 unread")
	area := s.keepPopup(t, "actions")
	middle := image.Pt(area.Min.X+area.Dx()/2, area.Max.Y-30) // of three buttons in a row
	s.press(t, image.Rectangle{Min: middle, Max: middle})
	eventually(t, "the letter is read", func() bool {
		return slices.ContainsFunc(s.google.Letters(ada), func(l fakegoogle.Letter) bool {
			return l.ID == id && !slices.Contains(l.Labels, "UNREAD")
		})
	})
	s.notes.untilGone(t, n)
	s.readAll(t)
}

// accounts adds two of ada's other accounts, one of which then has to sign in
// again, and opens the sub-menu of the first.
func (s *stage) accounts(t *testing.T) {
	const work, team = "ada@engine.example", "team@engine.example"
	for _, address := range []string{work, team} {
		s.google.AddPerson(address)
		s.allow(t, s.google, address, func() { s.tell(t, "signin") })
		s.google.untilAsked(t, watchMailbox, address)
		s.untilTip(t, "accounts", "push")
	}
	for _, l := range []struct{ to, from, subject string }{
		{work, "Charles Babbage", "Drawings for the new engine"},
		{ada, "Mary Somerville", "Tides, and your question about them"},
		{ada, "Grace Hopper", "The compiler works"},
	} {
		s.google.Deliver(l.to, letter(l.from, l.subject, ""))
		s.dismiss(t, s.notes.untilShown(t, l.from, l.subject))
	}
	s.untilTip(t, "3 unread")
	s.google.Revoke(team)
	s.tell(t, "resync")
	s.dismiss(t, s.notes.untilShown(t, "Sign in to Gmail again", ""))
	s.untilTip(t, team, "signed out")
	for _, path := range [][]string{{ada + " (2)", "Grace Hopper"}, {work + " (1)", "Charles Babbage"}, {team + " · Sign in again", "Sign in again"}} {
		if !s.icon(t).offers(path...) {
			t.Errorf("the menu does not offer %q", path)
		}
	}
	s.untilPopups(t, 0)
	menu := s.openMenu(t)
	menu = menu.Union(s.openSubmenu(t, ada))
	s.keep(t, "accounts", iconArea)
	s.closeMenu(t, menu)
}
