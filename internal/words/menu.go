package words

// The labels of the menu. An ellipsis ends the label of an entry that asks
// something more before anything happens. The English ones begin as other
// programs and tests rely on.
var (
	SignIn       = Text{"Sign in…", "Anmelden…"}
	SignInAgain  = Text{"Sign in again…", "Erneut anmelden…"}
	CancelSignIn = Text{"Cancel sign-in", "Anmeldung abbrechen"}
	AddAccount   = Text{"Add account…", "Konto hinzufügen…"}

	OpenInbox = Text{"Open inbox", "Posteingang öffnen"}
	OpenCure  = Text{"Open the page that helps", "Seite öffnen, die weiterhilft"}
	Resync    = Text{"Resync now", "Jetzt abgleichen"}

	Pause             = Text{"Pause notifications", "Benachrichtigungen anhalten"}
	Pause30m          = Text{"30 minutes", "30 Minuten"}
	Pause1h           = Text{"1 hour", "1 Stunde"}
	PauseTomorrow     = Text{"Until tomorrow", "Bis morgen"}
	PauseUntilResumed = Text{"Until resumed", "Bis auf Weiteres"}
	Resume            = Text{"Resume", "Fortsetzen"}

	// What an account lets the app see, and the levels.
	Access        = Text{"What Lettertray may see", "Was Lettertray sehen darf"}
	AccessHeaders = Text{"Headers only", "Nur Absender und Betreff"}
	AccessPreview = Text{"Text too", "Auch den Text"}
	AccessActions = Text{"Mark read and archive too", "Auch als gelesen markieren und archivieren"}

	SignOut           = Text{"Sign out", "Abmelden"}
	SignOutHere       = Text{"On this computer", "Auf diesem Computer"}
	SignOutEverywhere = Text{"Everywhere", "Überall"}

	// The same where there is no sub-menu.
	SignOutOneHere       = Text{"Sign out on this computer", "Auf diesem Computer abmelden"}
	SignOutOneEverywhere = Text{"Sign out everywhere", "Überall abmelden"}

	MoreAccounts = Text{"More accounts: %s", "Weitere Konten: %s"}

	AtLogin  = Text{"Start at login", "Beim Anmelden am Computer starten"}
	Settings = Text{"Settings…", "Einstellungen…"}
	Quit     = Text{"Quit", "Beenden"}
)
