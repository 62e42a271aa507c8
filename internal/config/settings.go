package config

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"lettertray/internal/jsonfile"
	"lettertray/internal/mail"
)

// Settings is what the person may set in settings.toml. The zero value is what
// holds without a file.
type Settings struct {
	// Labels are the Gmail labels whose new mail is told, by id; empty: INBOX.
	Labels []string `toml:"labels,omitempty"`
	// Account holds what is set for one address.
	Account map[string]AccountSettings `toml:"account,omitempty"`
}

// AccountSettings are an account's own. Topic and Subscription name what an
// administrator made beforehand, by their full names; then the app makes
// nothing in the project.
type AccountSettings struct {
	Topic        string `toml:"topic,omitempty"`
	Subscription string `toml:"subscription,omitempty"`
}

// ReadSettings reads the settings file. Without one it returns the zero value.
// An error names the line and what is wrong with it.
func ReadSettings(path string) (Settings, error) {
	data, err := jsonfile.Read(path)
	if errors.Is(err, fs.ErrNotExist) {
		return Settings{}, nil
	}
	if err != nil {
		return Settings{}, fmt.Errorf("reading the settings: %w", err)
	}
	s, err := ParseSettings(data)
	if err != nil {
		return Settings{}, fmt.Errorf("%s: %w", filepath.Base(path), err)
	}
	return s, nil
}

// ParseSettings reads and checks settings as a whole.
func ParseSettings(data []byte) (Settings, error) {
	var s Settings
	d := toml.NewDecoder(bytes.NewReader(data)).DisallowUnknownFields()
	if err := d.Decode(&s); err != nil {
		if strict, ok := errors.AsType[*toml.StrictMissingError](err); ok && len(strict.Errors) > 0 {
			line, _ := strict.Errors[0].Position()
			return Settings{}, fmt.Errorf("line %d: there is no setting %q", line, strings.Join(strict.Errors[0].Key(), "."))
		}
		if wrong, ok := errors.AsType[*toml.DecodeError](err); ok {
			line, _ := wrong.Position()
			return Settings{}, fmt.Errorf("line %d: %s", line, strings.TrimPrefix(wrong.Error(), "toml: "))
		}
		return Settings{}, err
	}
	for address, a := range s.Account {
		if (a.Topic == "") != (a.Subscription == "") {
			return Settings{}, fmt.Errorf("account %q: topic and subscription are given together or not at all", address)
		}
		if a.Topic != "" && !names(a.Topic, "topics") {
			return Settings{}, fmt.Errorf("account %q: a topic's full name is projects/PROJECT/topics/NAME", address)
		}
		if a.Subscription != "" && !names(a.Subscription, "subscriptions") {
			return Settings{}, fmt.Errorf("account %q: a subscription's full name is projects/PROJECT/subscriptions/NAME", address)
		}
	}
	return s, nil
}

// names reports whether the text is a full name in Google Cloud.
func names(full, kind string) bool {
	part := strings.Split(full, "/")
	return len(part) == 4 && part[0] == "projects" && part[1] != "" && part[2] == kind && part[3] != ""
}

// Watched returns the labels whose mail is told.
func (s Settings) Watched() []string {
	if len(s.Labels) == 0 {
		return []string{mail.Inbox}
	}
	return s.Labels
}

// For returns what is set for the address, without regard to case.
func (s Settings) For(address string) AccountSettings {
	for a, set := range s.Account {
		if strings.EqualFold(a, address) {
			return set
		}
	}
	return AccountSettings{}
}
