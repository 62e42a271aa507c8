package auth

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"time"

	"golang.org/x/oauth2"

	"lettertray/internal/words"
)

// signInLimit is how long a person may take in the browser. Google shows some
// refusals on pages of its own and never sends the browser back.
const signInLimit = 5 * time.Minute

// A Request says what to ask a person for.
type Request struct {
	Access Access // how much of the mailbox; the zero value is Headers
	PubSub bool   // ask for PubSubScope too
	Hint   string // the address that should sign in; may be empty

	// Open shows an address to the person, in their browser. Required. It is
	// called once, on a goroutine of its own, when the listener is up; an error
	// ends the sign-in.
	Open func(address string) error

	HTTP  *http.Client  // for the token endpoint; nil is a plain one
	Limit time.Duration // how long to wait for the person; 0 is 5 minutes

	Words *words.Locale // the language of the page that the browser shows at the end; nil is English
}

// A Grant is what a person gave by signing in.
type Grant struct {
	Refresh Secret
	Access  Secret    // the first access token, so that no refresh is needed at once
	Expires time.Time // when Access ends; zero if Google did not say
	Scopes  []string  // PubSubScope may be missing although it was asked for
}

// Has reports whether the person granted the scope.
func (g *Grant) Has(scope string) bool { return slices.Contains(g.Scopes, scope) }

// Token returns the first access token in x/oauth2's words.
func (g *Grant) Token() *oauth2.Token {
	return &oauth2.Token{AccessToken: g.Access.Reveal(), TokenType: "Bearer", Expiry: g.Expires}
}

// SignIn sends the person to Google's consent page and returns what they
// granted: the authorization code flow for native apps with PKCE (RFC 8252,
// RFC 7636). It keeps nothing. The browser is told how it ended just before
// SignIn returns. Every error is an *Error; one for Gmail's box left unticked
// wraps a *MissingScopesError, the end of ctx its cause.
func SignIn(ctx context.Context, c Client, req Request) (*Grant, error) {
	state, verifier := newState(), oauth2.GenerateVerifier()
	l, err := listen(state)
	if err != nil {
		return nil, &Error{Say: words.NoListener.About(), Err: err}
	}
	scopes := []string{req.Access.Scope()}
	if req.PubSub {
		scopes = append(scopes, PubSubScope)
	}
	conf := c.config(l.address(), scopes)

	opened := make(chan error, 1)
	go func() { opened <- req.Open(consentAddress(conf, state, verifier, req.Hint)) }()

	cb, err := wait(ctx, l, req.Limit, opened)
	var grant *Grant
	if err == nil {
		grant, err = redeem(ctx, conf, cb, verifier, req)
	}
	l.end(pageFor(grant, req, err))
	return grant, err
}

// consentAddress is the page to show to the person. Without prompt=consent
// Google leaves out the refresh token from the second time on.
func consentAddress(conf *oauth2.Config, state, verifier, hint string) string {
	options := []oauth2.AuthCodeOption{
		oauth2.AccessTypeOffline,
		oauth2.SetAuthURLParam("prompt", "consent"),
		oauth2.S256ChallengeOption(verifier),
	}
	if hint != "" {
		options = append(options, oauth2.SetAuthURLParam("login_hint", hint))
	}
	return conf.AuthCodeURL(state, options...)
}

// wait returns the first callback. A limit of 0 is signInLimit.
func wait(ctx context.Context, l *loopback, limit time.Duration, opened <-chan error) (callback, error) {
	if limit == 0 {
		limit = signInLimit
	}
	late := time.NewTimer(limit)
	defer late.Stop()
	for {
		select {
		case cb := <-l.first:
			return cb, nil
		case err := <-opened:
			if err != nil {
				return callback{}, &Error{Say: words.BrowserNotOpened.About(),
					Err: fmt.Errorf("opening the browser: %w", err)}
			}
			opened = nil
		case <-late.C:
			return callback{}, &Error{Say: words.NobodySignedIn.About(),
				Err: fmt.Errorf("waiting for the browser: %w", context.DeadlineExceeded)}
		case <-ctx.Done():
			return callback{}, cancelled("waiting for the browser", ctx)
		}
	}
}

// redeem exchanges a callback's code for tokens and checks what was granted.
func redeem(ctx context.Context, conf *oauth2.Config, cb callback, verifier string, req Request) (*Grant, error) {
	if cb.refusal != "" {
		return nil, &Error{Say: refusalWords(cb.refusal), Err: fmt.Errorf("signing in: Google answered %s", cb.refusal)}
	}
	httpClient := endpointClient(req.HTTP)
	t, err := conf.Exchange(withClient(ctx, httpClient), cb.code, oauth2.VerifierOption(verifier))
	if err != nil {
		if ctx.Err() != nil {
			return nil, cancelled("exchanging the code", ctx)
		}
		err = reduced(err, cb.code, verifier, conf.ClientSecret)
		return nil, &Error{Say: endpointWords(err), Err: fmt.Errorf("exchanging the code: %w", err)}
	}
	scopes := grantedScopes(t.Extra("scope"), conf.Scopes)
	if err := checkScopes(scopes, req.Access); err != nil {
		return nil, err
	}
	if t.RefreshToken == "" {
		return nil, &Error{Say: words.OnlyAnHour.About(),
			Err: errors.New("exchanging the code: the answer holds no refresh token")}
	}
	if !isToken(t.RefreshToken) || !isToken(t.AccessToken) {
		return nil, &Error{Say: words.AnswerUnclear.About(),
			Err: errors.New("exchanging the code: the answer holds what cannot be a token")}
	}
	return &Grant{
		Refresh: NewSecret(t.RefreshToken),
		Access:  NewSecret(t.AccessToken),
		Expires: t.Expiry,
		Scopes:  scopes,
	}, nil
}

func cancelled(doing string, ctx context.Context) error {
	return &Error{Say: words.SignInCancelled.About(),
		Err: fmt.Errorf("%s: %w", doing, context.Cause(ctx))}
}

// newState returns 32 random bytes in text form.
func newState() string {
	b := make([]byte, 32)
	rand.Read(b) // never fails: the runtime ends the program instead
	return base64.RawURLEncoding.EncodeToString(b)
}
