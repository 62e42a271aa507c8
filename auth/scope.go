package auth

import (
	"fmt"
	"slices"
	"strings"

	"lettertray/internal/words"
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
		Say: words.UnknownAccess.About(),
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
	Missing []words.Text // the boxes, as Google's consent page names them
}

func (e *MissingScopesError) Error() string {
	var names []string
	for _, box := range e.Missing {
		names = append(names, box.English)
	}
	return "not granted: " + strings.Join(names, "; ")
}

// box names the check box of a level on Google's consent page.
func (a Access) box() words.Text {
	switch a {
	case Preview:
		return words.BoxPreview
	case Actions:
		return words.BoxActions
	}
	return words.BoxHeaders
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
	missing := &MissingScopesError{Missing: []words.Text{access.box()}}
	return &Error{
		Say: words.BoxNotTicked.About(missing.Missing[0]),
		Err: fmt.Errorf("signing in: %w", missing),
	}
}
