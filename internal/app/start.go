package app

import (
	"context"

	"lettertray/auth"
	"lettertray/internal/decisions"
	"lettertray/internal/words"
	mailsync "lettertray/sync"
)

// start starts an engine with a token, after the one before has ended. first is
// the grant that the token is from, which spares it a refresh; may be nil.
func (acct *account) start(refresh auth.Secret, first *auth.Grant) {
	a := acct.app
	acct.disconnect()
	acct.out, acct.why, acct.tries, acct.refresh = false, words.Message{}, 0, refresh
	a.settled(acct.Address)
	l, err := a.dial(acct, first)
	if err != nil {
		a.Log.Error("connecting the account", "error", err)
		acct.why = words.CannotConnect.About()
		return
	}
	tells, unnamed := telling(a.settings, acct.Address, nil)
	why := &decisions.Log{Dir: a.Paths.Decisions(), Now: a.Now} // belongs to the engine's goroutine
	var engine *mailsync.Engine
	engine = mailsync.New(mailsync.Options{
		Address: acct.Address, Mailbox: l.mailbox, Notifier: teller{a, acct.Address}, Store: acct.store(),
		Subscription: l.pushes, Telling: tells, Now: a.Now, Log: a.Log,
		OnStatus: func(s mailsync.Status) {
			a.post(func() {
				if acct.engine == engine {
					acct.follow(s)
				}
			})
		},
		Decided: func(id string, r mailsync.Rule) {
			if err := why.Note(id, string(r)); err != nil {
				a.Log.Warn("a decision is not kept", "error", err)
			}
		},
	})
	before, ended := acct.ended, make(chan struct{})
	ctx, stop := context.WithCancel(a.ctx)
	acct.link, acct.engine, acct.stop, acct.ended = l, engine, stop, ended
	a.hold() // before the engine asks for the line
	a.beside.Go(func() {
		defer close(ended)
		if before != nil {
			<-before // two engines would write one state
		}
		if len(unnamed) > 0 { // or mail with these labels would be passed over
			acct.nameFirst(ctx, engine, l.mailbox)
		}
		err := engine.Run(ctx)
		why.Close()
		if err == nil {
			return
		}
		a.post(func() {
			if acct.engine == engine {
				acct.disconnect()
				acct.signedOut(auth.SignedOutHint(acct.SignedIn, a.Now()))
			}
		})
	})
	if p := a.paused(); p != nil {
		engine.Pause(p.Until)
	}
}

// disconnect has the engine end, if there is one. What it knew stays on disk.
func (acct *account) disconnect() {
	if acct.engine == nil {
		return
	}
	acct.engine = nil
	acct.stop()
	acct.unname()
	l, ended := acct.link, acct.ended
	acct.app.pass(acct)
	acct.app.beside.Go(func() {
		<-ended
		l.close()
	})
}
