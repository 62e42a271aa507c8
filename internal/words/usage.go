package words

// Usage is what “lettertray help” says. Names of commands and options are the
// same in every language.
var Usage = Text{`Lettertray tells you of new Gmail within a second.

  lettertray                      run; with no account yet, sign in
  lettertray --client FILE        first take in the OAuth client file from the Google Cloud console
  lettertray demo                 try it with a Google of its own, which writes you letters

What the menu does, for the Lettertray that is running:
  lettertray status [--json]      how it is doing
  lettertray pause [30m|1h|tomorrow]   hold notifications back; resume tells one digest
  lettertray resume
  lettertray resync               look now
  lettertray list [--json]        the newest unread mail, with numbers
  lettertray open [ADDRESS|NUMBER]   open the inbox, or a letter of that list, in the browser
  lettertray cure [ADDRESS]       open the page where you can cure what is wrong
  lettertray signin [ADDRESS]     sign in, or add an account; --cancel ends that
  lettertray signout ADDRESS [--everywhere]
  lettertray access [ADDRESS] headers|preview|actions   change how much it may see
  lettertray settings get KEY | set KEY VALUE | keys | edit
  lettertray autostart [on|off|unit]   start at login; unit: by a systemd user unit
  lettertray test                 show a test notification, and how long it took
  lettertray watch --json         each event as a line of JSON, for scripts and bars
  lettertray quit

  lettertray why MESSAGE-ID       why a message of the last week was told or not
  lettertray help
  lettertray version
  lettertray completion bash|zsh|fish

Options for a run:
  --access headers|preview|actions   how much Lettertray may see: headers if you say nothing
  --client FILE                      take in the OAuth client file
  --login                            start as at login: without asking to sign in`, `Lettertray meldet neue Gmail-Nachrichten binnen einer Sekunde.

  lettertray                      starten; ohne Konto zuerst anmelden
  lettertray --client DATEI       vorher die OAuth-Client-Datei aus der Google Cloud Console übernehmen
  lettertray demo                 ausprobieren: mit einem eigenen Google, das Ihnen Briefe schreibt

Was das Menü tut, für das laufende Lettertray:
  lettertray status [--json]      wie es steht
  lettertray pause [30m|1h|tomorrow]   Benachrichtigungen anhalten; resume meldet sie gesammelt
  lettertray resume
  lettertray resync               jetzt abgleichen
  lettertray list [--json]        die neuesten ungelesenen E-Mails, mit Nummern
  lettertray open [ADRESSE|NUMMER]   den Posteingang oder eine E-Mail dieser Liste im Browser öffnen
  lettertray cure [ADRESSE]       die Seite öffnen, auf der Sie beheben können, was nicht stimmt
  lettertray signin [ADRESSE]     anmelden oder ein Konto hinzufügen; --cancel bricht das ab
  lettertray signout ADRESSE [--everywhere]
  lettertray access [ADRESSE] headers|preview|actions   ändern, wie viel es sehen darf
  lettertray settings get SCHLÜSSEL | set SCHLÜSSEL WERT | keys | edit
  lettertray autostart [on|off|unit]   beim Anmelden am Computer starten; unit: als systemd-User-Unit
  lettertray test                 eine Testbenachrichtigung zeigen, und wie lange das dauerte
  lettertray watch --json         jedes Ereignis als Zeile JSON, für Skripte und Leisten
  lettertray quit

  lettertray why NACHRICHTEN-ID   warum eine Nachricht der letzten Woche gemeldet wurde oder nicht
  lettertray help
  lettertray version
  lettertray completion bash|zsh|fish

Optionen für einen Start:
  --access headers|preview|actions   wie viel Lettertray sehen darf; headers ist der Standard
  --client DATEI                     die OAuth-Client-Datei übernehmen
  --login                            wie beim Anmelden am Computer starten: ohne um eine Anmeldung zu bitten`}

// What is wrong with a command line, or keeps a command from being carried out.
var (
	UnknownCommand = Text{"Lettertray does not know the command %q. See: lettertray --help", "Lettertray kennt den Befehl %q nicht. Siehe: lettertray --help"}
	TakesNo        = Text{"lettertray %s takes no %q.", "lettertray %s kennt das Argument %q nicht."}
	TooManyWords   = Text{"%q is one word too many. See: lettertray --help", "%q ist ein Wort zu viel. Siehe: lettertray --help"}
	BadOption      = Text{"An option is wrong: %s. See: lettertray --help", "Eine Option stimmt nicht: %s. Siehe: lettertray --help"}
	ValueMissing   = Text{"The option %s needs a value. See: lettertray --help", "Die Option %s braucht einen Wert. Siehe: lettertray --help"}
	BadAccess      = Text{"The option %s can be headers, preview or actions, but not %q.", "Die Option %s kann headers, preview oder actions sein, aber nicht %q."}
	Failed         = Text{"That did not work: %s", "Das hat nicht geklappt: %s"} // and why, as the log has it
	NotRunning     = Text{"Lettertray is not running. Start it with: lettertray", "Lettertray läuft nicht. Starten Sie es mit: lettertray"}
	WatchAsJSON    = Text{"Events come as JSON: lettertray watch --json", "Ereignisse kommen als JSON: lettertray watch --json"}
	HasEnded       = Text{"The running Lettertray has ended.", "Das laufende Lettertray wurde beendet."}
	WhyWhat        = Text{"lettertray why takes the id of one message, as “lettertray watch --json” tells it.", "lettertray why erwartet die ID einer Nachricht, wie „lettertray watch --json“ sie nennt."}
	NothingDecided = Text{"Nothing was decided about this message in the last week: Lettertray has not seen it come.", "Über diese Nachricht wurde in der letzten Woche nichts entschieden: Lettertray hat sie nicht kommen sehen."}
	WhichShell     = Text{"Say for which shell: lettertray completion bash, zsh or fish.", "Geben Sie die Shell an: lettertray completion bash, zsh oder fish."}
	BadEndpoint    = Text{"%s must be a web address on this computer, such as http://127.0.0.1:8080, or your tokens would go elsewhere; unset it to use Gmail.", "%s muss eine Webadresse auf diesem Computer sein, etwa http://127.0.0.1:8080, sonst gingen Ihre Token woandershin; ohne die Variable gilt Gmail."}
	BadEmulator    = Text{"%s must be a host and port on this computer, such as 127.0.0.1:8085; unset it to use Google's Pub/Sub.", "%s muss Rechner und Port auf diesem Computer nennen, etwa 127.0.0.1:8085; ohne die Variable gilt Googles Pub/Sub."}
	DemoPage       = Text{"The demo's own Google: %s\nWrite letters there, break things, and see what Lettertray does. End it with Ctrl-C or “Quit”.", "Das eigene Google der Vorführung: %s\nSchreiben Sie dort Briefe, stören Sie den Betrieb und sehen Sie, was Lettertray tut. Mit Strg-C oder „Beenden“ ist Schluss."}
	Opening        = Text{"Opening in your browser: %s", "Wird im Browser geöffnet: %s"}
)
