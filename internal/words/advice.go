package words

// What a failure of Google's means for the person, and what to do next. The
// names of menu entries are quoted as the menu has them.
var (
	RateLimited = Text{
		"Google asks to wait a little. Lettertray goes on by itself.",
		"Google bittet um etwas Geduld. Lettertray macht von selbst weiter."}
	QuotaSpent = Text{
		"The project's quota for today is used up. Lettertray tries again every hour.",
		"Das Kontingent des Projekts ist für heute aufgebraucht. Lettertray versucht es jede Stunde wieder."}
	SignInOver = Text{
		"Google has ended this sign-in. Choose “Sign in again…” in the menu; your settings are kept.",
		"Google hat diese Anmeldung beendet. Wählen Sie „Erneut anmelden…“ im Menü; Ihre Einstellungen bleiben."}
	GmailDisabled = Text{
		"The Gmail API is not enabled in your Google Cloud project. Open its page, enable it, then choose “Resync now”.",
		"Die Gmail-API ist in Ihrem Google-Cloud-Projekt nicht aktiviert. Öffnen Sie ihre Seite, aktivieren Sie sie und wählen Sie dann „Jetzt abgleichen“."}
	PubSubDisabled = Text{
		"The Pub/Sub API is not enabled in your Google Cloud project. Open its page, enable it, then choose “Resync now”.",
		"Die Pub/Sub-API ist in Ihrem Google-Cloud-Projekt nicht aktiviert. Öffnen Sie ihre Seite, aktivieren Sie sie und wählen Sie dann „Jetzt abgleichen“."}
	ScopeMissing = Text{
		"The sign-in does not cover this. Sign out here, sign in again, and leave all boxes ticked.",
		"Die Anmeldung umfasst das nicht. Melden Sie sich hier ab und wieder an und lassen Sie alle Kästchen angekreuzt."}
	AdminBlocked = Text{
		"An administrator's policy forbids it. Ask the administrator to allow Lettertray's OAuth client.",
		"Eine Richtlinie des Administrators verbietet es. Bitten Sie ihn, Lettertrays OAuth-Client zuzulassen."}
	OtherWatch = Text{
		"Another program watches this mailbox through the same project. Give Lettertray a project of its own, or stop the other one. Until then Lettertray looks once a minute.",
		"Ein anderes Programm überwacht dieses Postfach über dasselbe Projekt. Geben Sie Lettertray ein eigenes Projekt oder beenden Sie das andere. Bis dahin sieht Lettertray einmal in der Minute nach."}
	TopicMissing = Text{
		"The Pub/Sub topic or subscription is missing. Lettertray makes it again.",
		"Das Pub/Sub-Thema oder -Abo fehlt. Lettertray legt es neu an."}
	GrantMissing = Text{
		"Gmail may not publish to the topic yet. That takes a minute or two after the set-up.",
		"Gmail darf noch nicht in das Thema schreiben. Nach dem Einrichten dauert das ein, zwei Minuten."}
	Refused = Text{
		"Google refused a request that should have worked. Choose “Resync now”; if it stays, the log says more.",
		"Google hat eine Anfrage abgelehnt, die hätte gelingen sollen. Wählen Sie „Jetzt abgleichen“; bleibt es dabei, sagt das Protokoll mehr."}
	Unreachable = Text{
		"Google cannot be reached, or has trouble. Lettertray tries again by itself.",
		"Google ist nicht erreichbar oder gestört. Lettertray versucht es von selbst wieder."}

	// Of pushes alone: mail is looked for meanwhile.
	NoPubSubAccount = Text{
		"No account's sign-in covers Pub/Sub, so Lettertray looks once a minute. Sign in again and leave that box ticked.",
		"Keine Anmeldung umfasst Pub/Sub; darum sieht Lettertray einmal in der Minute nach. Melden Sie sich erneut an und lassen Sie dieses Kästchen angekreuzt."}
	HolderOut = Text{
		"Pushes come by the sign-in of %s, which is over. Sign in there again; until then Lettertray looks once a minute.",
		"Die Pushes kommen über die Anmeldung von %s, und die ist beendet. Melden Sie sich dort erneut an; bis dahin sieht Lettertray einmal in der Minute nach."}
	PubSubRefused = Text{
		"Your Google account may not use Pub/Sub in this project: it needs the rights of an owner or editor there.",
		"Ihr Google-Konto darf Pub/Sub in diesem Projekt nicht benutzen: Es braucht dort die Rechte eines Inhabers oder Bearbeiters."}
	PubSubNotCovered = Text{
		"The sign-in does not cover Pub/Sub. Sign in again and leave that box ticked.",
		"Die Anmeldung umfasst Pub/Sub nicht. Melden Sie sich erneut an und lassen Sie dieses Kästchen angekreuzt."}
	LooksMeanwhile = Text{
		"%s Until then Lettertray looks once a minute.",
		"%s Bis dahin sieht Lettertray einmal in der Minute nach."}
)
