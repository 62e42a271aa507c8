package tray

import (
	"slices"
	"testing"

	"lettertray/internal/words"
)

// at finds an entry of the menu itself by its command.
func at(c Command) int {
	return slices.IndexFunc(menu("", State{}), func(e entry) bool { return e.does.Command == c && !e.sub })
}

// The places of several accounts.
var (
	submenuLength = len(submenu(Account{}, false, words.English))
	firstSubmenu  = 1 + MaxLetters
	secondSubmenu = firstSubmenu + submenuLength
	thirdSubmenu  = secondSubmenu + submenuLength
)

func pictured(s State) picture { return pictureOf("T", s) }

// toldOf is what a desktop has been told that has shown these states.
func toldOf(states ...State) picture {
	told := nothing(pictured(State{}).menu)
	for _, s := range states {
		_, told = changes(told, pictured(s))
	}
	return told
}

func TestChangesTellOnlyWhatChanged(t *testing.T) {
	no, yes := false, true
	ada := Account{Address: "ada@gmail.com", Access: AccessHeaders, Newest: newest("x")}
	bob, carl := Account{Address: "bob@gmail.com"}, Account{Address: "carl@gmail.com"}
	withLetters := Account{Address: "carl@gmail.com", Newest: newest("x", "y")}
	well := State{Status: "ada@gmail.com", Accounts: accounts(ada), AtLogin: &no}
	both := State{Status: "both", Accounts: accounts(ada, bob)}
	with := func(s State, f func(*State)) State { f(&s); return s }
	for _, tt := range []struct {
		name     string
		from, to State
		want     []change
	}{
		{"the same state again is nothing", well, well, nil},
		{"an icon is an icon alone", well, with(well, func(s *State) { s.Icon = Attention }), []change{{what: setFace}}},
		{"a number is an icon alone", well, with(well, func(s *State) { s.Icon, s.Number = Unread, 2 }), []change{{what: setFace}}},
		{"from ten on the number stays", with(well, func(s *State) { s.Number = 10 }), with(well, func(s *State) { s.Number = 99 }), nil},
		{"a pause has no number", with(well, func(s *State) { s.Icon = Paused }),
			with(well, func(s *State) { s.Icon, s.Number = Paused, 3 }), nil},
		{"a tooltip of its own leaves the status line", well, with(well, func(s *State) { s.Tooltip = "3 unread" }),
			[]change{{what: setTooltip}}},
		{"a status is also the tooltip where there is no other", well, with(well, func(s *State) { s.Status = "bob@gmail.com" }),
			[]change{{what: setTooltip}, {relabel, 0}}},
		{"a letter more is one entry more", well, with(well, func(s *State) { s.Accounts[0].Newest = newest("x", "y") }),
			[]change{{relabel, 2}, {show, 2}}},
		{"another letter is one label", well, with(well, func(s *State) { s.Accounts[0].Newest = newest("y") }),
			[]change{{relabel, 1}}},
		{"a letter of the same words needs no telling", well, with(well, func(s *State) { s.Accounts[0].Newest[0].ID = "other" }), nil},
		{"a letter less is one entry less", well, with(well, func(s *State) { s.Accounts[0].Newest = newest() }),
			[]change{{relabel, 1}, {hide, 1}}}, // a stranger's words go first
		{"an account that has gone takes its letters along", with(both, func(s *State) { s.Accounts[1].Newest = newest("x", "y") }),
			with(both, func(s *State) { s.Accounts = accounts(ada, carl) }), []change{
				{relabel, secondSubmenu}, {relabel, secondSubmenu + 1},
				{relabel, secondSubmenu + 2}, {hide, secondSubmenu + 2}, {relabel, secondSubmenu + 3}, {hide, secondSubmenu + 3}}},
		{"a sub-menu that goes takes its letters along", with(both, func(s *State) { s.Accounts = accounts(ada, bob, withLetters) }), both, []change{
			{hide, thirdSubmenu}, {relabel, thirdSubmenu + 2}, {relabel, thirdSubmenu + 3}}},
		{"a check is a check alone", well, with(well, func(s *State) { s.AtLogin = &yes }), []change{{check, at(ToggleAtLogin)}}},
		{"a hidden entry's label waits until it appears", State{Status: "x"}, State{Status: "x", Accounts: accounts(Account{Address: "ada@gmail.com", NeedsSignIn: true})}, []change{
			{relabel, at(SignIn)}, {show, at(OpenInbox)}, {show, at(AddAccount)},
			{show, at(Quit) - 3}, {add, at(Quit) - 2}, {add, at(Quit) - 1}}},
		{"a sub-menu's letters are its own", both, with(both, func(s *State) { s.Accounts[1].Newest = newest("z") }),
			[]change{{relabel, secondSubmenu + 2}, {show, secondSubmenu + 2}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, _ := changes(toldOf(tt.from), pictured(tt.to))
			if !slices.Equal(got, tt.want) {
				t.Errorf("got  %v\nwant %v", got, tt.want)
			}
		})
	}
}

