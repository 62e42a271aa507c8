package tray

// Words are the labels of the menu in one language. An ellipsis ends the label
// of an entry that asks something more before anything happens.
type Words struct {
	SignIn, SignInAgain, CancelSignIn, AddAccount string

	OpenInbox, Resync string

	Pause, Pause30m, Pause1h, PauseTomorrow, PauseUntilResumed, Resume string

	Access, AccessHeaders, AccessPreview, AccessActions string // what an account lets the app see, and the levels

	SignOut, SignOutHere, SignOutEverywhere string // a sub-menu and what stands in it

	SignOutOneHere, SignOutOneEverywhere string // the same where there is no sub-menu

	MoreAccounts string // with %d for the number of accounts that the menu has no place for

	AtLogin, Settings, Quit string
}

// English labels begin as other programs and tests rely on.
var English = Words{
	SignIn:       "Sign in…",
	SignInAgain:  "Sign in again…",
	CancelSignIn: "Cancel sign-in",
	AddAccount:   "Add account…",

	OpenInbox: "Open inbox",
	Resync:    "Resync now",

	Pause:             "Pause notifications",
	Pause30m:          "30 minutes",
	Pause1h:           "1 hour",
	PauseTomorrow:     "Until tomorrow",
	PauseUntilResumed: "Until resumed",
	Resume:            "Resume",

	Access:        "What Lettertray may see",
	AccessHeaders: "Headers only",
	AccessPreview: "Text too",
	AccessActions: "Mark read and archive too",

	SignOut:           "Sign out",
	SignOutHere:       "On this computer",
	SignOutEverywhere: "Everywhere",

	SignOutOneHere:       "Sign out on this computer",
	SignOutOneEverywhere: "Sign out everywhere",

	MoreAccounts: "More accounts: %d",

	AtLogin:  "Start at login",
	Settings: "Settings…",
	Quit:     "Quit",
}
