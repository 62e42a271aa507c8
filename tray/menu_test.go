package tray

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"lettertray/internal/words"
)

// visible is the menu as a person sees it: sub-menus in brackets behind the
// entry that opens them, what is checked with a tick.
func visible(menu []entry) string {
	var b strings.Builder
	hidden, within := false, false
	for _, e := range menu {
		if !e.sub {
			hidden = e.hidden
		}
		if hidden || e.hidden {
			continue
		}
		if e.sub && !within {
			b.WriteString(" [")
		} else if within && !e.sub {
			b.WriteString(" ]")
		}
		within = e.sub
		switch {
		case e.separator:
			b.WriteString(" —")
		case e.checked:
			b.WriteString(" | ✓" + e.label)
		default:
			b.WriteString(" | " + e.label)
		}
	}
	return b.String()
}

const (
	pauseMenu   = " | Pause notifications [ | 30 minutes | 1 hour | Until tomorrow | Until resumed ]"
	signOutMenu = " | Sign out [ | On this computer | Everywhere ]"
)

// accounts fills a state's places.
func accounts(as ...Account) (places [MaxAccounts]Account) {
	copy(places[:], as)
	return places
}

// newest fills an account's places.
func newest(texts ...string) (places [MaxLetters]Letter) {
	for i, text := range texts {
		places[i] = Letter{Text: text, ID: fmt.Sprint("id of ", text)}
	}
	return places
}

