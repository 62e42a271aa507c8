package words

// SettingsPreface begins settings.toml, as a comment.
var SettingsPreface = Text{
	"Lettertray's settings. They hold as soon as this file is saved. A key that is\nleft out has the value of a fresh file.",
	"Lettertrays Einstellungen. Sie gelten, sobald diese Datei gespeichert ist. Für\neinen Schlüssel, der fehlt, gilt der Wert aus einer neuen Datei.",
}

// SettingsComments are what stands over the keys and tables of settings.toml.
// The English ones are those of the tags in package config.
var SettingsComments = []Message{
	Text{`Mail with any of these labels is told: Gmail's names or your own, as ["INBOX", "Family"].`,
		`E-Mails mit einem dieser Labels werden gemeldet: Gmails Namen oder eigene, z. B. ["INBOX", "Familie"].`}.About(),
	Text{`Mail with any of these labels is never told, as ["Newsletters"].`,
		`E-Mails mit einem dieser Labels werden nie gemeldet, z. B. ["Newsletter"].`}.About(),
	Text{`Which of it is told: "all", "primary" (Gmail's Primary tab) or "important" (what Gmail marks so).`,
		`Welche davon gemeldet werden: "all" (alle), "primary" (Gmails Tab „Allgemein“) oder "important" (wichtige).`}.About(),
	Text{`Whether mail that comes back to the inbox is told again: true or false.`,
		`Ob E-Mails, die in den Posteingang zurückkehren, erneut gemeldet werden: true oder false.`}.About(),
	Text{`How much is shown in notifications, menu and commands: "full", "sender" or "count".`,
		`Wie viel Benachrichtigungen, Menü und Befehle zeigen: "full" (alles), "sender" (Absender) oder "count" (Anzahl).`}.About(),
	Text{`The same while the screen is locked; the stricter of the two holds then.`,
		`Dasselbe bei gesperrtem Bildschirm; dann gilt der strengere der beiden Werte.`}.About(),
	Text{`Whether the desktop plays its sound for new mail: true or false.`,
		`Ob der Desktop bei neuen E-Mails seinen Ton abspielt: true oder false.`}.About(),
	Text{`A command that gets each letter told as JSON on its standard input, as ["program", "argument"]; no shell.`,
		`Ein Befehl, der jede gemeldete E-Mail als JSON auf der Standardeingabe bekommt, z. B. ["programm"]; ohne Shell.`}.About(),
	Text{`The command that opens links, as ["firefox", "-P", "mail", "%s"]: %[1]s is the link. Empty is the system's browser.`,
		`Der Befehl, der Links öffnet, z. B. ["firefox", "-P", "mail", "%s"]: %[1]s ist der Link. Leer: der Standardbrowser.`}.About("%u"),
	Text{`The language of Lettertray's texts: "" is the system's, or "en", "de".`,
		`Die Sprache von Lettertrays Texten: "" ist die des Systems, sonst "en" oder "de".`}.About(),

	Text{`A rule for mail from an address, or from a domain with its subdomains. The most specific one wins.`,
		`Eine Regel für E-Mails von einer Adresse oder einer Domain samt Subdomains. Die genaueste gilt.`}.About(),
	Text{`An address, or a domain: that stands for its subdomains too.`,
		`Eine Adresse oder eine Domain, die auch für ihre Subdomains steht.`}.About(),
	Text{`"always" (whatever without and only say), "never" or "silently".`,
		`"always" (immer, was auch without und only sagen), "never" (nie) oder "silently" (ohne Ton).`}.About(),

	Text{`Quiet hours. Mail is held, and told in one notification afterwards.`,
		`Ruhezeiten. E-Mails werden zurückgehalten und danach in einer Benachrichtigung gemeldet.`}.About(),
	Text{`The days it begins on: mon, tue, wed, thu, fri, sat, sun. Empty is every day.`,
		`Die Tage, an denen die Ruhe beginnt: mon, tue, wed, thu, fri, sat, sun (Montag bis Sonntag). Leer: jeden Tag.`}.About(),
	Text{`When it begins, as "22:00".`,
		`Wann sie beginnt, z. B. "22:00".`}.About(),
	Text{`When it ends, as "07:00": on the next day where that is not later.`,
		`Wann sie endet, z. B. "07:00": am Tag darauf, wenn das nicht später ist.`}.About(),

	Text{`What holds for one account in place of the above.`,
		`Was für ein einzelnes Konto anstelle des Obigen gilt.`}.About(),
	Text{`A Pub/Sub topic that an administrator made beforehand, as projects/PROJECT/topics/NAME.`,
		`Ein Pub/Sub-Thema, das ein Administrator vorab angelegt hat, z. B. projects/PROJECT/topics/NAME.`}.About(),
	Text{`Its subscription for this computer, as projects/PROJECT/subscriptions/NAME.`,
		`Dessen Abo für diesen Computer, z. B. projects/PROJECT/subscriptions/NAME.`}.About(),
	Text{`Mail with any of these labels is told.`,
		`E-Mails mit einem dieser Labels werden gemeldet.`}.About(),
	Text{`Mail with any of these labels is never told.`,
		`E-Mails mit einem dieser Labels werden nie gemeldet.`}.About(),
	Text{`Which of it is told: "all", "primary" or "important".`,
		`Welche davon gemeldet werden: "all", "primary" oder "important".`}.About(),
	Text{`The command that opens this account's links; %s is the link.`,
		`Der Befehl, der die Links dieses Kontos öffnet; %s ist der Link.`}.About("%u"),
}

