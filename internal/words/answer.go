package words

// What the commands answer.
var (
	Ending         = Text{"Lettertray is ending.", "Lettertray wird gerade beendet."}
	Ends           = Text{"Lettertray ends.", "Lettertray wird beendet."}
	Running        = Text{"Lettertray is running already.", "Lettertray läuft schon."}
	RunningClient  = Text{"Lettertray is running already, and takes the OAuth client over.", "Lettertray läuft schon und übernimmt den OAuth-Client."}
	UnknownRequest = Text{"The running Lettertray does not know the command %q.", "Das laufende Lettertray kennt den Befehl %q nicht."}

	WasNotPaused   = Text{"Notifications were not paused.", "Die Benachrichtigungen waren nicht angehalten."}
	NotPausedQuiet = Text{"Notifications were not paused; these are quiet hours until %s, which the settings say.", "Die Benachrichtigungen waren nicht angehalten; es ist Ruhezeit bis %s, wie es die Einstellungen sagen."}
	GoesOn         = Text{"Notifications go on; what was held is told as one digest.", "Die Benachrichtigungen gehen weiter; was zurückgehalten wurde, wird gesammelt gemeldet."}
	NothingToPause = Text{"There is nothing to pause: no account is connected.", "Es gibt nichts anzuhalten: Kein Konto ist verbunden."}
	IsPaused       = Text{"Notifications are %s; mail is held, and then told as one digest.", "Benachrichtigungen: %s; E-Mails werden zurückgehalten und danach gesammelt gemeldet."}
	NoPause        = Text{"%q is no time to pause for: say 30m, 1h, tomorrow, or nothing to pause until you resume.", "%q ist keine Dauer: 30m, 1h, tomorrow oder nichts, um bis zum Fortsetzen anzuhalten."}

	LooksNow     = Text{"Lettertray looks.", "Lettertray gleicht ab."}
	NobodyHere   = Text{"Nobody is signed in here. Sign in with: lettertray signin", "Hier ist niemand angemeldet. Anmelden: lettertray signin"}
	NobodyAs     = Text{"Nobody is signed in as %s here.", "Hier ist niemand als %s angemeldet."}
	SignOutWhom  = Text{"Say which account to sign out: lettertray signout ADDRESS", "Geben Sie das Konto an: lettertray signout ADRESSE"}
	AccessWhose  = Text{"Say which account: lettertray access ADDRESS headers, preview or actions", "Geben Sie das Konto an: lettertray access ADRESSE headers, preview oder actions"}
	SigningOut   = Text{"%s is being signed out on all computers; a notification tells if Google cannot be reached. Settings stay.", "%s wird auf allen Computern abgemeldet; eine Benachrichtigung sagt Bescheid, falls Google nicht erreichbar ist. Die Einstellungen bleiben."}
	IsSignedOut  = Text{"%s is signed out on this computer. Settings stay.", "%s ist auf diesem Computer abgemeldet. Die Einstellungen bleiben."}
	UnderWay     = Text{"A sign-in is under way already: go on in your browser, or cancel it with: lettertray signin --cancel", "Es läuft schon eine Anmeldung: Machen Sie im Browser weiter oder brechen Sie ab mit: lettertray signin --cancel"}
	NotUnderWay  = Text{"No sign-in is under way.", "Es läuft keine Anmeldung."}
	IsCancelled  = Text{"The sign-in is cancelled.", "Die Anmeldung ist abgebrochen."}
	BrowserOpens = Text{"Your browser opens.", "Ihr Browser öffnet sich."}
	InboxOpens   = Text{"Your browser opens the inbox of %s.", "Ihr Browser öffnet den Posteingang von %s."}
	LetterOpens  = Text{"Your browser opens the letter in the account %s.", "Ihr Browser öffnet die E-Mail im Konto %s."}
	NoSuchNumber = Text{"The list has no letter %s. See: lettertray list", "Die Liste hat keine E-Mail %s. Siehe: lettertray list"}
	SettingsOpen = Text{"The program for text files opens %s", "Das Programm für Textdateien öffnet %s"}
	CureOpens    = Text{"Your browser opens %s", "Ihr Browser öffnet %s"}
	NothingToDo  = Text{"There is nothing that you could cure on a page.", "Es gibt nichts, was sich auf einer Seite beheben ließe."}
	NoUnread     = Text{"No unread mail.", "Keine ungelesenen E-Mails."}

	TestFailed = Text{"The test notification could not be shown: no notification service answers.", "Die Testbenachrichtigung konnte nicht gezeigt werden: Kein Benachrichtigungsdienst antwortet."}
	TestShown  = Text{"A test notification should be on the screen. The notification service took %s ms, the whole way %s ms.", "Eine Testbenachrichtigung sollte auf dem Bildschirm sein. Der Benachrichtigungsdienst brauchte %s ms, der ganze Weg %s ms."}
	TestHeld   = Text{"The desktop is set not to disturb: it may keep the notification to itself.", "Auf dem Desktop gilt „Nicht stören“: Er behält die Benachrichtigung vielleicht für sich."}

	IsSet         = Text{"%s is set in %s.", "%s ist gesetzt in %s."}
	SettingsUsage = Text{"Say: lettertray settings get KEY, settings set KEY VALUE, settings keys, or settings edit.", "Möglich sind: lettertray settings get SCHLÜSSEL, settings set SCHLÜSSEL WERT, settings keys, settings edit."}
	SettingsWrong = Text{"The settings could not be read or written: %s", "Die Einstellungen ließen sich nicht lesen oder schreiben: %s"}
	LoginUsage    = Text{"Say: lettertray autostart on, off, or unit for a systemd user unit.", "Möglich sind: lettertray autostart on, off oder unit für eine systemd-User-Unit."}
	AtLoginOn     = Text{"Lettertray starts at login.", "Lettertray startet beim Anmelden am Computer."}
	AtLoginUnit   = Text{"Lettertray starts at login, by a systemd user unit.", "Lettertray startet beim Anmelden am Computer, als systemd-User-Unit."}
	AtLoginOff    = Text{"Lettertray does not start at login.", "Lettertray startet nicht beim Anmelden am Computer."}
	NoAtLogin     = Text{"This Lettertray does not start at login.", "Dieses Lettertray startet nicht beim Anmelden am Computer."}
	LoginFailed   = Text{"That did not work: %s.", "Das hat nicht geklappt: %s."}
	NoSystemd     = Text{"systemd does not run here, so no unit of it starts anything. Say: lettertray autostart on", "Hier läuft kein systemd; eine Unit würde nichts starten. Möglich ist: lettertray autostart on"}
	StatusFailed  = Text{"The status could not be written as JSON.", "Der Status ließ sich nicht als JSON schreiben."}

	ClientUnreadable = Text{"The OAuth client file could not be read. Give it again: lettertray --client FILE", "Die OAuth-Client-Datei ließ sich nicht lesen. Geben Sie sie noch einmal an: lettertray --client DATEI"}
	FileUnreadable   = Text{"The file %s could not be read. Give the one that you downloaded from the Google Cloud console.", "Die Datei %s ließ sich nicht lesen. Geben Sie die an, die Sie aus der Google Cloud Console heruntergeladen haben."}
	ClientUnwritten  = Text{"The OAuth client file could not be kept: is the disk full?", "Die OAuth-Client-Datei konnte nicht gespeichert werden: Ist der Datenträger voll?"}
)
