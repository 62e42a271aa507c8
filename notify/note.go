package notify

import (
	"slices"
	"strings"

	"lettertray/internal/mail"
	"lettertray/internal/words"
)

// A digest names this many senders at most: more would not be read.
const sendersNamed = 5

// Less room than this, in runes, is not worth a snippet.
const snippetLeast = 20

// A note is one notification before any system has seen it. Its texts are
// clean, but not escaped: only some servers read markup.
type note struct {
	summary  string        // one line
	body     string        // one line, or two; may be empty
	messages []string      // the ids it tells of; none for an alert
	key      string        // an alert's key; may be empty
	click    Click         // what a click on it means, but for the action
	actions  []mail.Action // the default one first; none where a click means nothing
	show     mail.Show     // how much it gives away of mail
	mute     bool          // without a sound
	quiet    bool          // not in the way either
}

// What a click on a notification itself is called (Desktop Notifications
// Specification, "Actions").
const defaultAction = "default"

// notes decides what a batch looks like. The newest comes last: most desktops put
// what came last on top.
func notes(w speech, b mail.Batch) []note {
	total := len(b.Messages) + len(b.More)
	switch {
	case total == 0:
		return nil
	case b.Style.Show >= mail.ShowCount:
		return []note{count(w, b)}
	case total > 1 && b.Digest, len(b.Messages) == 0:
		return []note{digest(w, b)}
	}
	var all []note
	for _, m := range slices.Backward(b.Messages) {
		all = append(all, single(w, b, m))
	}
	if len(b.More) > 0 {
		// Before the singles, for the same reason.
		all = slices.Insert(all, 0, rest(w, b))
	}
	return all
}

func single(w speech, b mail.Batch, m mail.Message) note {
	n := several(w, b, []string{m.ID})
	n.summary, n.body, n.show = w.sender(m.From), w.text(m, b.Style.Show), b.Style.Show
	if m.From == (mail.Sender{}) && m.Subject == "" && len(m.Labels) == 0 {
		// Gmail knows the message and would not show it.
		n.summary, n.body, n.show = w.Say(words.NewMail), w.Say(words.Unreadable), mail.ShowCount
	}
	n.click.Message, n.click.Thread = m.ID, m.Thread
	n.actions = append(n.actions, b.Style.Actions...)
	n.mute, n.quiet = n.mute || m.Quiet, m.Quiet
	return n
}

// several is what notes on several messages have in common: a click opens the
// inbox.
func several(w speech, b mail.Batch, ids []string) note {
	open := mail.Action{Key: defaultAction, Label: b.Style.Open}
	if open.Label == "" {
		open.Label = w.Say(words.Open)
	}
	return note{
		messages: ids,
		click:    Click{Account: b.Account},
		actions:  []mail.Action{open},
		show:     mail.ShowCount,
		mute:     b.Style.Mute,
	}
}

// rest tells of the mail that is not worth a notification each.
func rest(w speech, b mail.Batch) note {
	n := several(w, b, slices.Clone(b.More))
	n.summary = w.Say(words.More)
	n.body = clean(w.Count(words.AndMoreIn, len(b.More), w.inbox(b.Account)), bodyLimit)
	return n
}

// count tells how many messages there are, and nothing of them. It goes on from
// an earlier count that is still on the screen.
func count(w speech, b mail.Batch) note {
	ids := all(b)
	for _, id := range b.Standing {
		if !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	n := several(w, b, ids)
	n.summary, n.body = w.counted(b.Account, len(ids))
	n.quiet = allQuiet(b)
	n.mute = n.mute || n.quiet
	return n
}

// digest tells everything at once: how many, and from whom.
func digest(w speech, b mail.Batch) note {
	n := several(w, b, all(b))
	n.summary = w.Count(words.NewMessages, len(n.messages))
	n.quiet = allQuiet(b)
	n.mute = n.mute || n.quiet
	var names []string
	unnamed := len(b.More)
	for _, m := range b.Messages {
		name := w.sender(m.From)
		switch {
		case slices.Contains(names, name):
		case len(names) < sendersNamed:
			names = append(names, name)
		default:
			unnamed++
		}
	}
	if len(names) == 0 {
		n.body = clean(w.Say(words.In, w.inbox(b.Account)), bodyLimit)
		return n
	}
	n.show = mail.ShowSender
	n.body = strings.Join(names, ", ")
	if unnamed > 0 {
		// The names give way, so that the count is never cut off.
		tail := " " + w.Count(words.AndMore, unnamed)
		n.body = clean(n.body, bodyLimit-len([]rune(tail))) + tail
	}
	n.body = clean(n.body, bodyLimit)
	return n
}

// all lists the batch's ids, newest first.
func all(b mail.Batch) []string {
	ids := make([]string, 0, len(b.Messages)+len(b.More))
	for _, m := range b.Messages {
		ids = append(ids, m.ID)
	}
	return append(ids, b.More...)
}

// allQuiet reports whether nothing in the batch deserves a sound. Of what has
// not been read, nobody knows.
func allQuiet(b mail.Batch) bool {
	return len(b.More) == 0 && !slices.ContainsFunc(b.Messages, func(m mail.Message) bool { return !m.Quiet })
}

// markup escapes text for a server that reads markup in bodies. These five
// entities and no others: GNOME Shell shows numeric ones (such as those of
// html.EscapeString) as they stand.
var markup = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "'", "&apos;")
