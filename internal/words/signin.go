package words

// What a person is told about signing in. Google's pages and buttons have the
// names of its own German pages; where those are not known for certain, the
// English name is quoted, since a page of Google's may be in any language.

// Why a sign-in did not come about.
var (
	NoListener = Text{
		"This computer did not let Lettertray listen for the browser's answer. Look whether a firewall forbids 127.0.0.1, then sign in again.",
		"Dieser Computer hat Lettertray nicht auf die Antwort des Browsers warten lassen. Prüfen Sie, ob eine Firewall 127.0.0.1 sperrt, und melden Sie sich dann erneut an."}
	BrowserNotOpened = Text{
		"The browser could not be opened. Set a default browser, then sign in again.",
		"Der Browser ließ sich nicht öffnen. Legen Sie einen Standardbrowser fest und melden Sie sich dann erneut an."}
	NobodySignedIn = Text{
		"Nobody finished signing in, so Lettertray stopped waiting. Sign in again; if Google showed an error page, what it says is the reason.",
		"Niemand hat die Anmeldung abgeschlossen, darum wartet Lettertray nicht länger. Melden Sie sich erneut an; falls Google eine Fehlerseite gezeigt hat, steht dort der Grund."}
	SignInCancelled = Text{
		"The sign-in was cancelled. Sign in again when you wish to.",
		"Die Anmeldung wurde abgebrochen. Melden Sie sich erneut an, wann immer Sie möchten."}
	OnlyAnHour = Text{
		"Google signed you in for an hour only. Remove Lettertray's access at https://myaccount.google.com/connections, then sign in again.",
		"Google hat Sie nur für eine Stunde angemeldet. Entfernen Sie den Zugriff von Lettertray unter https://myaccount.google.com/connections und melden Sie sich dann erneut an."}
	AnswerUnclear = Text{
		"Google's answer could not be understood. Try again in a few minutes.",
		"Die Antwort von Google war nicht zu verstehen. Versuchen Sie es in ein paar Minuten noch einmal."}
	UnknownAccess = Text{
		"There is no such access. It can be headers, preview or actions.",
		"Diesen Zugriff gibt es nicht. Möglich sind headers, preview und actions."}
	BoxNotTicked = Text{
		"Google signed you in, but the box “%s” was not ticked, and without it Lettertray cannot see new mail. Sign in again and tick it.",
		"Ein Kästchen war nicht angekreuzt: %s. Ohne dieses sieht Lettertray keine neuen E-Mails. Melden Sie sich erneut an und kreuzen Sie es an."}
)

// The check boxes on Google's consent page. The German ones say what a box is
// about, and its English name.
var (
	BoxHeaders = Text{
		"View your email message metadata such as labels and headers, but not the email body",
		"Metadaten der E-Mails ansehen (englisch „View your email message metadata such as labels and headers, but not the email body“)"}
	BoxPreview = Text{
		"View your email messages and settings",
		"E-Mails und Einstellungen ansehen (englisch „View your email messages and settings“)"}
	BoxActions = Text{
		"Read, compose and send emails from your Gmail account",
		"E-Mails lesen, verfassen und senden (englisch „Read, compose and send emails from your Gmail account“)"}
	BoxPubSub = Text{
		"View and manage Pub/Sub topics and subscriptions",
		"Pub/Sub-Themen und -Abos ansehen und verwalten (englisch „View and manage Pub/Sub topics and subscriptions“)"}
)

