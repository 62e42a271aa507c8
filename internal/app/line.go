package app

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"

	"lettertray/auth"
	"lettertray/internal/mail"
	"lettertray/sync/pubsub"
)

// A line is the one connection to Pub/Sub, which all accounts' streams share.
// It speaks with the token of one account, the holder, whose grant covers the
// project: the others need not be asked for a scope that they may not use.
type line struct {
	address string // another Pub/Sub's host and port; empty: Google's
	conn    atomic.Pointer[pubsub.Conn]
	source  atomic.Pointer[auth.Source]

	// The rest is owned by App.Run.
	holder *account          // nil: nobody's token works
	denied map[*account]bool // whose token was refused by the project
}

// errNoHolder is why there are no pushes where nobody's token covers Pub/Sub.
var errNoHolder = errors.New("no account's sign-in covers Pub/Sub")

// hold makes the account the holder, if there is none and its grant covers
// Pub/Sub. It reports whether there is a new one.
func (l *line) hold(acct *account) (taken bool, err error) {
	if l.holder != nil || !acct.PubSub || acct.link == nil || l.denied[acct] {
		return false, nil
	}
	conn, err := pubsub.Dial(acct.link.source.PerRPC(l.address == ""), l.address)
	if err != nil {
		return false, err
	}
	l.holder = acct
	l.source.Store(acct.link.source)
	l.conn.Store(conn)
	return true, nil
}

// drop ends the connection if the account is its holder, so that another may
// become that.
func (l *line) drop(acct *account) (dropped bool) {
	if l.holder != acct || acct == nil {
		return false
	}
	l.holder = nil
	l.source.Store(nil)
	if conn := l.conn.Swap(nil); conn != nil {
		conn.Close()
	}
	return true
}

// redial drops what is beneath the connection: it may be dead without a word.
func (l *line) redial() {
	if conn := l.conn.Load(); conn != nil {
		conn.Redial()
	}
}

// rejected forgets an access token that Pub/Sub no longer takes.
func (l *line) rejected(access string) {
	if s := l.source.Load(); s != nil {
		s.Drop(access)
	}
}

// pushes are an account's subscription, over whatever connection there is just
// now. They belong to the engine's goroutine while one runs.
type pushes struct {
	line    *line
	options pubsub.Options
	denied  func(*pubsub.Conn, error) // told that the holder's token does not work for the project

	conn         *pubsub.Conn // that the subscription is over; nil: none yet
	subscription *pubsub.Subscription
}

// current is the subscription over today's connection.
func (p *pushes) current() (*pubsub.Subscription, error) {
	conn := p.line.conn.Load()
	if conn == nil {
		return nil, &mail.Failure{Kind: mail.ScopeMissing, Err: errNoHolder}
	}
	if conn != p.conn {
		s, err := pubsub.New(conn, p.options)
		if err != nil {
			return nil, fmt.Errorf("describing the subscription: %w", err)
		}
		p.conn, p.subscription = conn, s
	}
	return p.subscription, nil
}

func (p *pushes) Ensure(ctx context.Context) (string, error) {
	s, err := p.current()
	if err != nil {
		return "", err
	}
	topic, err := s.Ensure(ctx)
	p.judge(err)
	return topic, err
}

func (p *pushes) Receive(ctx context.Context, push func(mail.HistoryID), state func(error)) error {
	s, err := p.current()
	if err != nil {
		return err
	}
	err = s.Receive(ctx, push, state)
	p.judge(err)
	return err
}

func (p *pushes) Delete(ctx context.Context) error {
	s, err := p.current()
	if err != nil {
		return err
	}
	return s.Delete(ctx)
}

// judge tells if the token that everybody's pushes come by does not work for
// the project.
func (p *pushes) judge(err error) {
	if err == nil {
		return
	}
	switch mail.KindOf(err) {
	case mail.ScopeMissing, mail.Refused, mail.SignedOut:
		p.denied(p.conn, err)
	}
}
