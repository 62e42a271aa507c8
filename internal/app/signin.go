package app

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"time"

	"lettertray/auth"
	"lettertray/internal/config"
	"lettertray/internal/mail"
	"lettertray/internal/words"
	"lettertray/sync/gmail"
)

// A signing is a sign-in under way.
type signing struct {
	cancel  context.CancelFunc
	consent string // the address that the browser was to open; empty: none yet
}

// signIn sends the person to the browser and takes in the account that comes
// back. hint is the address that should sign in, empty for any; access is how
// much it lets the app see, empty for as much as before. While a sign-in is
// under way, it does nothing.
func (a *App) signIn(hint string, access auth.Access) {
	if a.signingIn != nil {
		return
	}
	if !a.hasClient {
		a.alertAnew("client", words.NotSetUp, words.NoClient, newClientPage)
		return
	}
	if acct := a.account(hint); hint != "" && access == "" && acct != nil {
		access = auth.Access(acct.Access)
	}
	if access == "" {
		access = a.Access
	}
	if access == "" {
		access = auth.Headers
	}
	ctx, cancel := context.WithCancel(a.ctx)
	mine := &signing{cancel: cancel}
	req := auth.Request{
		Access: access,
		PubSub: a.needsPubSub(hint),
		Hint:   hint,
		Words:  a.words,
		HTTP:   &http.Client{Transport: a.http, Timeout: tokenLimit},
		Open: func(address string) error {
			a.post(func() {
				if a.signingIn != mine {
					return // another has taken its place
				}
				mine.consent = address
				a.browse(address, a.settings.For(hint).Browser, words.NoBrowserSignIn)
			})
			return nil
		},
	}
	a.signingIn, a.trouble = mine, words.Message{}
	a.settled("signin")
	client := a.client
	leaving := slices.Collect(maps.Values(a.leaving))
	a.beside.Go(func() {
		for _, gone := range leaving {
			<-gone // signing out everywhere would take the new grant along
		}
		address, grant, err := signIn(ctx, client, req, a.Gmail)
		cancelled := ctx.Err() != nil
		cancel()
		a.post(func() {
			if a.signingIn == mine { // else another has begun with another client
				a.signingIn = nil
			}
			switch {
			case cancelled:
			case err == nil:
				a.takeIn(address, req, grant)
			default:
				a.Log.Error("signing in", "error", err)
				why, title := sayOr(err, words.SignInFailed), words.NotSignedInAlert
				if len(a.accounts) > 0 { // which go on as before
					title = words.SignInDidNotWork
				} else {
					a.trouble = why
				}
				a.alertAnew("signin", title, why, "")
			}
		})
	})
}

// needsPubSub reports whether the account that signs in is to be asked for
// Pub/Sub: while no other account's token works for the project.
func (a *App) needsPubSub(hint string) bool {
	for _, acct := range a.accounts {
		if acct.PubSub && !acct.out && !a.line.denied[acct] && !strings.EqualFold(acct.Address, hint) {
			return false
		}
	}
	return true
}

// profilePatience bounds the waits for Gmail to say who signed in.
const profilePatience = 8 * time.Second

// signIn gets a grant and learns whose it is: from Gmail, for the grant itself
// names nobody.
func signIn(ctx context.Context, client auth.Client, req auth.Request, endpoint string) (string, *auth.Grant, error) {
	grant, err := auth.SignIn(ctx, client, req)
	if err != nil {
		return "", nil, err
	}
	source := auth.NewSource(ctx, client, grant.Refresh, grant.Token(), auth.SourceOptions{HTTP: req.HTTP})
	mailbox, err := gmail.New(&http.Client{Transport: source.Transport(req.HTTP.Transport)}, endpoint, "")
	if err != nil {
		return "", nil, err
	}
	p, err := mailbox.Profile(ctx)
	for wait := time.Second; err != nil && mail.KindOf(err) == mail.Temporary && wait < profilePatience && ctx.Err() == nil; wait *= 2 {
		// The grant is worth more than a moment's trouble.
		select {
		case <-ctx.Done():
		case <-time.After(wait):
		}
		p, err = mailbox.Profile(ctx)
	}
	if err != nil {
		say, _ := advice(err)
		return "", nil, &auth.Error{Say: say, Err: fmt.Errorf("finding out who signed in: %w", err)}
	}
	return p.Address, grant, nil
}

