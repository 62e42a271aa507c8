package config

import (
	"strings"

	"github.com/pelletier/go-toml/v2"

	"lettertray/internal/words"
)

// examples show in the template what stands in tables.
var examples = Settings{
	Rules: []Rule{{"example.com", TellSilently}},
	Quiet: []Quiet{{Days: []Day{"mon", "tue", "wed", "thu", "fri"}, From: "22:00", To: "07:00"}},
	Account: map[string]AccountSettings{"ada@example.com": {
		Topic: "projects/PROJECT/topics/NAME", Subscription: "projects/PROJECT/subscriptions/NAME",
		Labels: []string{"INBOX"}, Without: []string{}, Only: OnlyImportant, Browser: Command{"firefox", "-P", "work", hole},
	}},
}

// Template returns the file that a first run leaves: every key with its default
// and a comment in the locale's language, and examples of what stands in tables.
// Those are commented out, so that taking out "#   " makes them valid.
func Template(l *words.Locale) []byte {
	data, _ := toml.Marshal(examples.filled()) // a constant, but for its spelling; tests read it
	parts := strings.Split(translate(string(data), l), "\n\n")
	text := "# " + strings.ReplaceAll(l.Say(words.SettingsPreface), "\n", "\n# ") + "\n\n" +
		strings.ReplaceAll(parts[0], "\n# ", "\n\n# ") + "\n"
	for _, table := range parts[1:] {
		comment, body, _ := strings.Cut(strings.TrimSpace(table), "\n")
		body = strings.TrimPrefix(body, "[account]\n") // that one more header is not needed
		text += "\n" + comment + "\n#\n#   " + strings.ReplaceAll(body, "\n", "\n#   ") + "\n"
	}
	return []byte(text)
}

// translate puts the comments, which the library takes from tags, into the
// locale's language. No value holds a line break, so what looks like a comment
// is one.
func translate(text string, l *words.Locale) string {
	var pairs []string
	for _, c := range words.SettingsComments {
		pairs = append(pairs, "# "+words.English.Tell(c)+"\n", "# "+l.Tell(c)+"\n")
	}
	return strings.NewReplacer(pairs...).Replace(text)
}
