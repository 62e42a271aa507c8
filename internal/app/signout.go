package app

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"time"

	"lettertray/auth"
	"lettertray/internal/words"
	mailsync "lettertray/sync"
)

// signOutLimit bounds each call to Google while signing out: the person has
// decided, and Google forgets an unused subscription by itself.
const signOutLimit = 3 * time.Second

// signOut forgets the account on this computer; everywhere also ends the watch
// and the grant, which all of the person's computers share. Settings stay.
func (a *App) signOut(acct *account, everywhere bool) {
	if acct == nil {
		return
	}
	a.accounts = slices.DeleteFunc(a.accounts, func(other *account) bool { return other == acct })
	acct.gone, acct.status.Phase = true, mailsync.SignedOut
	a.emit(acct.event("status"))
	a.settled(acct.Address)
	a.keepAccounts()
	a.setManner()
	if acct.engine != nil {
		acct.engine = nil
		acct.stop()
		acct.unname()
	}
	l, ended, refresh, client := acct.link, acct.ended, acct.refresh, a.client
	key, gone := strings.ToLower(acct.Address), make(chan struct{})
	a.leaving[key] = gone
	a.beside.Go(func() {
		if ended != nil {
			<-ended // or the engine would make the subscription again, and write its state
		}
		revoked := a.leave(client, l, refresh, everywhere)
		a.forget(acct)
		close(gone)
		a.post(func() {
			delete(a.leaving, key)
			a.pass(acct) // only now: its token deleted the subscription
			if everywhere && !revoked {
				a.alertAnew("signout "+acct.Address, words.NotEverywhere, words.Whose.About(acct.Address, words.NotEverywhereDo),
					"https://myaccount.google.com/connections")
			}
		})
	})
}

// leave tells Google, in this order: stop the watch, delete the subscription,
// revoke the grant. The first and the last only to sign out everywhere; it
// reports whether the last was done.
func (a *App) leave(client auth.Client, l *link, refresh auth.Secret, everywhere bool) (revoked bool) {
	if l == nil {
		return false
	}
	defer l.close()
	if everywhere {
		a.try("stopping the watch", l.mailbox.Stop)
	}
	a.try("deleting the subscription", l.pushes.Delete)
	return everywhere && a.try("revoking the grant", func(ctx context.Context) error {
		return auth.Revoke(ctx, client, refresh, &http.Client{Transport: a.http})
	})
}

// forget removes what this computer keeps of the account: what is on the
// screen, the token, the state.
func (a *App) forget(acct *account) {
	if s, err := acct.file().Load(); err == nil {
		a.try("withdrawing notifications", func(ctx context.Context) error { return a.Notifier.Withdraw(ctx, s.Shown) })
	}
	// A call is lost when the tray ends meanwhile, which closes the connection to
	// the session bus that the keyring's library shares with it.
	token := func(ctx context.Context) error { return a.Keyring.Delete(ctx, acct.Address) }
	if !a.try("deleting the token", token) {
		a.try("deleting the token once more", token)
	}
	a.try("deleting the state", func(context.Context) error { return acct.file().Remove() })
}

// try takes one step of signing out, also when the app is ending meanwhile, and
// reports whether it worked.
func (a *App) try(what string, step func(context.Context) error) bool {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(a.ctx), signOutLimit)
	defer cancel()
	err := step(ctx)
	if err != nil {
		a.Log.Warn("signing out: "+what, "error", err)
	}
	return err == nil
}