// A panel reads the whole menu at each change, hidden entries as well.
func TestASubmenuIsMadeWhenItCanBeOpened(t *testing.T) {
	made := func(told picture) (n int) {
		for _, e := range told.menu {
			if e.made {
				n++
			}
		}
		return n
	}
	ada, bob := Account{Address: "ada@gmail.com"}, Account{Address: "bob@gmail.com"}
	alone := State{Accounts: accounts(ada)}
	if n := made(toldOf(alone)); n > 50 {
		t.Errorf("for one account %d entries are made", n)
	}
	before := made(toldOf(alone))
	if n := made(toldOf(alone, State{Accounts: accounts(ada, bob)})) - before; n < 2*10 || n > 2*submenuLength {
		t.Errorf("for the second account %d entries are made", n)
	}
	told := toldOf(alone, State{Accounts: accounts(ada, bob)}, alone)
	cs, _ := changes(told, pictured(State{Accounts: accounts(ada, bob)}))
	if slices.ContainsFunc(cs, func(c change) bool { return c.what == add }) {
		t.Error("a sub-menu was made twice")
	}
}

// The desktop, told all changes on the way, must show what it would have shown
// if it had been told the last state alone; and it must be told in an order
// that it understands.
func TestChangesLeadFromAnyStateToAnyOther(t *testing.T) {
	var states []State
	var pictures []picture
	everyState(func(s State) {
		if len(states)%3 == 0 {
			s.Words = german
		}
		states, pictures = append(states, s), append(pictures, pictured(s))
	})
	for i, from := range pictures {
		cs, told := changes(nothing(from.menu), from)
		before := desktop{menu: make([]entry, len(from.menu))}
		before.tell(t, cs, told)
		for j, to := range pictures {
			d := desktop{slices.Clone(before.menu)}
			cs, told := changes(told, to)
			d.tell(t, cs, told)
			if got, want := visible(d.menu), visible(to.menu); got != want {
				t.Fatalf("from %+v to %+v:\ngot  %s\nwant %s", states[i], states[j], got, want)
			}
			for k, e := range d.menu {
				if now := told.menu[k]; e.made && (e.label != now.label || e.checked != now.checked || e.hidden != now.hidden) {
					t.Fatalf("from %+v to %+v: entry %d is %+v, and %+v was told", states[i], states[j], k, e, now)
				}
			}
		}
	}
}

// A desktop does as it is told. As on Windows, an entry appears when its label
// or check is told.
type desktop struct{ menu []entry }

func (d *desktop) tell(t *testing.T, cs []change, told picture) {
	t.Helper()
	for _, c := range cs {
		if c.what == setFace || c.what == setTooltip {
			continue
		}
		e := &d.menu[c.at]
		if e.made == (c.what == add) {
			t.Fatalf("%v of an entry, made: %v", c, e.made)
		}
		switch c.what {
		case add:
			up := opener(told.menu, c.at)
			if up >= 0 && (!d.menu[up].made || d.menu[up].hidden) {
				t.Fatalf("an entry was added below one that is not there: %+v", told.menu[c.at])
			}
			if slices.ContainsFunc(below(d.menu, told.menu, c.at), func(e entry) bool { return e.made }) {
				t.Fatalf("an entry was added above others of its menu: %+v", told.menu[c.at])
			}
			*e = told.menu[c.at]
			e.hidden = false
		case relabel:
			e.label, e.hidden = told.menu[c.at].label, false
		case check:
			e.checked, e.hidden = told.menu[c.at].checked, false
		case show:
			e.hidden = false
		case hide:
			e.hidden = true
		}
	}
	// What has not been made is nowhere.
	for i := range d.menu {
		if !d.menu[i].made {
			d.menu[i].hidden, d.menu[i].sub = true, told.menu[i].sub
		}
	}
}

// below are the entries of the same menu that stand below the place.
func below(now, plan []entry, at int) (rest []entry) {
	for i := at + 1; i < len(plan); i++ {
		if opener(plan, i) == opener(plan, at) {
			rest = append(rest, now[i])
		}
	}
	return rest
}
