package tray

// A Command is what a person asked for by a click. It may come late: the state
// it was meant for may have passed.
type Command int

const (
	none Command = iota // entries that only show something or open a sub-menu
	SignIn
	CancelSignIn
	OpenInbox
	Resync
	Pause30m
	Pause1h
	PauseTomorrow
	PauseUntilResumed
	Resume
	SignOutHere
	SignOutEverywhere
	Quit // the tray stays until Run's context ends
)

func (c Command) String() string {
	return [...]string{"none", "sign in", "cancel sign-in", "open inbox", "resync", "pause 30 minutes", "pause 1 hour",
		"pause until tomorrow", "pause until resumed", "resume", "sign out here", "sign out everywhere", "quit"}[c]
}

// An entry is one line of the menu.
type entry struct {
	label     string
	does      Command
	hidden    bool
	separator bool // a thin line; it cannot be hidden
	sub       bool // belongs to the sub-menu of the nearest entry above that is not sub
}

// menu is the menu for a state. It has the same entries in the same places
// whatever the state: those that make no sense just now are hidden, a sub-menu
// together with the entry that opens it.
func menu(status string, s State) []entry {
	works := s.SignedIn && !s.NeedsSignIn
	signIn := "Sign in…"
	if s.SignedIn {
		signIn = "Sign in again…"
	}
	return []entry{
		{label: status},
		{separator: true},
		{label: signIn, does: SignIn, hidden: works || s.SigningIn},
		{label: "Cancel sign-in", does: CancelSignIn, hidden: !s.SigningIn},
		{label: "Open inbox", does: OpenInbox, hidden: !s.SignedIn},
		{label: "Resync now", does: Resync, hidden: !works},
		{label: "Pause notifications", hidden: !works || s.Paused},
		{label: "30 minutes", does: Pause30m, sub: true},
		{label: "1 hour", does: Pause1h, sub: true},
		{label: "Until tomorrow", does: PauseTomorrow, sub: true},
		{label: "Until resumed", does: PauseUntilResumed, sub: true},
		{label: "Resume", does: Resume, hidden: !s.SignedIn || !s.Paused},
		{separator: true},
		{label: "Sign out", hidden: !s.SignedIn},
		{label: "On this computer", does: SignOutHere, sub: true},
		{label: "Everywhere…", does: SignOutEverywhere, sub: true},
		{label: "Quit", does: Quit},
	}
}