// What is wrong with a settings file as a whole, by its name.
var (
	SettingsIn         = Text{"%s: %s", "%s: %s"}
	SettingsUnreadable = Text{"%s cannot be read: %s", "%s lässt sich nicht lesen: %s"}
	SettingsUnwritten  = Text{"%s could not be written: %s", "%s ließ sich nicht schreiben: %s"}
	SettingsUnchanged  = Text{"%s would not be right any more and stays as it is: %s", "%s wäre danach fehlerhaft und bleibt, wie sie ist: %s"}
	SettingsUnwatched  = Text{"%s is a symbolic link to %s, which cannot be followed: %s", "%s ist ein symbolischer Link auf %s; dort lassen sich Änderungen nicht verfolgen: %s"}
	LinkNowhere        = Text{"%s is a symbolic link that leads nowhere: %s", "%s ist ein symbolischer Link, der ins Leere führt: %s"}
	LinkElsewhere      = Text{"%s is a symbolic link to %s, which is no ordinary file of yours", "%s ist ein symbolischer Link auf %s; das ist keine gewöhnliche Datei von Ihnen"}
	LinkToNoSettings   = Text{"%s is a symbolic link to %s, which holds no settings and stays as it is: %s", "%s ist ein symbolischer Link auf %s; dort stehen keine gültigen Einstellungen, und die Datei bleibt unverändert: %s"}
)

// What is wrong with a setting.
var (
	SettingLine       = Text{"line %s: %s", "Zeile %s: %s"}
	SettingUnreadable = Text{"this line cannot be read: %s", "Diese Zeile lässt sich nicht lesen: %s"}
	SettingUnknown    = Text{"there is no setting %q", "Eine Einstellung %q gibt es nicht"}
	SettingAmong      = Text{"there is no setting %q; there are %s", "Eine Einstellung %q gibt es nicht; es gibt %s"}
	SettingTwice      = Text{"this is here twice", "Das steht hier zweimal"}
	SettingValueless  = Text{"the setting %s needs a value", "Die Einstellung %s braucht einen Wert"}
	SettingOfNoKind   = Text{"this is of the wrong kind", "Das ist von der falschen Art"}

	SettingWants = Text{"%s wants %s", "%s erwartet %s"}
	WantsBool    = Text{"true or false", "true oder false"}
	WantsText    = Text{`text in quotes, as "…"`, `Text in Anführungszeichen, also "…"`}
	WantsList    = Text{`a list, as ["…", "…"]`, `eine Liste, also ["…", "…"]`}
	WantsTables  = Text{"tables, each under [[…]]", "Tabellen, jede unter [[…]]"}
	WantsInline  = Text{`a list of tables, as [{from = "…"}]`, `eine Liste von Tabellen, also [{from = "…"}]`}
	WantsTable   = Text{"a table, under […]", "eine Tabelle, unter […]"}

	SettingNoChoice  = Text{"%q is none of %s or %s", "%q ist weder %s noch %s"}
	SystemsLanguage  = Text{`"" for the system's`, `"" für die des Systems`}
	SettingNoLabel   = Text{"%q is no label", "%q ist kein Label"}
	SettingNoSender  = Text{`%q is neither an address nor a domain, as "boss@example.com" or "example.com"`, `%q ist weder eine Adresse noch eine Domain wie "chef@example.com" oder "example.com"`}
	SettingNoStar    = Text{`the star in %q stands for nothing: a whole domain is written without it, as "example.com"`, `Der Stern in %q steht für nichts: Eine ganze Domain schreibt man ohne ihn, etwa "example.com"`}
	SettingNoTime    = Text{`%q is no time of day, as "22:00"`, `%q ist keine Uhrzeit wie "22:00"`}
	SettingRuleTwice = Text{"there is a rule for %q already", "Für %q gibt es schon eine Regel"}
	SettingAllQuiet  = Text{"these quiet hours leave no time in the week in which mail is told", "Diese Ruhezeiten lassen in der Woche keine Zeit, zu der E-Mails gemeldet werden"}
	SettingNoProgram = Text{"the first word of a command is the program", "Das erste Wort eines Befehls ist das Programm"}
	SettingZeroByte  = Text{"a command cannot hold a zero byte", "Ein Befehl kann kein Null-Byte enthalten"}
	SettingNoLink    = Text{"%s is missing among the arguments: it says where the link goes", "%s fehlt unter den Argumenten: Es steht für den Link"}

	SettingAccount      = Text{"account %q: %s", "Konto %q: %s"}
	SettingAccountTwice = Text{"account %q is here twice", "Das Konto %q steht hier zweimal"}
	SettingAccountName  = Text{`an account is named by its address in quotes, as [account."ada@gmail.com"]`, `Ein Konto wird mit seiner Adresse in Anführungszeichen benannt, etwa [account."ada@gmail.com"]`}
	SettingNamesApart   = Text{"topic and subscription are given together or not at all", "topic und subscription werden zusammen angegeben oder gar nicht"}
	SettingTopic        = Text{"a topic's full name is projects/PROJECT/topics/NAME", "Der volle Name eines Themas ist projects/PROJECT/topics/NAME"}
	SettingSubscription = Text{"a subscription's full name is projects/PROJECT/subscriptions/NAME", "Der volle Name eines Abos ist projects/PROJECT/subscriptions/NAME"}
)
