package auth

import (
	"fmt"
	"slices"
	"strings"
)

// An Access is how much of a mailbox the person lets Lettertray see.
type Access string

// The levels of access, from least to most. Each stands for one Gmail scope;
// two at once would be wrong, since the limits of gmail.metadata win.
const (
	Headers Access = "headers" // who wrote and about what, not the text
	Preview Access = "preview" // the text too, for a snippet in the notification
	Actions Access = "actions" // and to mark as read and archive
)

// PubSubScope lets the app make its topic and subscription and pull from it.
const PubSubScope = "https://www.googleapis.com/auth/pubsub"

const gmailScope = "https://www.googleapis.com/auth/gmail."

// ParseAccess reads a level's name.
func ParseAccess(s string) (Access, error) {
	switch a := Access(s); a {
	case Headers, Preview, Actions:
		return a, nil
	}
	return "", &Error{
		Say: "There is no such access. It can be headers, preview or actions.",
		Err: fmt.Errorf("unknown access %.40q", s),
	}
}

// Scope returns the Gmail scope of a level. The zero Access is Headers: the
// least is what nobody has to ask for.
func (a Access) Scope() string {
	switch a {
	case Preview:
		return gmailScope + "readonly"
	case Actions:
		return gmailScope + "modify"
	}
	return gmailScope + "metadata"
}

// A MissingScopesError means that the person signed in, but unticked what the
// app cannot work without.
type MissingScopesError struct {
	Missing []string // in the words of Google's consent page
}

func (e *MissingScopesError) Error() string {
	return "not granted: " + strings.Join(e.Missing, "; ")
}

// consentWords names a scope as its check box on Google's consent page does.
func consentWords(scope string) string {
	switch scope {
	case Headers.Scope():
		return "View your email message metadata such as labels and headers, but not the email body"
	case Preview.Scope():
		return "View your email messages and settings"
	case Actions.Scope():
		return "Read, compose and send emails from your Gmail account"
	case PubSubScope:
		return "View and manage Pub/Sub topics and subscriptions"
	}
	return scope
}

// grantedScopes takes a token answer's scope field apart. Where there is none,
// all that was asked for is granted (RFC 6749 §5.1).
func grantedScopes(field any, asked []string) []string {
	text, _ := field.(string)
	if scopes := strings.Fields(text); len(scopes) > 0 {
		return scopes
	}
	return slices.Clone(asked)
}

// checkScopes refuses a grant without Gmail's scope. Pub/Sub may be missing:
// the app polls then.
func checkScopes(granted []string, access Access) error {
	if slices.Contains(granted, access.Scope()) {
		return nil
	}
	missing := &MissingScopesError{Missing: []string{consentWords(access.Scope())}}
	return &Error{
		Say: "Google signed you in, but the box “" + missing.Missing[0] + "” was not ticked, " +
			"and without it Lettertray cannot see new mail. Sign in again and tick it.",
		Err: fmt.Errorf("signing in: %w", missing),
	}
}
