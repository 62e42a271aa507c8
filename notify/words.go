package notify

import (
	"sync/atomic"

	"lettertray/internal/mail"
	"lettertray/internal/words"
)

// A voice is the language that a notifier speaks. The zero value speaks English.
type voice struct{ locale atomic.Pointer[words.Locale] }

// Speak has what is told from now on be in the locale's language. It may be
// called from any goroutine.
func (v *voice) Speak(l *words.Locale) { v.locale.Store(l) }

// says is what notifications say just now.
func (v *voice) says() speech {
	if l := v.locale.Load(); l != nil {
		return speech{l}
	}
	return speech{words.English}
}

// speech is what notifications say in a language.
type speech struct{ *words.Locale }

func (w speech) inbox(account string) string {
	if account = clean(account, summaryLimit); account == "" {
		return w.Say(words.Inbox)
	}
	return account
}

// sender is what a summary calls the sender. A name may hold nothing visible.
func (w speech) sender(s mail.Sender) string {
	for _, name := range []string{s.Name, s.Address} {
		if name = clean(name, summaryLimit); name != "" {
			return name
		}
	}
	return w.Say(words.Unknown)
}

// subject is the subject, or what stands for it.
func (w speech) subject(m mail.Message, show mail.Show) string {
	if show > mail.ShowFull {
		return w.Say(words.Hidden)
	}
	if s := clean(m.Subject, bodyLimit); s != "" {
		return s
	}
	return w.Say(words.NoSubject)
}

// text is the subject and, where there is one and room for it, the snippet on
// a line of its own.
func (w speech) text(m mail.Message, show mail.Show) string {
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

// counted says how many messages came to an account.
func (w speech) counted(account string, n int) (summary, body string) {
	return w.Count(words.NewMessages, n), w.inbox(account)
}

// TestKey is the key of the notification that Test shows, for saying more in its
// place.
const TestKey = "test"

// test says that notifications work.
func (w speech) test() Alert {
	return Alert{Title: w.Say(words.Works), Body: w.Say(words.WorksBody), Key: TestKey}
}
