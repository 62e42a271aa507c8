package config

import (
	"fmt"
	"regexp"

	"github.com/pelletier/go-toml/v2"

	"lettertray/internal/jsonfile"
)

// Write replaces the settings file by one that says s, with a comment of ours
// on every key. Comments of the person's are lost: [Set] keeps them.
func Write(path string, s Settings) error {
	data, err := s.text()
	if err != nil {
		return fmt.Errorf("writing the settings: %w", err)
	}
	return jsonfile.Write(path, data, "")
}

// Template returns the file that a first run leaves: every key with its default
// and a comment, and examples of what stands in tables.
func Template() []byte {
	data, _ := Settings{}.text() // a constant, but for its spelling; tests read it
	return data
}

const preface = `# Lettertray's settings. They hold as soon as this file is saved. A key that is
# left out has the value of a fresh file.

`

// Examples are commented out as a whole, so that taking out "#   " makes them
// valid.
const (
	ruleExample = `
# A rule for mail from an address, or from a domain with its subdomains. The most
# specific one wins.
#
#   [[rule]]
#   from = "example.com"
#   tell = "silently"    # or "always", or "never"
`
	quietExample = `
# Quiet hours. Mail is held, and told in one notification afterwards.
#
#   [[quiet]]
#   days = ["mon", "tue", "wed", "thu", "fri"]    # empty is every day
#   from = "22:00"
#   to = "07:00"                                  # on the next day
`
	accountExample = `
# What holds for one account in place of the above. Topic and subscription are
# for those whose administrator made them beforehand.
#
#   [account."ada@example.com"]
#   labels = ["INBOX"]
#   without = []
#   only = "important"
#   browser = ["firefox", "-P", "work", "%u"]
#   topic = "projects/PROJECT/topics/NAME"
#   subscription = "projects/PROJECT/subscriptions/NAME"
`
)

// crowded is where a comment follows a value at once.
var crowded = regexp.MustCompile(`(?m)^([^#[\n].*)\n# `)

// text writes the settings, defaults and all, with a comment on every key.
func (s Settings) text() ([]byte, error) {
	data, err := toml.Marshal(s.filled())
	if err != nil {
		return nil, err
	}
	data = append([]byte(preface), crowded.ReplaceAll(data, []byte("$1\n\n# "))...)
	if len(s.Rules) == 0 {
		data = append(data, ruleExample...)
	}
	if len(s.Quiet) == 0 {
		data = append(data, quietExample...)
	}
	if len(s.Account) == 0 {
		data = append(data, accountExample...)
	}
	return data, nil
}
