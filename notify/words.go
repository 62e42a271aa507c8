package notify

import (
	"fmt"

	"lettertray/internal/mail"
)

// Words are the texts that this package writes for a person, in one language.
// All are required.
type Words struct {
	Open       string // what a click does, where the desktop names it
	Unknown    string // in place of a sender
	NoSubject  string // in place of a subject
	Hidden     string // in place of a subject that the screen may not show
	NewMail    string // above Unreadable
	Unreadable string // in place of a message that Gmail has and would not give
	Inbox      string // in place of an unknown account's address
	Works      string // the test notification
	WorksBody  string

	New       func(n int) string               // n messages came, n > 0
	More      string                           // above how many came beside those shown
	AndMore   func(n int) string               // goes on from a list of senders
	AndMoreIn func(n int, inbox string) string // goes on from other notifications
	In        func(inbox string) string        // where all of them came
}

// English returns the words that are used where no others are given.
func English() *Words {
	return &Words{
		Open:       "Open",
		Unknown:    "Unknown sender",
		NoSubject:  "(no subject)",
		Hidden:     "New message",
		NewMail:    "New mail",
		Unreadable: "It could not be read here; open it in Gmail.",
		Inbox:      "the inbox",
		Works:      "Lettertray works",
		WorksBody:  "New mail will be shown like this.",

		New:       func(n int) string { return fmt.Sprintf("%d new %s", n, messages(n)) },
		More:      "More new mail",
		AndMore:   func(n int) string { return fmt.Sprintf("and %d more", n) },
		AndMoreIn: func(n int, inbox string) string { return fmt.Sprintf("and %d more in %s", n, inbox) },
		In:        func(inbox string) string { return "in " + inbox },
	}
}

func messages(n int) string {
	if n == 1 {
		return "message"
	}
	return "messages"
}

func (w *Words) inbox(account string) string {
	if account = clean(account, summaryLimit); account == "" {
		return w.Inbox
	}
	return account
}

// sender is what a summary calls the sender. A name may hold nothing visible.
func (w *Words) sender(s mail.Sender) string {
	for _, name := range []string{s.Name, s.Address} {
		if name = clean(name, summaryLimit); name != "" {
			return name
		}
	}
	return w.Unknown
}

// subject is the subject, or what stands for it.
func (w *Words) subject(m mail.Message, show mail.Show) string {
	if show > mail.ShowFull {
		return w.Hidden
	}
	if s := clean(m.Subject, bodyLimit); s != "" {
		return s
	}
	return w.NoSubject
}

// text is the subject and, where there is one and room for it, the snippet on
// a line of its own.
func (w *Words) text(m mail.Message, show mail.Show) string {
	body := w.subject(m, show)
	if show > mail.ShowFull {
		return body
	}
	room := bodyLimit - len([]rune(body)) - len("\n")
	if snippet := clean(m.Snippet, max(room, 1)); snippet != "" && room >= snippetLeast {
		body += "\n" + snippet
	}
	return body
}

// test says that notifications work.
func (w *Words) test() Alert {
	return Alert{Title: w.Works, Body: w.WorksBody, Key: "test"}
}
