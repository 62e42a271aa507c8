package notify

import (
	"fmt"
	"slices"
	"strings"

	"lettertray/internal/mail"
)

// A digest names this many senders at most: more would not be read.
const sendersNamed = 5

// Less room than this, in runes, is not worth a snippet.
const snippetLeast = 20

// A note is one notification before any system has seen it. Its texts are
// clean, but not escaped: only some servers read markup.
type note struct {
	summary  string   // one line
	body     string   // one line, or two; may be empty
	messages []string // the ids it tells of; none for an alert
	key      string   // an alert's key; may be empty
	click    Click    // what a click on it means, but for the action
}

// notes decides what a batch looks like. The newest comes last: most desktops put
// what came last on top.
func notes(b mail.Batch) []note {
	total := len(b.Messages) + len(b.More)
	switch {
	case total == 0:
		return nil
	case total > 1 && b.Digest, len(b.Messages) == 0:
		return []note{digest(b)}
	}
	var all []note
	for _, m := range slices.Backward(b.Messages) {
		all = append(all, single(b.Account, m))
	}
	if len(b.More) > 0 {
		// Before the singles, for the same reason.
		all = slices.Insert(all, 0, rest(b))
	}
	return all
}

func single(account string, m mail.Message) note {
	summary, body := sender(m.From), text(m)
	if m.From == (mail.Sender{}) && m.Subject == "" && len(m.Labels) == 0 {
		// Gmail knows the message and would not show it.
		summary, body = "New mail", "It could not be read here; open it in Gmail."
	}
	return note{
		summary:  summary,
		body:     body,
		messages: []string{m.ID},
		click:    Click{Account: account, Message: m.ID, Thread: m.Thread},
	}
}

// rest tells of the mail that is not worth a notification each.
func rest(b mail.Batch) note {
	return note{
		summary:  fmt.Sprintf("%d more new %s", len(b.More), plural(len(b.More))),
		body:     clean(fmt.Sprintf("and %d more in %s", len(b.More), inbox(b.Account)), bodyLimit),
		messages: slices.Clone(b.More),
		click:    Click{Account: b.Account},
	}
}

// digest tells everything at once: how many, and from whom.
func digest(b mail.Batch) note {
	total := len(b.Messages) + len(b.More)
	ids := make([]string, 0, total)
	var names []string
	unnamed := len(b.More)
	for _, m := range b.Messages {
		ids = append(ids, m.ID)
		name := sender(m.From)
		switch {
		case slices.Contains(names, name):
		case len(names) < sendersNamed:
			names = append(names, name)
		default:
			unnamed++
		}
	}
	body := strings.Join(names, ", ")
	switch {
	case len(names) == 0:
		body = "in " + inbox(b.Account)
	case unnamed > 0:
		// The names give way, so that the count is never cut off.
		tail := fmt.Sprintf(" and %d more", unnamed)
		body = clean(body, bodyLimit-len(tail)) + tail
	}
	return note{
		summary:  fmt.Sprintf("%d new %s", total, plural(total)),
		body:     clean(body, bodyLimit),
		messages: append(ids, b.More...),
		click:    Click{Account: b.Account},
	}
}

func plural(n int) string {
	if n == 1 {
		return "message"
	}
	return "messages"
}

func inbox(account string) string {
	if account == "" {
		return "the inbox"
	}
	return account
}

// sender is what a summary calls the sender. A name may hold nothing visible.
func sender(s mail.Sender) string {
	for _, name := range []string{s.Name, s.Address} {
		if name = clean(name, summaryLimit); name != "" {
			return name
		}
	}
	return "Unknown sender"
}

// text is the subject and, where there is one and room for it, the snippet on
// a line of its own.
func text(m mail.Message) string {
	body := subject(m)
	room := bodyLimit - len([]rune(body)) - len("\n")
	if snippet := clean(m.Snippet, max(room, 1)); snippet != "" && room >= snippetLeast {
		body += "\n" + snippet
	}
	return body
}

func subject(m mail.Message) string {
	if s := clean(m.Subject, bodyLimit); s != "" {
		return s
	}
	return "(no subject)"
}

// markup escapes text for a server that reads markup in bodies. These five
// entities and no others: GNOME Shell shows numeric ones (such as those of
// html.EscapeString) as they stand.
var markup = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "'", "&apos;")
