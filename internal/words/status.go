package words

// How an account is doing, in the words of a status line.
var (
	Push       = Text{"push", "Push"}
	Polling    = Text{"polling", "Abfrage"}
	Offline    = Text{"offline", "offline"}
	NeedsYou   = Text{"needs you", "braucht Sie"}
	SignedOut  = Text{"signed out", "abgemeldet"}
	Connecting = Text{"connecting", "verbindet sich"}

	Paused      = Text{"paused", "angehalten"}
	PausedUntil = Text{"paused until %s", "angehalten bis %s"}
	QuietHours  = Text{"quiet hours", "Ruhezeit"}
	QuietUntil  = Text{"quiet hours until %s", "Ruhezeit bis %s"}
	HeldBack    = Text{"%s held", "%s zurückgehalten"}
	Looked      = Text{"looked %s", "zuletzt abgeglichen %s"}
	Unread      = Plural{Text{"%s unread", "%s ungelesen"}, Text{"%s unread", "%s ungelesen"}}

	WaitingForBrowser = Text{"Waiting for your browser…", "Wartet auf Ihren Browser…"}
	NotSetUpLine      = Text{"Not set up: lettertray --client FILE", "Nicht eingerichtet: lettertray --client DATEI"}
	NotSignedIn       = Text{"Not signed in", "Nicht angemeldet"}
	Accounts          = Text{"%s accounts", "%s Konten"}

	// How long ago a letter came.
	JustNow = Text{"just now", "gerade eben"}
	Minutes = Text{"%s min", "%s Min."}
	Hours   = Text{"%s h", "%s Std."}
	Days    = Plural{Text{"%s day", "%s Tag"}, Text{"%s days", "%s Tage"}}
)

// What “lettertray status” says beyond that.
var (
	HeldLater    = Plural{Text{"%s held back, to be told later", "%s zurückgehalten, wird später gemeldet"}, Text{"%s held back, to be told later", "%s zurückgehalten, werden später gemeldet"}}
	Since        = Text{"In this state since %s", "In diesem Zustand seit %s"}
	LastPush     = Text{"Last push: %s", "Letzter Push: %s"}
	WatchEnds    = Text{"Gmail's watch ends %s", "Gmails Überwachung endet %s"}
	WatchRenewed = Text{"It will be renewed %s", "Sie wird erneuert %s"}
	SpentToday   = Text{"Today, since Lettertray started: requests %s, units of Gmail's quota %s", "Heute, seit Lettertray läuft: Anfragen %s, Einheiten von Gmails Kontingent %s"}
	SignInBy     = Text{"Sign in again with: lettertray signin %s", "Erneut anmelden: lettertray signin %s"}
	ConsentAt    = Text{"If no browser opens, open this yourself: %s", "Öffnet sich kein Browser, öffnen Sie dies selbst: %s"}
)

// Why things are not well, and what to do.
var (
	NoClient = Text{
		"Lettertray needs an OAuth client of your own Google Cloud project. The README says how to make one in a few minutes; then run: lettertray --client FILE",
		"Lettertray braucht einen OAuth-Client aus Ihrem eigenen Google-Cloud-Projekt. Die README-Datei sagt, wie Sie ihn in ein paar Minuten anlegen; danach: lettertray --client DATEI"}
	Unwritable = Text{
		"Lettertray cannot write down what it told. Is the disk full? Until it can, a restart may tell mail twice.",
		"Lettertray kann nicht speichern, was es gemeldet hat. Ist der Datenträger voll? Bis dahin kann ein Neustart E-Mails zweimal melden."}
	NoService = Text{
		"No notification service answers. New mail is kept and told when one does.",
		"Kein Benachrichtigungsdienst antwortet. Neue E-Mails werden aufgehoben und gemeldet, sobald einer da ist."}
	SetAside = Text{
		"Lettertray's memory of this mailbox was damaged and set aside; it went on from the copy before. Some mail may be told twice.",
		"Lettertrays Daten zu diesem Postfach waren beschädigt und wurden beiseitegelegt; es machte mit der vorigen Fassung weiter. Manche E-Mails werden vielleicht zweimal gemeldet."}
	CannotConnect = Text{
		"Lettertray could not connect this account. Its log says why.",
		"Lettertray konnte dieses Konto nicht verbinden. Das Protokoll sagt, warum."}
	NoKeyringNoMail = Text{
		"The sign-in rests in the keyring, and that does not answer: no mail is told until it does. Start or unlock it; Lettertray tries again by itself.",
		"Die Anmeldung liegt im Schlüsselbund, und der antwortet nicht: Bis dahin werden keine E-Mails gemeldet. Starten oder entsperren Sie ihn; Lettertray versucht es von selbst wieder."}
	NoLabelKnown = Text{
		"%s has no label “%s”, and the settings name no other: the inbox is told. Look at labels in the settings.",
		"%s hat kein Label „%s“, und die Einstellungen nennen kein anderes: Gemeldet wird der Posteingang. Sehen Sie in den Einstellungen bei labels nach."}
	ClientChanged = Text{
		"The OAuth client has changed since this account signed in. Sign in again; your settings are kept.",
		"Der OAuth-Client ist ein anderer als bei der Anmeldung dieses Kontos. Melden Sie sich erneut an; Ihre Einstellungen bleiben."}
	NoTokenKept = Text{
		"The keyring holds no sign-in for this account. Sign in again; your settings are kept.",
		"Der Schlüsselbund enthält keine Anmeldung für dieses Konto. Melden Sie sich erneut an; Ihre Einstellungen bleiben."}
	SignInFailed = Text{
		"Signing in did not work. Try again; the log says why.",
		"Die Anmeldung hat nicht geklappt. Versuchen Sie es noch einmal; das Protokoll sagt, warum."}
	AccountsUnwritten = Text{
		"Who has signed in could not be written down: is the disk full?",
		"Die Liste der angemeldeten Konten konnte nicht gespeichert werden: Ist der Datenträger voll?"}
	NoBrowserDo = Text{
		"Set a default browser, or name one in the settings under browser, and try again.",
		"Legen Sie einen Standardbrowser fest oder nennen Sie einen in den Einstellungen unter browser, und versuchen Sie es noch einmal."}
	NoBrowserSignIn = Text{
		"“lettertray status” shows the address: open it yourself. Or set a default browser, cancel the sign-in in the menu, and try again.",
		"„lettertray status“ zeigt die Adresse: Öffnen Sie sie selbst. Oder legen Sie einen Standardbrowser fest, brechen Sie die Anmeldung im Menü ab und versuchen Sie es noch einmal."}
	NoEditorDo = Text{
		"No program is set for text files. Open it yourself: %s",
		"Für Textdateien ist kein Programm festgelegt. Öffnen Sie sie selbst: %s"}
	UnknownLabels = Text{
		"%s has no label “%s”. Look at labels and without in the settings; mail is told by the others meanwhile.",
		"%s hat kein Label „%s“. Sehen Sie in den Einstellungen bei labels und without nach; bis dahin gelten die übrigen."}
)