// takeIn adds the account that signed in, or has it go on with its new grant.
func (a *App) takeIn(address string, req auth.Request, grant *auth.Grant) {
	k := config.Account{
		Address: address, ClientID: a.client.ID, Access: string(req.Access),
		PubSub: grant.Has(auth.PubSubScope), SignedIn: a.Now(),
	}
	if gone := a.leaving[strings.ToLower(address)]; gone != nil {
		a.beside.Go(func() {
			<-gone // or what it forgets would be the new sign-in's
			a.post(func() { a.takeIn(address, req, grant) })
		})
		return
	}
	acct := a.account(address)
	switch {
	case acct == nil:
		acct = newAccount(a, k)
		a.accounts = append(a.accounts, acct)
		if req.Hint != "" && !strings.EqualFold(req.Hint, address) {
			a.alert("signin", words.AnotherAccount, words.AnotherBody.About(address, req.Hint), "")
		}
	case acct.engine != nil && (acct.PubSub || !k.PubSub) && !strings.EqualFold(address, req.Hint):
		// Nobody asked for this account to change, and the grant that it has may
		// cover Pub/Sub, which the new one was not asked for.
		if req.Hint == "" {
			a.alertAnew("signin", words.HereAlready, words.HereAlreadyBody.About(address), "")
		} else {
			a.alertAnew("signin", words.AnotherAccount, words.AnotherKept.About(address, req.Hint), "")
		}
		return
	}
	delete(a.line.denied, acct)
	acct.Account = k
	a.settled(address)
	a.keepAccounts()
	a.setManner()
	acct.start(grant.Refresh, grant)
	acct.keep(grant.Refresh)
}

// keepPatience is how long the app's end waits for a token to be kept: the
// keyring may be asking for its password.
const keepPatience = 10 * time.Second

// keep puts the account's token into the keyring. One that was just given is
// kept even if the app ends meanwhile.
func (acct *account) keep(refresh auth.Secret) {
	a := acct.app
	acct.unkept = words.Message{}
	a.beside.Go(func() {
		ctx, cancel := context.WithCancel(context.WithoutCancel(a.ctx))
		defer cancel()
		defer context.AfterFunc(a.ctx, func() { time.AfterFunc(keepPatience, cancel) })()
		err := a.Keyring.Save(ctx, acct.Address, refresh)
		if err == nil {
			a.post(func() { a.settled("keyring of " + acct.Address) })
			return
		}
		a.Log.Error("keeping the token", "error", err)
		a.post(func() {
			if acct.unkept = auth.Say(err); !errors.Is(err, auth.ErrUnusable) { // which says so itself
				acct.unkept = words.NotKeptBody.About(acct.unkept)
			}
			a.alert("keyring of "+acct.Address, words.NotKept, acct.unkept, "")
		})
	})
}

// cancelSignIn ends a sign-in that is under way.
func (a *App) cancelSignIn() (any bool) {
	if a.signingIn == nil {
		return false
	}
	a.signingIn.cancel()
	return true
}

// keepAccounts writes down who has signed in.
func (a *App) keepAccounts() {
	var all []config.Account
	for _, acct := range a.accounts {
		all = append(all, acct.Account)
	}
	if err := config.WriteAccounts(a.Paths, all); err != nil {
		a.Log.Error("writing the accounts", "error", err)
		a.trouble = words.AccountsUnwritten.About()
	}
}

// sayOr returns the error's words for the person, or others where it has none.
func sayOr(err error, others words.Text) words.Message {
	if say := auth.Say(err); !say.None() {
		return say
	}
	return others.About()
}
