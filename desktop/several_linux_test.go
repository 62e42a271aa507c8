package desktop

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"
)

// Five people share a computer, or one has five addresses.
const (
	carol = "carol@gmail.com"
	dave  = "dave@gmail.com"
	eve   = "eve@gmail.com"
)

var five = []string{ada, bob, carol, dave, eve}

func TestSeveralAccounts(t *testing.T) {
	need(t, "Xvfb", "dbus-daemon", "dunst", "gnome-keyring-daemon", "secret-tool", "xfce4-panel", "xfconf-query")
	s := newStory(t)
	for _, person := range five {
		s.google.AddPerson(person)
	}
	s.startDunst(t)
	s.panel = s.startPanel(t)
	s.tell(t, []step{
		{"five people sign in", (*story).signInFive},
		{"each one's mail is told, and the icon has the sum", (*story).tellFive},
		{"each one has a menu, which opens the inbox and letters of that account", (*story).openFromMenus},
		{"one sign-in is over: the others go on, and it is said which", (*story).loseOne},
		{"signing one out leaves the others", (*story).signOutOne},
	})
}

func (s *story) signInFive(t *testing.T) {
	s.signInAs(t, s.google, ada, func() { s.app = s.startApp(s.whole, "--client", s.client()) })
	for _, person := range five[1:] {
		s.signInAs(t, s.google, person, func() { s.ask(t, "signin") })
	}
	s.untilStates(t, map[string]string{ada: "push", bob: "push", carol: "push", dave: "push", eve: "push"})
}

// untilStates waits until the app has these accounts, each in its state.
func (s *story) untilStates(t *testing.T, want map[string]string) {
	t.Helper()
	eventually(t, fmt.Sprintf("the accounts are %v", want), func() bool {
		got := map[string]string{}
		for _, a := range s.accounts(t) {
			got[a.Address] = a.State
		}
		return fmt.Sprint(got) == fmt.Sprint(want)
	})
}

// tellEach delivers a letter to each person and waits for the notes. All have one
// sender and one subject but for the person's address.
func (s *story) tellEach(t *testing.T, people []string, subject string) {
	t.Helper()
	for _, person := range people {
		s.google.Deliver(person, letter("Grace Hopper", subject+" "+person, "thread-of-"+person))
	}
	for _, person := range people {
		s.notes.untilShown(t, "Grace Hopper", subject+" "+person)
	}
}

func (s *story) tellFive(t *testing.T) {
	s.tellEach(t, five, "The first to")
	eventually(t, "the tooltip has the sum", func() bool {
		return strings.HasPrefix(s.icon(t).tooltip(t), "5 unread · 5 accounts · push")
	})
	if n := s.status(t).Unread; n != 5 {
		t.Errorf("status counts %d unread letters, want 5", n)
	}
}

func (s *story) openFromMenus(t *testing.T) {
	i := s.icon(t)
	if i.offers("Open inbox") {
		t.Error("the menu offers to open an inbox, and does not say whose")
	}
	for _, person := range five {
		account := "https://mail.google.com/mail/u/?authuser=" + url.QueryEscape(person)
		i.click(t, person+" (1)", "Open inbox")
		s.untilOpened(t, account+"#inbox")
		i.click(t, person+" (1)", "Grace Hopper · The first to "+person)
		s.untilOpened(t, account+"#all/thread-of-"+person)
	}
}

func (s *story) loseOne(t *testing.T) {
	s.google.Revoke(carol)
	s.google.Deliver(carol, letter("Grace Hopper", "Out of reach", ""))
	s.notes.untilShown(t, "Sign in to Gmail again", "Google has ended this sign-in")
	s.tellEach(t, []string{ada, bob, dave, eve}, "The second to")
	s.untilStates(t, map[string]string{ada: "push", bob: "push", carol: "signed out", dave: "push", eve: "push"})
	i := s.icon(t)
	eventually(t, "the tooltip names the account", func() bool { return strings.Contains(i.tooltip(t), carol+" · signed out") })
	if said := s.ask(t, "status"); !strings.HasPrefix(said, carol+" · signed out") {
		t.Errorf("status says %q", said)
	}
	eventually(t, "the menu offers to sign in again", func() bool {
		return i.offers(carol+" · Sign in again…", "Sign in again…")
	})
	if n := s.notes.titled("Sign in to Gmail again"); n != 1 {
		t.Errorf("the person was asked %d times to sign in again", n)
	}
}

// signOutOne signs out who comes last in the menu: nobody takes that place.
func (s *story) signOutOne(t *testing.T) {
	s.ask(t, "signout", eve)
	s.untilStates(t, map[string]string{ada: "push", bob: "push", carol: "signed out", dave: "push"})
	s.notes.until(t, "the account's letters leave the screen", func() bool {
		return !slices.ContainsFunc(s.notes.open, func(n note) bool { return strings.Contains(n.body, eve) })
	})
	eventually(t, "the keyring has forgotten the token", func() bool { return s.token(eve) == "" })
	i := s.icon(t)
	eventually(t, "the menu has forgotten the account and its letters", func() bool {
		return !i.offers(eve) && !i.says(t, "The first to "+eve) && !i.says(t, "The second to "+eve)
	})
	if left := len(s.google.Subscriptions()); left != 4 {
		t.Errorf("%d subscriptions are left, want 4", left)
	}
	s.tellEach(t, []string{ada, bob, dave}, "The third to")
}
