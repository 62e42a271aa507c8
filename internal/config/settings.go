package config

import (
	"bytes"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"lettertray/internal/mail"
)

// Settings is what the person may set in settings.toml. The zero value is what
// holds without a file. It is not to be changed once it has been handed on.
type Settings struct {
	Labels     []string `toml:"labels" comment:"Mail with any of these labels is told: Gmail's names or your own, as [\"INBOX\", \"Family\"]."`
	Without    []string `toml:"without" comment:"Mail with any of these labels is never told, as [\"Newsletters\"]."`
	Only       Only     `toml:"only" comment:"Which of it is told: \"all\", \"primary\" (Gmail's Primary tab) or \"important\" (what Gmail marks so)."`
	Returns    bool     `toml:"returns" comment:"Whether mail that comes back to the inbox is told again: true or false."`
	Show       Show     `toml:"show" comment:"How much is shown in notifications, menu and commands: \"full\", \"sender\" or \"count\"."`
	ShowLocked Show     `toml:"show_locked" comment:"The same while the screen is locked; the stricter of the two holds then."`
	Sound      *bool    `toml:"sound" comment:"Whether the desktop plays its sound for new mail: true or false."`
	OnMail     Command  `toml:"on_mail" comment:"A command that gets each letter told as JSON on its standard input, as [\"program\", \"argument\"]; no shell."`
	Browser    Command  `toml:"browser" comment:"The command that opens links, as [\"firefox\", \"-P\", \"mail\", \"%u\"]: %u is the link. Empty is the system's browser."`
	Language   string   `toml:"language" comment:"The language of Lettertray's texts: \"\" is the system's, or \"en\", \"de\"."` // of words.Languages

	Rules   []Rule                     `toml:"rule,omitempty" comment:"A rule for mail from an address, or from a domain with its subdomains. The most specific one wins."`
	Quiet   []Quiet                    `toml:"quiet,omitempty" comment:"Quiet hours. Mail is held, and told in one notification afterwards."`
	Account map[string]AccountSettings `toml:"account,omitempty" comment:"What holds for one account in place of the above."`
}

// AccountSettings are an account's own. What is not set there holds as it does
// for all; an empty list is set, and says none.
//
// Topic and Subscription name what an administrator made beforehand, by their
// full names; then the app makes nothing in the project.
type AccountSettings struct {
	Topic        string   `toml:"topic,omitempty" comment:"A Pub/Sub topic that an administrator made beforehand, as projects/PROJECT/topics/NAME."`
	Subscription string   `toml:"subscription,omitempty" comment:"Its subscription for this computer, as projects/PROJECT/subscriptions/NAME."`
	Labels       []string `toml:"labels,omitzero" comment:"Mail with any of these labels is told."`
	Without      []string `toml:"without,omitzero" comment:"Mail with any of these labels is never told."`
	Only         Only     `toml:"only,omitempty" comment:"Which of it is told: \"all\", \"primary\" or \"important\"."`
	Browser      Command  `toml:"browser,omitzero" comment:"The command that opens this account's links; %u is the link."`
}

// Watched returns the labels whose mail is told where an account says nothing
// else.
func (s Settings) Watched() []string {
	if len(s.Labels) == 0 {
		return []string{mail.Inbox}
	}
	return s.Labels
}

// For returns what holds for the address, whatever its case: its own settings,
// and the general ones where it has none. Labels and Only are never empty.
func (s Settings) For(address string) AccountSettings {
	all := s.filled()
	var a AccountSettings
	for set, own := range s.Account {
		if strings.EqualFold(set, address) {
			a = own
		}
	}
	switch {
	case a.Labels == nil:
		a.Labels = all.Labels
	case len(a.Labels) == 0:
		a.Labels = Settings{}.Watched()
	}
	if a.Without == nil {
		a.Without = all.Without
	}
	if a.Only == "" {
		a.Only = all.Only
	}
	if a.Browser == nil {
		a.Browser = all.Browser
	}
	return a
}

// Shows returns how much may be shown, with the screen locked or not.
func (s Settings) Shows(locked bool) Show {
	s = s.filled()
	if locked {
		return s.Show.Stricter(s.ShowLocked)
	}
	return s.Show
}

// Audible reports whether new mail is to be heard.
func (s Settings) Audible() bool { return *s.filled().Sound }

// Equal reports whether both say the same, be it by default.
func (s Settings) Equal(o Settings) bool {
	one, err := toml.Marshal(s.filled())
	other, wrong := toml.Marshal(o.filled())
	return err == nil && wrong == nil && bytes.Equal(one, other)
}

// filled returns the settings with the defaults in what is not set.
func (s Settings) filled() Settings {
	s.Labels = s.Watched()
	if s.Only == "" {
		s.Only = OnlyAll
	}
	if s.Show == "" {
		s.Show = ShowFull
	}
	if s.ShowLocked == "" {
		s.ShowLocked = ShowSender
	}
	if s.Sound == nil {
		s.Sound = new(true)
	}
	return s
}