// Why Google gave no token.
var (
	GoogleUnreachable = Text{
		"Google could not be reached. Check the network connection, then try again.",
		"Google war nicht zu erreichen. Prüfen Sie die Netzwerkverbindung und versuchen Sie es dann noch einmal."}
	GoogleInTrouble = Text{
		"Google had trouble answering. Try again in a few minutes.",
		"Google hatte Schwierigkeiten zu antworten. Versuchen Sie es in ein paar Minuten noch einmal."}
	CodeExpired = Text{
		"Google did not accept the sign-in: it had expired, or was used before. Sign in again.",
		"Google hat die Anmeldung nicht angenommen: Sie war abgelaufen oder schon einmal benutzt. Melden Sie sich erneut an."}
	NotAllowed = Text{
		"You did not allow the access, so nothing has changed. Sign in again when you wish to. If Google said that the app is being tested, publish its consent screen first, or add yourself as a test user.",
		"Sie haben den Zugriff nicht erlaubt; nichts hat sich geändert. Melden Sie sich erneut an, wann immer Sie möchten. Schrieb Google, dass die App getestet wird? Dann veröffentlichen Sie sie vorher in der Google Cloud Console unter „Zielgruppe“ oder tragen Sie sich dort als Testnutzer ein."}
	ForbiddenByAdmin = Text{
		"Your organisation's administrator does not allow this app to see your mail. Ask them to trust your OAuth client, or sign in with another account.",
		"Der Administrator Ihrer Organisation erlaubt dieser App nicht, Ihre E-Mails zu sehen. Bitten Sie ihn, Ihrem OAuth-Client zu vertrauen, oder melden Sie sich mit einem anderen Konto an."}
	OnlyOrganisation = Text{
		"This OAuth client is only for accounts of the organisation that it belongs to. Sign in with one of those, or set the consent screen's user type to External.",
		"Dieser OAuth-Client ist nur für Konten der Organisation, zu der er gehört. Melden Sie sich mit einem davon an, oder stellen Sie in der Google Cloud Console unter „Zielgruppe“ den Nutzertyp auf „Extern“."}
	NoWayBack = Text{
		"Google did not accept the way back to this computer, so the OAuth client is not of the right type. %s",
		"Google hat den Rückweg zu diesem Computer nicht angenommen, also ist der OAuth-Client nicht vom richtigen Typ. %s"}
	UnknownClient = Text{
		"Google does not know this OAuth client, or not with this secret. Download its file again, or create a new one, and give it to Lettertray with: lettertray --client FILE",
		"Google kennt diesen OAuth-Client nicht, oder nicht mit diesem Clientschlüssel. Laden Sie seine Datei erneut herunter, oder erstellen Sie einen neuen Client, und geben Sie Lettertray die Datei mit: lettertray --client DATEI"}
	NoGmailScope = Text{
		"Google does not let this OAuth client ask for Gmail. Look at the consent screen's scopes in the Google Cloud console, then sign in again.",
		"Google lässt diesen OAuth-Client nicht nach Gmail fragen. Sehen Sie in der Google Cloud Console nach, welche Bereiche der OAuth-Zustimmungsbildschirm nennt, und melden Sie sich dann erneut an."}
	GoogleRefused = Text{
		"Google refused the sign-in (%s). Try again; if it happens each time, download the OAuth client's file anew.",
		"Google hat die Anmeldung abgelehnt (%s). Versuchen Sie es noch einmal; geschieht es jedes Mal, laden Sie die Datei des OAuth-Clients neu herunter."}
)

// When a sign-in has ended.
var (
	SignInEnded = Text{
		"Google has ended this sign-in. Sign in again; your settings are kept.",
		"Google hat diese Anmeldung beendet. Melden Sie sich erneut an; Ihre Einstellungen bleiben."}
	SignInEndedInTesting = Text{
		"Google ended this sign-in after 7 days, as it does while the project's consent screen is in Testing. Publish the consent screen (“In production”; it need not be verified for your own use), then sign in again. Your settings are kept.",
		"Google hat diese Anmeldung nach 7 Tagen beendet, weil das Projekt den Status „Test“ hat. Klicken Sie in der Google Cloud Console unter „Zielgruppe“ auf „App veröffentlichen“ („In Produktion“; für Sie allein ist keine Überprüfung nötig) und melden Sie sich dann erneut an. Ihre Einstellungen bleiben."}
	SignInEndedSomehow = Text{
		"Google has ended this sign-in. It happens when access is withdrawn, after a change of password, or by an administrator's rule. Sign in again; your settings are kept.",
		"Google hat diese Anmeldung beendet. Das geschieht, wenn der Zugriff entzogen wird, nach einer Änderung des Passworts oder durch eine Richtlinie des Administrators. Melden Sie sich erneut an; Ihre Einstellungen bleiben."}
	NotWithdrawn = Text{
		"Google could not be told to withdraw Lettertray's access. Check the network connection and try again, or remove the access at https://myaccount.google.com/connections.",
		"Lettertray konnte seinen Zugriff bei Google nicht widerrufen. Prüfen Sie die Netzwerkverbindung und versuchen Sie es noch einmal, oder entfernen Sie den Zugriff unter https://myaccount.google.com/connections."}
)

