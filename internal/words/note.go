package words

// What notifications of mail say.
var (
	Open       = Text{"Open", "Öffnen"} // what a click does
	OpenPage   = Text{"Open page", "Seite öffnen"}
	MarkRead   = Text{"Mark as read", "Als gelesen markieren"}
	Archive    = Text{"Archive", "Archivieren"}
	Unknown    = Text{"Unknown sender", "Unbekannter Absender"}
	NoSubject  = Text{"(no subject)", "(kein Betreff)"}
	Hidden     = Text{"New message", "Neue Nachricht"} // in place of a subject that the screen may not show
	NewMail    = Text{"New mail", "Neue E-Mail"}       // above Unreadable
	Unreadable = Text{"It could not be read here; open it in Gmail.", "Sie konnte hier nicht gelesen werden; öffnen Sie sie in Gmail."}
	Inbox      = Text{"the inbox", "Ihrem Posteingang"} // behind “in”, in place of an unknown account's address
	Works      = Text{"Lettertray works", "Lettertray funktioniert"}
	WorksIn    = Text{"This notification took %s ms, the whole way. New mail will be shown like this.", "Diese Benachrichtigung brauchte %s ms, auf dem ganzen Weg. So werden neue E-Mails angezeigt."}
	WorksBody  = Text{"New mail will be shown like this.", "So werden neue E-Mails angezeigt."}

	NewMessages = Plural{Text{"%s new message", "%s neue Nachricht"}, Text{"%s new messages", "%s neue Nachrichten"}}
	More        = Text{"More new mail", "Weitere neue E-Mails"} // above how many came beside those shown
	AndMore     = Plural{Text{"and %s more", "und %s weitere"}, Text{"and %s more", "und %s weitere"}}
	AndMoreIn   = Plural{Text{"and %s more in %s", "und %s weitere in %s"}, Text{"and %s more in %s", "und %s weitere in %s"}}
	In          = Text{"in %s", "in %s"} // where all of them came
)

// What the app itself says by a notification.
var (
	NotSetUp         = Text{"Lettertray is not set up yet", "Lettertray ist noch nicht eingerichtet"}
	NotSignedInAlert = Text{"You are not signed in", "Sie sind nicht angemeldet"}
	SignInDidNotWork = Text{"The sign-in did not work", "Die Anmeldung hat nicht geklappt"}
	SignInToGmail    = Text{"Sign in to Gmail again", "Melden Sie sich erneut bei Gmail an"}
	Whose            = Text{"%s: %s", "%s: %s"}
	NeedsYouAlert    = Text{"Lettertray needs you", "Lettertray braucht Sie"}
	NoKeyring        = Text{"Lettertray cannot reach the keyring", "Lettertray erreicht den Schlüsselbund nicht"}
	NotKept          = Text{"Your sign-in is not kept", "Ihre Anmeldung wird nicht gespeichert"}
	NotKeptBody      = Text{"%s Until then it lasts as long as Lettertray runs.", "%s Bis dahin gilt sie, solange Lettertray läuft."}
	AnotherAccount   = Text{"That was another account", "Das war ein anderes Konto"}
	AnotherBody      = Text{"You signed in as %s, not as %s: %[1]s was added.", "Sie haben sich als %s angemeldet, nicht als %s: %[1]s wurde hinzugefügt."}
	AnotherKept      = Text{"You signed in as %s, not as %s; nothing has changed.", "Sie haben sich als %s angemeldet, nicht als %s; nichts hat sich geändert."}
	HereAlready      = Text{"That account is here already", "Dieses Konto ist schon da"}
	HereAlreadyBody  = Text{"%s is signed in; nothing has changed.", "%s ist angemeldet; nichts hat sich geändert."}
	NotEverywhere    = Text{"Signed out here, but not everywhere", "Hier abgemeldet, aber nicht überall"}
	NotEverywhereDo  = Text{"Google could not be told. Remove Lettertray's access on the page of your Google account.", "Google war nicht zu erreichen. Entziehen Sie Lettertray den Zugriff auf der Seite Ihres Google-Kontos."}
	DidNotWork       = Text{"“%s” did not work", "„%s“ hat nicht geklappt"}
	Unchanged        = Text{"Google cannot be reached, or has trouble. The letter is as it was.", "Google ist nicht erreichbar oder gestört. Die E-Mail ist, wie sie war."}
	TryAgain         = Text{"Try again", "Noch einmal versuchen"}
	NoTray           = Text{"Lettertray runs without an icon", "Lettertray läuft ohne Symbol"}
	NoTrayBody       = Text{"Your desktop has no tray. On GNOME, the extension “AppIndicator and KStatusNotifierItem Support” adds one. New mail is told all the same, and “lettertray help” lists the commands that do what the menu does.", "Ihr Desktop hat keinen Bereich für Symbole. Unter GNOME bringt ihn die Erweiterung „AppIndicator and KStatusNotifierItem Support“. Neue E-Mails werden trotzdem gemeldet, und „lettertray help“ nennt die Befehle, die tun, was das Menü tut."}
	AccountsDamaged  = Text{"The list of accounts was damaged", "Die Liste der Konten war beschädigt"}
	AccountsDamagedB = Text{"The copy before it is used. If an account is missing, sign in again.", "Die vorige Fassung gilt. Fehlt ein Konto, melden Sie es neu an."}
	NoSuchLabel      = Text{"A label in the settings is unknown", "Ein Label in den Einstellungen ist unbekannt"}
	HookFailed       = Text{"The on_mail command does not start", "Der Befehl on_mail startet nicht"}
	HookFailedDo     = Text{"%s is not there, or is no program that can be started. Look at on_mail in the settings.", "%s ist nicht da oder lässt sich nicht starten. Sehen Sie in den Einstellungen bei on_mail nach."}
	NotFollowed      = Text{"The settings are not followed", "Die Einstellungen werden nicht übernommen"}
	NotFollowedBody  = Text{"%s. The former settings hold until that is mended.", "%s. Bis das behoben ist, gelten die bisherigen."}
	NoSettingsFile   = Text{"The settings file could not be made", "Die Einstellungsdatei konnte nicht angelegt werden"}
	NoSettingsFileDo = Text{"Is the disk full? The file would be %s.", "Ist der Datenträger voll? Die Datei wäre %s."}
	NoBrowser        = Text{"The browser could not be opened", "Der Browser ließ sich nicht öffnen"}
	NoEditor         = Text{"The settings file could not be opened", "Die Einstellungsdatei ließ sich nicht öffnen"}
	LoginUnchanged   = Text{"Starting at login could not be changed", "Der Start beim Anmelden am Computer ließ sich nicht ändern"}
)
