package app

import (
	"context"
	"strings"
	"time"

	"lettertray/internal/config"
	mailsync "lettertray/sync"
)

// telling says which of the account's mail is told. ids gives the ids of the
// labels that the settings name; nil while they are not known yet, and names
// that are Gmail's own are ids already.
func (a *App) telling(acct *account, ids map[string]string) mailsync.Telling {
	s := a.settings.For(acct.Address)
	settings := a.settings
	return mailsync.Telling{
		Labels:  labelIDs(s.Labels, ids),
		Without: labelIDs(s.Without, ids),
		Only:    s.Only.Label(),
		Returns: settings.Returns,
		Ruled:   len(settings.Rules) > 0,
		Sender:  func(address string) mailsync.Tell { return tells[settings.Rule(address)] },
		Quiet:   func(now time.Time) (time.Time, bool) { return settings.QuietUntil(now) },
	}
}

var tells = map[config.Tell]mailsync.Tell{
	config.TellUsually:  mailsync.TellUsually,
	config.TellAlways:   mailsync.TellAlways,
	config.TellNever:    mailsync.TellNever,
	config.TellSilently: mailsync.TellSilently,
}

// labelIDs turns names of labels into ids, whatever their case. What is no name
// is taken to be an id.
func labelIDs(names []string, ids map[string]string) (out []string) {
	for _, name := range names {
		id := name
		for n, i := range ids {
			if strings.EqualFold(n, name) {
				id = i
			}
		}
		out = append(out, id)
	}
	return out
}

// nameLabels asks Gmail for the ids of the labels that the settings name, where
// they name any that are not Gmail's own, and has the engine follow.
func (a *App) nameLabels(acct *account) {
	s := a.settings.For(acct.Address)
	engine, l := acct.engine, acct.link
	if engine == nil {
		return
	}
	if !ownLabels(s.Labels, s.Without) {
		engine.Tell(a.telling(acct, nil))
		return
	}
	a.beside.Go(func() {
		ctx, cancel := context.WithTimeout(a.ctx, tokenLimit)
		defer cancel()
		ids, err := l.mailbox.Labels(ctx)
		if err != nil {
			a.Log.Warn("asking for the labels' names: they are taken for ids", "error", err)
			return
		}
		a.post(func() {
			if acct.engine == engine {
				engine.Tell(a.telling(acct, ids))
			}
		})
	})
}

// ownLabels reports whether the person's own labels are among the names: Gmail's
// are in capitals, and those of the API begin with Label_.
func ownLabels(lists ...[]string) bool {
	for _, names := range lists {
		for _, n := range names {
			if n != strings.ToUpper(n) && !strings.HasPrefix(n, "Label_") {
				return true
			}
		}
	}
	return false
}
