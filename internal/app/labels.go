package app

import (
	"context"
	"strings"
	"time"

	"lettertray/internal/mail"
	"lettertray/internal/words"
	mailsync "lettertray/sync"
	"lettertray/sync/gmail"
)

// nameLabels has the account's engine tell by the settings as they are now,
// after Gmail has said the labels' ids where they name any that are not its own.
func (a *App) nameLabels(acct *account) {
	engine := acct.engine
	if engine == nil {
		return
	}
	t, unknown := telling(a.settings, acct.Address, nil)
	if len(unknown) == 0 {
		engine.Tell(t)
		a.settled(labelsOf(acct))
		return
	}
	acct.unnamed = false // or each status would ask again meanwhile
	mailbox := acct.link.mailbox
	a.beside.Go(func() {
		ids, err := awaitLabels(a.ctx, mailbox, nil, func(error) {})
		a.post(func() { acct.named(engine, ids, err) })
	})
}

// nameFirst is the same before the engine's first look. Meanwhile the account is
// offline.
func (acct *account) nameFirst(ctx context.Context, engine *mailsync.Engine, mailbox *gmail.Mailbox) {
	a, told := acct.app, make(chan struct{})
	ids, err := awaitLabels(ctx, mailbox, acct.hurry, func(err error) {
		a.post(func() {
			if acct.engine == engine {
				acct.follow(mailsync.Status{Phase: mailsync.Offline, Since: a.Now(), Err: err, Unread: -1, Paused: acct.status.Paused})
			}
		})
	})
	a.post(func() {
		acct.named(engine, ids, err)
		close(told)
	})
	select {
	case <-told:
	case <-a.ended:
	}
}

// named takes in the ids of the mailbox's labels, or why Gmail does not say
// them, and has the engine tell by them.
func (acct *account) named(engine *mailsync.Engine, ids map[string]string, err error) {
	a := acct.app
	if acct.engine != engine {
		return
	}
	if acct.unnamed = err != nil; acct.unnamed {
		a.Log.Warn("asking for the labels' names", "account", acct.Address, "error", err)
		return
	}
	t, unknown := telling(a.settings, acct.Address, ids)
	engine.Tell(t)
	if len(unknown) == 0 {
		a.settled(labelsOf(acct))
		return
	}
	say := words.UnknownLabels
	if len(t.Labels) == 0 { // the engine tells the inbox then
		say = words.NoLabelKnown
	}
	a.alert(labelsOf(acct), words.NoSuchLabel, say.About(acct.Address, strings.Join(unknown, ", ")), "")
}

func labelsOf(acct *account) string { return "labels of " + acct.Address }

// labelsWait is the longest pause between two questions for the labels' names.
const labelsWait = 30 * time.Second

// awaitLabels asks for the labels' names until Gmail answers, refuses, or ctx
// ends. Each failure that time may cure is told; hurry cuts the wait after it
// short, and may be nil.
func awaitLabels(ctx context.Context, mailbox *gmail.Mailbox, hurry <-chan struct{}, failed func(error)) (ids map[string]string, err error) {
	for wait := time.Second; ; wait = min(2*wait, labelsWait) {
		limited, cancel := context.WithTimeout(ctx, tokenLimit)
		ids, err = mailbox.Labels(limited)
		cancel()
		if kind := mail.KindOf(err); err == nil || kind != mail.Temporary && kind != mail.RateLimited {
			return ids, err
		}
		failed(err)
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-hurry:
		case <-time.After(wait):
		}
	}
}
