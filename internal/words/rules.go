package words

// Rule says a rule by which a message was told or not. Its English is what the
// engine calls it; one that is not known stays as it is.
func (l *Locale) Rule(english string) string {
	for _, t := range rules {
		if t.English == english {
			return l.Say(t)
		}
	}
	return english
}

var rules = []Text{
	{"told", "gemeldet"},
	{"told in a summary, since many came at once", "in einer Zusammenfassung gemeldet, da viele auf einmal kamen"},
	{"told in the digest after a pause", "nach einer Pause gesammelt gemeldet"},
	{"told without its words, since it could not be read", "ohne Inhalt gemeldet, da sie nicht gelesen werden konnte"},
	{"held, since notifications are paused", "zurückgehalten, da die Benachrichtigungen angehalten sind"},
	{"held, since these are quiet hours", "zurückgehalten, da Ruhezeit ist"},
	{"held, since no notification service answers", "zurückgehalten, da kein Benachrichtigungsdienst antwortet"},
	{"not told, since it was read already", "nicht gemeldet, da sie schon gelesen war"},
	{"not told, since it is in no watched label", "nicht gemeldet, da sie kein überwachtes Label trägt"},
	{"not told, since the person wrote it", "nicht gemeldet, da Sie sie selbst geschrieben haben"},
	{"not told, since it is in spam or in the bin", "nicht gemeldet, da sie im Spam oder im Papierkorb liegt"},
	{"not told, since a label of it is left out by the settings", "nicht gemeldet, da die Einstellungen eines ihrer Labels auslassen"},
	{"not told, since the settings tell only primary or important mail", "nicht gemeldet, da die Einstellungen nur allgemeine oder wichtige E-Mails melden"},
	{"not told, since the settings say so of its sender", "nicht gemeldet, da die Einstellungen das für den Absender so wollen"},
	{"not told, since it was deleted", "nicht gemeldet, da sie gelöscht wurde"},
	{"withdrawn, since it was read or has left", "zurückgezogen, da sie gelesen wurde oder fort ist"},
}
