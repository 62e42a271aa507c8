package app

import (
	"context"
	"net/http"
	"time"

	"golang.org/x/oauth2"

	"lettertray/auth"
	"lettertray/internal/mail"
	"lettertray/internal/words"
	mailsync "lettertray/sync"
	"lettertray/sync/gmail"
	"lettertray/sync/pubsub"
)

// A link is an account's way to Google.
type link struct {
	source  *auth.Source
	mailbox *gmail.Mailbox
	pushes  *pushes
	cancel  context.CancelFunc
}

// tokenLimit bounds a refresh, so that a dead network shows as one.
const tokenLimit = 30 * time.Second

// dial makes an account's link, which is open until its close. No request is
// made yet. first is a grant that spares it a refresh; may be nil.
func (a *App) dial(acct *account, first *auth.Grant) (*link, error) {
	// Signing out still talks to Google when the app is ending.
	ctx, cancel := context.WithCancel(context.WithoutCancel(a.ctx))
	var token *oauth2.Token
	if first != nil {
		token = first.Token()
	}
	source := auth.NewSource(ctx, a.client, acct.refresh, token, auth.SourceOptions{
		HTTP:     &http.Client{Transport: a.http, Timeout: tokenLimit},
		OnRotate: func(token auth.Secret) { go a.post(func() { a.rotate(acct, token) }) },
	})
	mailbox, err := gmail.New(&http.Client{Transport: source.Transport(a.http)}, a.Gmail, acct.Address)
	if err != nil {
		cancel()
		return nil, err
	}
	named := a.settings.For(acct.Address)
	return &link{source: source, mailbox: mailbox, cancel: cancel, pushes: &pushes{
		line:   &a.line,
		denied: func(conn *pubsub.Conn, err error) { a.post(func() { a.denied(conn, err) }) },
		options: pubsub.Options{
			Address: acct.Address, Project: a.client.Project,
			Machine: a.Installation.Machine, Installation: a.Installation.ID,
			Topic: named.Topic, Subscription: named.Subscription,
			Rejected: a.line.rejected, Log: a.Log,
		},
	}}, nil
}

// close hangs up. Nobody may use the link any more.
func (l *link) close() { l.cancel() }

// rotate keeps a refresh token that Google has exchanged for the one before.
func (a *App) rotate(acct *account, token auth.Secret) {
	if acct.gone {
		return // it would come back into the keyring
	}
	acct.refresh = token
	acct.keep(token)
}

// hold finds a holder for the line to Pub/Sub, if it has none, and has all
// engines set up their pushes by it.
func (a *App) hold() {
	for _, acct := range a.accounts {
		if acct.engine == nil {
			continue
		}
		taken, err := a.line.hold(acct)
		if err != nil {
			a.Log.Error("connecting to Pub/Sub", "error", err)
		}
		if taken {
			a.poke(mailsync.Asked)
			return
		}
	}
}

// pass takes the line from an account that goes. Another may hold it; where none
// can, the engines are to notice.
func (a *App) pass(from *account) {
	delete(a.line.denied, from)
	if !a.line.drop(from) {
		return
	}
	if a.hold(); a.line.holder == nil {
		a.poke(mailsync.Asked)
	}
}

const aboutPubSub = "Pub/Sub"

// noHolder tells the person that nobody's token covers Pub/Sub, once for all
// accounts, unless signing in again, as they were told already, cures it.
func (a *App) noHolder() {
	if a.lostHolder() == "" {
		a.alert(aboutPubSub, words.NeedsYouAlert, words.NoPubSubAccount, "")
	}
}

// lostHolder is the address of an account whose sign-in covers Pub/Sub and is
// over; empty: there is none.
func (a *App) lostHolder() string {
	for _, acct := range a.accounts {
		if acct.out && acct.PubSub {
			return acct.Address
		}
	}
	return ""
}

// denied notes that the holder's token does not work for the project, and passes
// the line on to an account whose token was not refused yet. Where there is none
// it stays, and the engines try again, every 10 minutes at most. A sign-in that
// is over ends the holder's own engine, which a look finds out.
func (a *App) denied(conn *pubsub.Conn, err error) {
	if conn == nil || a.line.conn.Load() != conn {
		return // that is settled already
	}
	before := a.line.holder
	if mail.KindOf(err) == mail.SignedOut && before != nil {
		before.poke(mailsync.Asked)
	}
	a.line.denied[before] = true
	for _, acct := range a.accounts {
		if acct.PubSub && acct.engine != nil && !a.line.denied[acct] {
			a.line.drop(before)
			a.hold()
			return
		}
	}
}