func TestMenu(t *testing.T) {
	yes, no := true, false
	ada := Account{Address: "ada@gmail.com", Status: "push"}
	bob := Account{Address: "bob@gmail.com", Unread: 3, Newest: newest("x", "y")}
	with := func(a Account, f func(*Account)) Account { f(&a); return a }
	tail := " — | Add account…" + signOutMenu + " | Quit"
	for _, tt := range []struct {
		name  string
		state State
		want  string
	}{
		{"without an account there is only signing in", State{},
			" | status — | Sign in… — | Quit"},
		{"while the browser is open, signing in can be called off", State{SigningIn: true},
			" | status — | Cancel sign-in — | Quit"},
		{"an account that works", State{Accounts: accounts(ada)},
			" | status — | Open inbox | Resync now" + pauseMenu + tail},
		{"its newest letters stand below the status", State{Accounts: accounts(bob)},
			" | status | x | y — | Open inbox | Resync now" + pauseMenu + tail},
		{"a paused account resumes instead of pausing", State{Accounts: accounts(ada), Paused: true},
			" | status — | Open inbox | Resync now | Resume" + tail},
		{"an account whose grant has ended", State{Accounts: accounts(with(ada, func(a *Account) { a.NeedsSignIn = true }))},
			" | status — | Sign in again… | Open inbox" + tail},
		{"a pause can be ended though the grant has",
			State{Accounts: accounts(with(ada, func(a *Account) { a.NeedsSignIn = true })), Paused: true},
			" | status — | Sign in again… | Open inbox | Resume" + tail},
		{"an account that a page helps", State{Accounts: accounts(with(ada, func(a *Account) { a.Cure = true }))},
			" | status — | Open the page that helps | Open inbox | Resync now" + pauseMenu + tail},
		{"an account that a page helps, and whose grant has ended",
			State{Accounts: accounts(with(bob, func(a *Account) { a.Cure, a.NeedsSignIn = true, true }))},
			" | status | x | y — | Sign in again… | Open the page that helps | Open inbox" + tail},
		{"while an account signs in, none is added", State{Accounts: accounts(ada), SigningIn: true},
			" | status — | Cancel sign-in | Open inbox | Resync now" + pauseMenu + " —" + signOutMenu + " | Quit"},
		{"a pause without an account says nothing", State{Paused: true},
			" | status — | Sign in… — | Quit"},
		{"what an account lets the app see", State{Accounts: accounts(with(ada, func(a *Account) { a.Access = AccessPreview }))},
			" | status — | Open inbox | Resync now" + pauseMenu + " — | Add account…" +
				" | What Lettertray may see [ | Headers only | ✓Text too | Mark read and archive too ]" + signOutMenu + " | Quit"},
		{"starting at login", State{AtLogin: &yes}, " | status — | Sign in… — | ✓Start at login | Quit"},
		{"not starting at login", State{AtLogin: &no}, " | status — | Sign in… — | Start at login | Quit"},
		{"settings to open", State{Settings: true}, " | status — | Sign in… — | Settings… | Quit"},
		{"two accounts have a menu each", State{Accounts: accounts(ada, bob)},
			" | status" +
				" | ada@gmail.com [ | push — | Open inbox | Resync now — | Sign out on this computer | Sign out everywhere ]" +
				" | bob@gmail.com (3) [ | bob@gmail.com | x | y — | Open inbox | Resync now — | Sign out on this computer | Sign out everywhere ]" +
				" — | Resync now" + pauseMenu + " — | Add account… | Quit"},
		{"one of two must sign in again, and says so from outside",
			State{Accounts: accounts(ada, with(bob, func(a *Account) { a.NeedsSignIn, a.Newest = true, newest() }))},
			" | status" +
				" | ada@gmail.com [ | push — | Open inbox | Resync now — | Sign out on this computer | Sign out everywhere ]" +
				" | bob@gmail.com · Sign in again… [ | bob@gmail.com — | Sign in again… | Open inbox — | Sign out on this computer | Sign out everywhere ]" +
				" — | Resync now" + pauseMenu + " — | Add account… | Quit"},
		{"a page helps one of two", State{Accounts: accounts(ada, with(bob, func(a *Account) { a.Cure = true }))},
			" | status" +
				" | ada@gmail.com [ | push — | Open inbox | Resync now — | Sign out on this computer | Sign out everywhere ]" +
				" | bob@gmail.com (3) [ | bob@gmail.com | x | y — | Open the page that helps | Open inbox | Resync now — | Sign out on this computer | Sign out everywhere ]" +
				" — | Resync now" + pauseMenu + " — | Add account… | Quit"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := visible(menu("status", tt.state)); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

func TestAnAccountsMenuHoldsAllOfIt(t *testing.T) {
	bob := Account{Address: "bob@gmail.com", Status: "push", Unread: 2, Access: AccessHeaders, Newest: newest("x", "y")}
	const want = " | bob@gmail.com (2) [ | push | x | y — | Open inbox | Resync now" +
		" — | Sign out on this computer | Sign out everywhere" +
		" | What Lettertray may see | ✓Headers only | Text too | Mark read and archive too"
	if got := visible(submenu(bob, false, words.English)); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestAccountsWithoutAPlaceAreCounted(t *testing.T) {
	s := State{MoreAccounts: 3}
	for i := range s.Accounts {
		s.Accounts[i].Address = fmt.Sprintf("a%d@gmail.com", i)
	}
	got := visible(menu("status", s))
	if !strings.Contains(got, " | a7@gmail.com [") || !strings.Contains(got, " ] | More accounts: 3 — |") {
		t.Errorf("got %s", got)
	}
}

func TestActionsSayWhatTheyAreMeantFor(t *testing.T) {
	ada := Account{Address: "ada@gmail.com", Access: AccessHeaders, Newest: newest("x")}
	bob := Account{Address: "bob@gmail.com", NeedsSignIn: true, Cure: true, Newest: newest("y")}
	for _, tt := range []struct {
		name  string
		state State
		want  []Action // are in the menu
	}{
		{"the only account is named", State{Accounts: accounts(ada)}, []Action{
			{OpenLetter, ada.Address, "id of x"}, {OpenInbox, ada.Address, ""}, {SetAccess, ada.Address, AccessActions},
			{SignOutHere, ada.Address, ""}, {SignOutEverywhere, ada.Address, ""}, {Resync, "", ""}}},
		{"the only account signs in again", State{Accounts: accounts(bob)}, []Action{{SignIn, bob.Address, ""}, {OpenCure, bob.Address, ""}}},
		{"nobody's sign-in names nobody", State{}, []Action{{SignIn, "", ""}}},
		{"each of two is named", State{Accounts: accounts(ada, bob)}, []Action{
			{OpenLetter, ada.Address, "id of x"}, {OpenLetter, bob.Address, "id of y"}, {Resync, ada.Address, ""}, {Resync, "", ""},
			{SignIn, bob.Address, ""}, {OpenCure, bob.Address, ""}, {SignOutHere, ada.Address, ""}, {SignOutEverywhere, bob.Address, ""}, {AddAccount, "", ""}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			m := menu("", tt.state)
			for _, want := range tt.want {
				if !slices.ContainsFunc(m, func(e entry) bool { return e.does == want && !e.hidden }) {
					t.Errorf("%+v is not in the menu", want)
				}
			}
		})
	}
}

// everyState calls f with states that together show and hide every entry.
func everyState(f func(State)) {
	yes := true
	for bits := range 1 << 6 {
		is := func(bit int) bool { return bits&(1<<bit) != 0 }
		s := State{SigningIn: is(0), Paused: is(1), Settings: is(2)}
		if is(2) {
			s.AtLogin = &yes
		}
		one := Account{Address: "ada@gmail.com", NeedsSignIn: is(3), Cure: is(1), Unread: 1}
		if is(4) {
			one.Access, one.Newest = AccessPreview, newest("x", "y")
		}
		two := Account{Address: "bob@gmail.com", NeedsSignIn: !is(3), Cure: !is(1), Access: AccessActions}
		switch bits >> 4 {
		case 1, 2:
			s.Accounts = accounts(one)
		case 3:
			s.Accounts, s.MoreAccounts = accounts(one, two), bits&1
		}
		f(s)
	}
}

func TestTheMenuHasTheSameEntriesInEveryState(t *testing.T) {
	first := menu("", State{})
	everyState(func(s State) {
		m := menu("", s)
		if len(m) != len(first) {
			t.Fatalf("%+v: %d entries, not %d", s, len(m), len(first))
		}
		for i, e := range m {
			f := first[i]
			if e.does.Command != f.does.Command || e.sub != f.sub || e.separator != f.separator || e.checkable != f.checkable {
				t.Errorf("%+v: entry %d is another one: %+v", s, i, e)
			}
			if e.separator && e.hidden {
				t.Errorf("%+v: a separator is hidden", s)
			}
			if e.does.Command != none && opens(m, i) {
				t.Errorf("%+v: %q does something and opens a menu", s, e.label)
			}
		}
	})
}

func TestEveryCommandHasANameAndStandsInTheMenu(t *testing.T) {
	m := menu("", State{})
	names := map[string]bool{none.String(): true}
	for c := SignIn; c <= OpenCure; c++ {
		if names[c.String()] {
			t.Errorf("%q names two commands", c)
		}
		names[c.String()] = true
		if !slices.ContainsFunc(m, func(e entry) bool { return e.does.Command == c }) {
			t.Errorf("%q is missing", c)
		}
	}
}

func TestAClickOnWhatIsNoLongerThere(t *testing.T) {
	ada, bob := Account{Address: "ada@gmail.com"}, Account{Address: "bob@gmail.com", Newest: newest("x")}
	both, alone := menu("", State{Accounts: accounts(ada, bob)}), menu("", State{Accounts: accounts(ada)})
	for i, e := range both {
		if e.does.Account != bob.Address {
			continue
		}
		if got := inSight(both, i); got == e.hidden {
			t.Errorf("%q of an account that is there: %v", e.label, got)
		}
		if inSight(alone, i) {
			t.Errorf("%q can be clicked without its account", e.label)
		}
	}
}