// Why an OAuth client file cannot be used.
var (
	MakeDesktopClient = Text{
		"In the Google Cloud console, under APIs & Services → Credentials, create an OAuth client of the type “Desktop app”, and download its file.",
		"Erstellen Sie in der Google Cloud Console unter „APIs und Dienste“ → „Anmeldedaten“ einen OAuth-Client vom Typ „Desktop-App“ und laden Sie seine Datei herunter."}
	ClientGarbled = Text{
		"This file is not a readable OAuth client file. Download it again from the Google Cloud console, and don't edit it.",
		"Diese Datei ist keine lesbare OAuth-Client-Datei. Laden Sie sie erneut aus der Google Cloud Console herunter und bearbeiten Sie sie nicht."}
	ClientForWeb = Text{
		"This OAuth client is of the type “Web application”, which cannot sign in from a desktop. %s",
		"Dieser OAuth-Client ist vom Typ „Webanwendung“, mit dem man sich nicht vom Desktop aus anmelden kann. %s"}
	ClientOfService = Text{
		"This is the key of a service account, which cannot read a person's mail. %s",
		"Das ist der Schlüssel eines Dienstkontos, das die E-Mails eines Menschen nicht lesen kann. %s"}
	ClientMissing = Text{
		"This file holds no OAuth client for a desktop app. %s",
		"Diese Datei enthält keinen OAuth-Client für eine Desktop-App. %s"}
	ClientLacks = Text{
		"The OAuth client file lacks %s. Download it again from the Google Cloud console, and don't edit it.",
		"In der OAuth-Client-Datei fehlt: %s. Laden Sie sie erneut aus der Google Cloud Console herunter und bearbeiten Sie sie nicht."}
	ClientBadProject = Text{
		"The project_id in the OAuth client file is not the name of a project. Download the file again from the Google Cloud console, and don't edit it.",
		"Die project_id in der OAuth-Client-Datei ist nicht der Name eines Projekts. Laden Sie die Datei erneut aus der Google Cloud Console herunter und bearbeiten Sie sie nicht."}
	ClientBadAddress = Text{
		"The %s in the OAuth client file is not a plain web address. Download the file again from the Google Cloud console, and don't edit it.",
		"Die %s in der OAuth-Client-Datei ist keine einfache Webadresse. Laden Sie die Datei erneut aus der Google Cloud Console herunter und bearbeiten Sie sie nicht."}
	ClientNotHTTPS = Text{
		"The %s in the OAuth client file does not start with https://, so a sign-in could be read on its way. Download the file again from the Google Cloud console.",
		"Die %s in der OAuth-Client-Datei beginnt nicht mit https://, also könnte eine Anmeldung unterwegs mitgelesen werden. Laden Sie die Datei erneut aus der Google Cloud Console herunter."}
	ClientNotGoogle = Text{
		"The %s in the OAuth client file does not lead to Google (%s). Don't use this file: it would hand your sign-in to someone else. Download one yourself from the Google Cloud console.",
		"Die %s in der OAuth-Client-Datei führt nicht zu Google (%s). Benutzen Sie diese Datei nicht: Sie würde Ihre Anmeldung jemand anderem geben. Laden Sie selbst eine aus der Google Cloud Console herunter."}
)

// Why a sign-in is not kept or not found, by the names that each system gives
// its keyring.
var (
	NothingKept = Text{
		"This computer's keyring holds no sign-in for this account. Sign in again; your settings are kept.",
		"Der Schlüsselbund dieses Computers enthält keine Anmeldung für dieses Konto. Melden Sie sich erneut an; Ihre Einstellungen bleiben."}
	KeyringLocked = Text{
		"The keyring is locked. Unlock it, then try again.",
		"Der Schlüsselbund ist gesperrt. Entsperren Sie ihn und versuchen Sie es dann noch einmal."}
	KeyringNotAwaited = Text{
		"The keyring was not waited for. Try again.",
		"Auf den Schlüsselbund wurde nicht gewartet. Versuchen Sie es noch einmal."}
	SecretServiceUnusable = Text{
		"This computer's keyring cannot be used, so a sign-in is only kept until Lettertray ends. To keep it longer, start a keyring such as GNOME Keyring, KWallet or KeePassXC, then start Lettertray again.",
		"Der Schlüsselbund dieses Computers ist nicht benutzbar, darum bleibt eine Anmeldung nur bestehen, bis Lettertray beendet wird. Für länger starten Sie einen Schlüsselbund wie den von GNOME, KWallet oder KeePassXC und danach Lettertray neu."}
	KeychainUnusable = Text{
		"This computer's keychain cannot be used, so a sign-in is only kept until Lettertray ends. Unlock the keychain, then start Lettertray again.",
		"Der Schlüsselbund dieses Computers ist nicht benutzbar, darum bleibt eine Anmeldung nur bestehen, bis Lettertray beendet wird. Entsperren Sie den Schlüsselbund und starten Sie Lettertray dann neu."}
	CredentialsUnusable = Text{
		"This computer's keyring cannot be used, so a sign-in is only kept until Lettertray ends. On Windows, look whether the Credential Manager works, then start Lettertray again.",
		"Der Schlüsselbund dieses Computers ist nicht benutzbar, darum bleibt eine Anmeldung nur bestehen, bis Lettertray beendet wird. Prüfen Sie unter Windows, ob die Anmeldeinformationsverwaltung funktioniert, und starten Sie Lettertray dann neu."}
)

// The page that the browser shows at the end of a sign-in.
var (
	PageLanguage    = Text{"en", "de"} // for its <html lang>
	PageSignedIn    = Text{"Signed in", "Angemeldet"}
	PageNotSignedIn = Text{"Not signed in", "Nicht angemeldet"}
	PageClose       = Text{"You can close this page.", "Sie können diese Seite schließen."}
	PageLetIn       = Text{
		"Google has let Lettertray in. It goes on by itself from here.",
		"Google hat Lettertray den Zugriff erlaubt. Von hier an geht es von selbst weiter."}
	PageWithoutPubSub = Text{
		"Google has let Lettertray in, but the box “%s” was not ticked. So Lettertray looks for mail every minute instead of being told at once.",
		"Google hat Lettertray den Zugriff erlaubt, aber ein Kästchen war nicht angekreuzt: %s. Darum sieht Lettertray jede Minute nach neuen E-Mails, statt sofort davon zu erfahren."}
)
