package tray

import (
	"slices"
	"testing"
)

// What changed while it was out of sight is told when it comes back.
func TestALabelThatChangedUnseenIsToldOnAppearing(t *testing.T) {
	alone := State{Status: "s", Accounts: accounts(Account{Address: "ada@gmail.com"})}
	bob := func(status string) State {
		return State{Status: "s", Accounts: accounts(Account{Address: "ada@gmail.com"}, Account{Address: "bob@gmail.com", Status: status})}
	}
	unread := func(n int) State {
		s := bob("push")
		s.Accounts[1].Unread = n
		return s
	}
	for _, tt := range []struct {
		name   string
		states []State // the last is to come
		want   change
	}{
		{"an entry that was hidden", []State{unread(1), alone, unread(2)}, change{relabel, secondSubmenu}},
		{"an entry whose sub-menu was hidden", []State{bob("push"), alone, bob("polling")}, change{relabel, secondSubmenu + 1}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			last := len(tt.states) - 1
			told := toldOf(tt.states[:last]...)
			if cs, _ := changes(told, pictured(tt.states[last])); !slices.Contains(cs, tt.want) {
				t.Errorf("got %v, want %v among them", cs, tt.want)
			}
			if cs, _ := changes(told, pictured(tt.states[0])); slices.ContainsFunc(cs, func(c change) bool { return c.what == relabel && c.at == tt.want.at }) {
				t.Errorf("the label that it had is told again: %v", cs)
			}
		})
	}
}

// The account may have been signed out, and hidden entries can be read.
func TestALetterOutOfSightHasNoWordsOnTheDesktop(t *testing.T) {
	letters := Account{Address: "ada@gmail.com", Newest: newest("x", "y")}
	ada, bob := Account{Address: "ada@gmail.com"}, Account{Address: "bob@gmail.com"}
	for _, tt := range []struct {
		name     string
		from, to State
	}{
		{"letters that were read", State{Accounts: accounts(letters)}, State{Accounts: accounts(ada)}},
		{"the only account, signed out", State{Accounts: accounts(letters)}, State{}},
		{"one of two accounts, signed out", State{Accounts: accounts(letters, bob)}, State{Accounts: accounts(bob)}},
		{"both accounts, signed out", State{Accounts: accounts(bob, letters)}, State{}},
		{"letters that move into a sub-menu", State{Accounts: accounts(letters)}, State{Accounts: accounts(ada, bob)}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			told := toldOf(tt.from, tt.to)
			for i, e := range told.menu {
				if e.does.Command == OpenLetter && e.label != "" {
					t.Errorf("entry %d is %q", i, e.label)
				}
			}
			if cs, _ := changes(told, pictured(tt.to)); len(cs) != 0 {
				t.Errorf("the same state again is told as %v", cs)
			}
			back := toldOf(tt.from, tt.to, tt.from)
			if got, want := visible(back.menu), visible(pictured(tt.from).menu); got != want {
				t.Errorf("when they come back:\ngot  %s\nwant %s", got, want)
			}
		})
	}
}
