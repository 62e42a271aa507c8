package app

import (
	"context"
	"net/url"

	"lettertray/internal/config"
	"lettertray/internal/mail"
	"lettertray/internal/words"
	"lettertray/notify"
)

// The keys of a notification's buttons.
const (
	actRead    = "read"
	actArchive = "archive"
)

// Clicked does what the person chose on a notification.
func (a *App) Clicked(c notify.Click) {
	a.post(func() {
		switch {
		case c.URL != "":
			a.browse(c.URL, nil, words.NoBrowserDo)
		case c.Key != "":
			if does := a.alerts[c.Key].does; does != nil {
				does()
			}
		case c.Action == actRead:
			a.act(c, words.MarkRead, mail.Unread)
		case c.Action == actArchive:
			a.act(c, words.Archive, mail.Inbox)
		case c.Account != "":
			a.open(c.Account, c.Thread)
		}
	})
}

// act takes a label off a message. That it did not work is told: the person
// thinks that the mail is dealt with.
func (a *App) act(c notify.Click, what words.Text, label string) {
	acct := a.account(c.Account)
	if acct == nil || acct.link == nil {
		return
	}
	mailbox, about := acct.link.mailbox, "acting on "+c.Message
	a.settled(about)
	a.beside.Go(func() {
		ctx, cancel := context.WithTimeout(a.ctx, tokenLimit)
		defer cancel()
		err := mailbox.Modify(ctx, c.Message, nil, []string{label})
		if err == nil || mail.KindOf(err) == mail.NotFound {
			return
		}
		a.Log.Error("acting on a message", "what", what.English, "error", err)
		a.post(func() {
			say, _ := advice(err)
			if kind := mail.KindOf(err); kind == mail.Temporary || kind == mail.RateLimited {
				say = words.Unchanged.About() // nothing tries it again by itself
			}
			delete(a.alerts, about) // each failure is told
			a.announce(alert{
				Alert: notify.Alert{Key: about, Click: a.words.Say(words.TryAgain)},
				title: words.DidNotWork.About(what), body: say,
				does: func() { a.act(c, what, label) },
			})
		})
	})
}

// browse opens an address in the browser and, where that does not work, tells
// what to do instead: the person waits for it.
func (a *App) browse(address string, own config.Command, instead words.Text) {
	a.Browse(address, own, func() {
		go a.post(func() { a.alertAnew("browser", words.NoBrowser, instead, "") })
	})
}

// open shows a conversation, or the inbox, in the account's browser.
func (a *App) open(account, thread string) {
	a.browse(conversation(account, thread), a.settings.For(account).Browser, words.NoBrowserDo)
}

// conversation is where Gmail shows a conversation, or with an empty thread the
// inbox, of the account: by its address, since numbers such as /u/0 depend on
// who signed in to the browser first.
func conversation(account, thread string) string {
	page := "inbox"
	if thread != "" {
		page = "all/" + url.PathEscape(thread)
	}
	return "https://mail.google.com/mail/u/?authuser=" + url.QueryEscape(account) + "#" + page
}
