// Package mail holds the words that the rest of Lettertray shares: a message,
// a point in a mailbox's history, what was shown, and why Google said no.
// It does no I/O and imports nothing of this project.
package mail

import (
	"fmt"
	"strconv"
	"time"
)

// Labels that Gmail itself gives (Gmail API, users.labels).
const (
	Inbox     = "INBOX"
	Unread    = "UNREAD"
	Spam      = "SPAM"
	Trash     = "TRASH"
	Sent      = "SENT"
	Draft     = "DRAFT"
	Important = "IMPORTANT"
	Primary   = "CATEGORY_PERSONAL"
)

// A HistoryID is a point in one mailbox's history. Ids grow, with gaps, and
// mean nothing in another mailbox. Zero is no point at all.
type HistoryID uint64

// ParseHistoryID reads the decimal form that Gmail's REST answers use. It
// refuses zero, signs, fractions and what does not fit 64 bits.
func ParseHistoryID(s string) (HistoryID, error) {
	n, err := strconv.ParseUint(s, 10, 64)
	if err != nil || n == 0 {
		return 0, fmt.Errorf("%.40q is no history id", s)
	}
	return HistoryID(n), nil
}

func (h HistoryID) String() string { return strconv.FormatUint(uint64(h), 10) }

// A Message is what a notification and a menu need to know of a mail. Text in
// it was written by a stranger and is as it came, headers decoded.
type Message struct {
	ID      string
	Thread  string
	From    Sender
	Subject string
	Snippet string // empty where the access level does not let the app read it
	Labels  []string
	Date    time.Time // Gmail's internalDate
	Quiet   bool      // a rule of the person's says: without a sound, and not in the way
}

// Has reports whether the message carries the label.
func (m Message) Has(label string) bool {
	for _, l := range m.Labels {
		if l == label {
			return true
		}
	}
	return false
}

// A Sender is the From header, taken apart.
type Sender struct {
	Name    string // may be empty
	Address string // may be empty where the header was broken
}

// String is what a person would call the sender: the name, else the address.
func (s Sender) String() string {
	if s.Name != "" {
		return s.Name
	}
	return s.Address
}

// A Profile is who a mailbox belongs to and where its history stands.
type Profile struct {
	Address string
	Cursor  HistoryID
	Date    time.Time // Google's clock when it answered; zero if it did not say
}
