package app

import (
	"context"
	"slices"
	"strings"
	"time"

	"lettertray/internal/config"
	"lettertray/internal/mail"
	"lettertray/internal/words"
	mailsync "lettertray/sync"
	"lettertray/sync/gmail"
)

// telling says which of an account's mail is told. ids gives the ids of the
// mailbox's labels by their names; nil while they are not known. The labels that
// the settings name and the mailbox does not have are left out, and returned.
func telling(settings config.Settings, address string, ids map[string]string) (t mailsync.Telling, unknown []string) {
	s := settings.For(address)
	labels, none := labelIDs(s.Labels, ids)
	without, neither := labelIDs(s.Without, ids)
	return mailsync.Telling{
		Labels:  labels,
		Without: without,
		Only:    s.Only.Label(),
		Returns: settings.Returns,
		Ruled:   len(settings.Rules) > 0,
		Sender:  func(address string) mailsync.Tell { return tells[settings.Rule(address)] },
		Quiet:   func(now time.Time) (time.Time, bool) { return settings.QuietUntil(now) },
	}, append(none, neither...)
}

var tells = map[config.Tell]mailsync.Tell{
	config.TellUsually:  mailsync.TellUsually,
	config.TellAlways:   mailsync.TellAlways,
	config.TellNever:    mailsync.TellNever,
	config.TellSilently: mailsync.TellSilently,
}

// labelIDs turns names of labels into ids, whatever their case. What is no name
// may be an id. Gmail would refuse a watch of a label that it does not know.
func labelIDs(names []string, ids map[string]string) (known, unknown []string) {
	for _, name := range names {
		id := ""
		if gmail.SystemLabel(name) {
			id = strings.ToUpper(name)
		}
		for n, i := range ids {
			if strings.EqualFold(n, name) || i == name {
				id = i
			}
		}
		if id == "" {
			unknown = append(unknown, name)
		} else if !slices.Contains(known, id) {
			known = append(known, id)
		}
	}
	return known, unknown
}

// nameLabels has the account's engine tell by the settings as they are now.
func (a *App) nameLabels(acct *account) {
	engine, settings := acct.engine, a.settings
	if engine == nil {
		return
	}
	t, unknown := telling(settings, acct.Address, nil)
	if len(unknown) == 0 {
		engine.Tell(t)
		a.settled(labelsOf(acct))
		return
	}
	mailbox := acct.link.mailbox
	a.beside.Go(func() {
		ids, err := awaitLabels(a.ctx, mailbox)
		a.post(func() {
			if acct.engine != engine || !a.settings.Equal(settings) {
				return
			}
			if err != nil {
				a.Log.Warn("asking for the labels' names", "error", err)
			}
			t, unknown := telling(settings, acct.Address, ids)
			engine.Tell(t)
			a.missing(acct, unknown)
		})
	})
}

// missing tells the person which labels the mailbox does not have.
func (a *App) missing(acct *account, labels []string) {
	if len(labels) == 0 {
		a.settled(labelsOf(acct))
		return
	}
	a.alert(labelsOf(acct), words.NoSuchLabel, words.UnknownLabels.About(acct.Address, strings.Join(labels, ", ")), "")
}

func labelsOf(acct *account) string { return "labels of " + acct.Address }

// awaitLabels asks for the labels' names until Gmail answers, refuses, or ctx
// ends.
func awaitLabels(ctx context.Context, mailbox *gmail.Mailbox) (ids map[string]string, err error) {
	for wait := time.Second; ; wait = min(2*wait, labelsWait) {
		limited, cancel := context.WithTimeout(ctx, tokenLimit)
		ids, err = mailbox.Labels(limited)
		cancel()
		if kind := mail.KindOf(err); err == nil || kind != mail.Temporary && kind != mail.RateLimited {
			return ids, err
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(wait):
		}
	}
}

// labelsWait is the longest pause between two questions for the labels' names.
const labelsWait = 30 * time.Second
