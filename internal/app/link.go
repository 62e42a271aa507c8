package app

import (
	"context"
	"net/http"
	"time"

	"golang.org/x/oauth2"

	"lettertray/auth"
	"lettertray/sync/gmail"
	"lettertray/sync/pubsub"
)

// A link is an account's way to Google.
type link struct {
	mailbox *gmail.Mailbox
	pushes  *pubsub.Subscription // nil: the grant does not cover Pub/Sub
	conn    *pubsub.Conn         // nil like pushes
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
		OnRotate: func(token auth.Secret) { a.beside.Go(func() { a.rotate(acct, token) }) },
	})
	l := &link{cancel: cancel}
	var err error
	l.mailbox, err = gmail.New(&http.Client{Transport: source.Transport(a.http)}, a.Gmail, acct.Address)
	if err == nil && acct.PubSub {
		err = l.dialPubSub(a, acct, source)
	}
	if err != nil {
		l.close()
		return nil, err
	}
	return l, nil
}

func (l *link) dialPubSub(a *App, acct *account, source *auth.Source) (err error) {
	if l.conn, err = pubsub.Dial(source.PerRPC(a.PubSub == ""), a.PubSub); err != nil {
		return err
	}
	named := a.Settings.For(acct.Address)
	l.pushes, err = pubsub.New(l.conn, pubsub.Options{
		Address: acct.Address, Project: a.client.Project,
		Machine: a.Installation.Machine, Installation: a.Installation.ID,
		Topic: named.Topic, Subscription: named.Subscription,
		Rejected: source.Drop, Log: a.Log,
	})
	return err
}

// redial drops the connection that pushes come over, which may be dead without a
// word.
func (l *link) redial() {
	if l.conn != nil {
		l.conn.Redial()
	}
}

// close hangs up. Nobody may use the link any more.
func (l *link) close() {
	if l.conn != nil {
		l.conn.Close()
	}
	l.cancel()
}

// rotate keeps a refresh token that Google has exchanged for the one before.
func (a *App) rotate(acct *account, token auth.Secret) {
	a.post(func() { acct.refresh = token })
	if err := a.Keyring.Save(context.WithoutCancel(a.ctx), acct.Address, token); err != nil {
		a.Log.Error("keeping a new token", "error", err)
	}
}
