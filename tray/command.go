package tray

// A Command is what a person asked for by a click. It may come late: the state
// it was meant for may have passed.
type Command int

const (
	none Command = iota // entries that only show something or open a sub-menu
	SignIn
	CancelSignIn
	AddAccount
	OpenInbox
	OpenLetter // Action.Value is its id
	Resync     // without an account: all of them
	Pause30m
	Pause1h
	PauseTomorrow
	PauseUntilResumed
	Resume
	SetAccess // Action.Value is the level asked for: AccessHeaders, …
	ToggleAtLogin
	OpenSettings
	SignOutHere
	SignOutEverywhere
	Quit     // the tray stays until Run's context ends
	OpenCure // the page where the account's person can cure what is wrong
)

func (c Command) String() string {
	return [...]string{"none", "sign in", "cancel sign-in", "add account", "open inbox", "open letter", "resync",
		"pause 30 minutes", "pause 1 hour", "pause until tomorrow", "pause until resumed", "resume",
		"set access", "toggle at login", "open settings", "sign out here", "sign out everywhere", "quit", "open cure"}[c]
}

// Levels of access, from the least to the most.
const (
	AccessHeaders = "headers" // sender and subject
	AccessPreview = "preview" // the text too
	AccessActions = "actions" // and marking read and archiving
)

// An Action is a command with what it is meant for.
type Action struct {
	Command Command
	Account string // its address; empty for a command that concerns all or none
	Value   string // of OpenLetter and SetAccess
}
