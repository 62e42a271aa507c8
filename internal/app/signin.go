package app

import (
	"context"
	"fmt"
	"net/http"
	"strings"

	"lettertray/auth"
	"lettertray/internal/config"
	"lettertray/sync/gmail"
)

// signIn sends the person to the browser and takes in the account that comes
// back. While one is under way, it does nothing.
func (a *App) signIn() {
	if a.signingIn != nil {
		return
	}
	if !a.hasClient {
		a.alert("client", "Lettertray is not set up yet", noClient, "")
		return
	}
	req := auth.Request{
		Access: a.Access,
		PubSub: true,
		HTTP:   &http.Client{Transport: a.http, Timeout: tokenLimit},
		Open:   func(address string) error { a.Browse(address); return nil },
	}
	if len(a.accounts) > 0 {
		req.Hint = a.accounts[0].Address
		if req.Access == "" {
			req.Access = auth.Access(a.accounts[0].Access)
		}
	}
	if req.Access == "" {
		req.Access = auth.Headers
	}
	ctx, cancel := context.WithCancel(a.ctx)
	a.signingIn, a.trouble = cancel, ""
	a.settled("signin")
	client := a.client
	a.beside.Go(func() {
		defer cancel()
		address, grant, err := signIn(ctx, client, req, a.Gmail)
		a.post(func() {
			a.signingIn = nil
			switch {
			case err == nil:
				a.takeIn(address, req.Access, grant)
			case ctx.Err() == nil:
				a.Log.Error("signing in", "error", err)
				a.trouble = sayOr(err, "Signing in did not work. Try again; the log says why.")
				a.alert("signin", "You are not signed in", a.trouble, "")
			}
		})
	})
}

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
	if err != nil {
		say, _ := advice(err)
		return "", nil, &auth.Error{Say: say, Err: fmt.Errorf("finding out who signed in: %w", err)}
	}
	return p.Address, grant, nil
}

// takeIn makes the account that signed in the one that is watched.
func (a *App) takeIn(address string, access auth.Access, grant *auth.Grant) {
	if len(a.accounts) > 0 && !strings.EqualFold(a.accounts[0].Address, address) {
		have := a.accounts[0].Address
		a.trouble = fmt.Sprintf("You signed in as %s, but Lettertray is set up for %s here. Sign in as %s, or sign it out first.", address, have, have)
		a.alert("signin", "That was another account", a.trouble, "")
		return
	}
	k := config.Account{Address: address, ClientID: a.client.ID, Access: string(access), PubSub: grant.Has(auth.PubSubScope), SignedIn: a.Now()}
	if len(a.accounts) == 0 {
		a.accounts = append(a.accounts, newAccount(a, k))
	}
	acct := a.accounts[0]
	acct.Account = k
	a.settled(address)
	a.keepAccounts()
	a.beside.Go(func() {
		// A token that was just given is kept even if the app ends meanwhile.
		if err := a.Keyring.Save(context.WithoutCancel(a.ctx), address, grant.Refresh); err != nil {
			a.Log.Error("keeping the token", "error", err)
			a.post(func() {
				a.alert("keyring", "Your sign-in is not kept", auth.Say(err)+" Until then it lasts as long as Lettertray runs.", "")
			})
		}
	})
	acct.start(grant.Refresh, grant)
}

// keepAccounts writes down who has signed in.
func (a *App) keepAccounts() {
	var all []config.Account
	for _, acct := range a.accounts {
		all = append(all, acct.Account)
	}
	if err := config.WriteAccounts(a.Paths, all); err != nil {
		a.Log.Error("writing the accounts", "error", err)
		a.trouble = "Who has signed in could not be written down: is the disk full?"
	}
}

// sayOr returns the error's words for the person, or others where it has none.
func sayOr(err error, others string) string {
	if say := auth.Say(err); say != "" {
		return say
	}
	return others
}
