package tray

import (
	"cmp"
	"slices"

	"lettertray/internal/words"
)

// An entry is one line of the menu.
//
// There is no menu below a sub-menu: libdbusmenu-gtk, by which Xfce and others
// draw menus, shows one blank that comes together with the sub-menu above it.
type entry struct {
	label     string
	sub       bool   // belongs to the sub-menu of the nearest entry above that is not sub
	does      Action // without a command it only shows something or opens a sub-menu
	hidden    bool
	separator bool // a thin line; it cannot be hidden
	checkable bool
	checked   bool
	made      bool // the desktop has it; see changes
}

// menu is the menu for a state. It has the same entries in the same places
// whatever the state, because a desktop can only add at the end: those that
// make no sense just now are hidden, a sub-menu together with the entry that
// opens it.
//
// A single account's entries stand in the menu itself; several have a sub-menu
// each.
func menu(status string, s State) []entry {
	l := s.words()
	accounts := s.accounts()
	var one Account // the only one
	single, several := len(accounts) == 1, len(accounts) > 1
	if single {
		one = accounts[0]
	}
	works := slices.ContainsFunc(accounts, func(a Account) bool { return !a.NeedsSignIn })
	named := len(accounts) > 0 && accounts[0].Address != ""
	signIn := words.SignIn
	if single {
		signIn = words.SignInAgain
	}

	m := []entry{{label: status}}
	m = append(m, letters(one, false)...)
	for i := range MaxAccounts {
		var a Account
		if several && i < len(accounts) {
			a = accounts[i]
		}
		m = append(m, submenu(a, s.SigningIn, l)...)
	}
	m = append(m,
		entry{label: l.Say(words.MoreAccounts, s.MoreAccounts), hidden: !several || s.MoreAccounts <= 0},
		entry{separator: true},
		entry{label: l.Say(signIn), does: Action{SignIn, one.Address, ""}, hidden: several || single && !one.NeedsSignIn && !one.Renew || s.SigningIn},
		entry{label: l.Say(words.CancelSignIn), does: Action{Command: CancelSignIn}, hidden: !s.SigningIn},
		entry{label: l.Say(words.OpenCure), does: Action{OpenCure, one.Address, ""}, hidden: !one.Cure},
		entry{label: l.Say(words.OpenInbox), does: Action{OpenInbox, one.Address, ""}, hidden: !single},
		entry{label: l.Say(words.Resync), does: Action{Command: Resync}, hidden: !works},
		entry{label: l.Say(words.Pause), hidden: !works || s.Paused},
		entry{label: l.Say(words.Pause30m), does: Action{Command: Pause30m}, sub: true},
		entry{label: l.Say(words.Pause1h), does: Action{Command: Pause1h}, sub: true},
		entry{label: l.Say(words.PauseTomorrow), does: Action{Command: PauseTomorrow}, sub: true},
		entry{label: l.Say(words.PauseUntilResumed), does: Action{Command: PauseUntilResumed}, sub: true},
		entry{label: l.Say(words.Resume), does: Action{Command: Resume}, hidden: len(accounts) == 0 || !s.Paused},
		entry{separator: true},
		entry{label: l.Say(words.AddAccount), does: Action{Command: AddAccount}, hidden: !named || s.SigningIn},
	)
	m = append(m, entry{label: l.Say(words.Access), hidden: one.Access == "" || s.SigningIn})
	m = append(m, access(one, false, l)...)
	m = append(m,
		entry{label: l.Say(words.AtLogin), does: Action{Command: ToggleAtLogin}, hidden: s.AtLogin == nil,
			checkable: true, checked: s.AtLogin != nil && *s.AtLogin},
		entry{label: l.Say(words.Settings), does: Action{Command: OpenSettings}, hidden: !s.Settings},
		entry{label: l.Say(words.SignOut), hidden: !single},
		entry{label: l.Say(words.SignOutHere), does: Action{SignOutHere, one.Address, ""}, sub: true},
		entry{label: l.Say(words.SignOutEverywhere), does: Action{SignOutEverywhere, one.Address, ""}, sub: true},
		entry{label: l.Say(words.Quit), does: Action{Command: Quit}},
	)
	return m
}

// submenu is one of several accounts; without an address it is hidden.
func submenu(a Account, signingIn bool, l *words.Locale) []entry {
	label := a.Address
	switch {
	case a.NeedsSignIn:
		label += " · " + l.Say(words.SignInAgain)
	case a.Unread > 0:
		label += " (" + l.Number(a.Unread) + ")"
	}
	m := []entry{
		{label: label, hidden: a.Address == ""},
		{label: cmp.Or(a.Status, a.Address), sub: true},
	}
	m = append(m, letters(a, true)...)
	m = append(m,
		entry{separator: true, sub: true},
		entry{label: l.Say(words.SignInAgain), does: Action{SignIn, a.Address, ""}, sub: true, hidden: !a.NeedsSignIn && !a.Renew || signingIn},
		entry{label: l.Say(words.OpenCure), does: Action{OpenCure, a.Address, ""}, sub: true, hidden: !a.Cure},
		entry{label: l.Say(words.OpenInbox), does: Action{OpenInbox, a.Address, ""}, sub: true},
		entry{label: l.Say(words.Resync), does: Action{Resync, a.Address, ""}, sub: true, hidden: a.NeedsSignIn},
		entry{separator: true, sub: true},
		entry{label: l.Say(words.SignOutOneHere), does: Action{SignOutHere, a.Address, ""}, sub: true},
		entry{label: l.Say(words.SignOutOneEverywhere), does: Action{SignOutEverywhere, a.Address, ""}, sub: true},
		entry{label: l.Say(words.Access), sub: true, hidden: a.Access == "" || signingIn},
	)
	return append(m, access(a, a.Access == "" || signingIn, l)...)
}

// letters are an account's newest.
func letters(a Account, sub bool) []entry {
	m := make([]entry, 0, MaxLetters)
	for _, l := range a.Newest {
		m = append(m, entry{label: l.Text, sub: sub, does: Action{OpenLetter, a.Address, l.ID}, hidden: l.Text == ""})
	}
	return m
}

// access tells, in a sub-menu, what an account lets the app see, and changes it.
func access(a Account, hidden bool, l *words.Locale) []entry {
	level := func(label words.Text, value string) entry {
		return entry{label: l.Say(label), sub: true, does: Action{SetAccess, a.Address, value}, hidden: hidden,
			checkable: true, checked: a.Access == value}
	}
	return []entry{
		level(words.AccessHeaders, AccessHeaders),
		level(words.AccessPreview, AccessPreview),
		level(words.AccessActions, AccessActions),
	}
}

// opens reports whether the entry opens a sub-menu.
func opens(menu []entry, at int) bool {
	return !menu[at].sub && at+1 < len(menu) && menu[at+1].sub
}

// inSight reports whether a person can find the entry.
func inSight(menu []entry, at int) bool {
	up := opener(menu, at)
	return !menu[at].hidden && (up < 0 || !menu[up].hidden)
}

// opener is the place of the entry that opens the sub-menu in which the entry
// stands; -1 for the menu itself.
func opener(menu []entry, at int) int {
	if !menu[at].sub {
		return -1
	}
	for menu[at].sub {
		at--
	}
	return at
}
