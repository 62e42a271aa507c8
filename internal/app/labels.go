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
	acct.unname() // by the settings before
	t, unknown := telling(a.settings, acct.Address, nil)
	if len(unknown) == 0 {
		engine.Tell(t)
		a.settled(labelsOf(acct))
		return
	}
	ctx, cancel := context.WithCancel(a.ctx)
	acct.unname = cancel
	mailbox := acct.link.mailbox
	a.beside.Go(func() {
		defer cancel()
		ids, err := awaitLabels(ctx, mailbox, nil, func(err error) {
			a.post(func() {
				if ctx.Err() == nil && mail.Curable(err) {
					say, link := advice(err)
					a.alert(labelsOf(acct), words.NeedsYouAlert, acct.says(say), link)
				}
			})
		})
		if err == nil {
			a.post(func() { acct.named(engine, ids) })
		}
	})
}

// nameFirst is the same before the engine's first look, which would pass over
// mail with labels that are not known. Meanwhile the account is offline, or needs
// its person.
func (acct *account) nameFirst(ctx context.Context, engine *mailsync.Engine, mailbox *gmail.Mailbox) {
	a := acct.app
	ids, err := awaitLabels(ctx, mailbox, acct.hurry, func(err error) {
		phase := mailsync.Offline
		if mail.Curable(err) {
			phase = mailsync.NeedsYou
		}
		a.post(func() {
			if acct.engine == engine {
				acct.follow(mailsync.Status{Phase: phase, Since: a.Now(), Err: err, Unread: -1, Paused: acct.status.Paused})
			}
		})
	})
	if err != nil {
		return // signed out, as the engine finds out; or it is to end
	}
	told := make(chan struct{})
	a.post(func() {
		acct.named(engine, ids)
		close(told)
	})
	select {
	case <-told:
	case <-a.ended:
	}
}

// named takes in the ids of the mailbox's labels, and has the engine tell by
// them.
func (acct *account) named(engine *mailsync.Engine, ids map[string]string) {
	a := acct.app
	if acct.engine != engine {
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

// awaitLabels asks for the labels' names until Gmail answers, the grant is gone,
// or ctx ends. Each failure before that is told; hurry cuts the wait after it
// short, and may be nil.
func awaitLabels(ctx context.Context, mailbox *gmail.Mailbox, hurry <-chan struct{}, failed func(error)) (map[string]string, error) {
	for wait := time.Second; ; wait = min(2*wait, labelsWait) {
		limited, cancel := context.WithTimeout(ctx, tokenLimit)
		ids, err := mailbox.Labels(limited)
		cancel()
		if err == nil || mail.KindOf(err) == mail.SignedOut {
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
