package auth

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"time"

	"golang.org/x/oauth2"
)

// earlyRefresh is how long before its end an access token is replaced: more
// than a request takes and two clocks differ, and little beside its hour.
const earlyRefresh = 2 * time.Minute

// SourceOptions are what a Source can do without.
type SourceOptions struct {
	HTTP *http.Client // for the token endpoint; nil is a plain one

	// OnRotate hears of a new refresh token that replaces the one before; may
	// be nil. It must not block: callers of Token wait for it.
	OnRotate func(Secret)
}

// A Source makes access tokens from one grant. It implements
// oauth2.TokenSource and is safe for concurrent use. One refresh runs at a
// time, and whoever needs a token meanwhile gets that one's.
type Source struct {
	ctx      context.Context // the Source's life
	client   Client
	http     *http.Client
	onRotate func(Secret) // never nil

	mu      sync.Mutex
	refresh Secret
	access  *access // nil when dropped, and at first where none was given
	flight  *flight // nil while no refresh runs
	gone    error   // wraps ErrSignedOut once the grant is gone
}

// access is an access token that does not print.
type access struct {
	token  Secret
	kind   string    // as Google calls it, which is Bearer
	expiry time.Time // zero if Google did not say
	until  time.Time // when to replace it; zero is never
}

// A flight is a refresh under way.
type flight struct {
	done   chan struct{} // closed when access or err is set
	access *access
	err    error
}

// NewSource returns a Source that lives until the end of ctx. first is an
// access token to start with, and may be nil.
func NewSource(ctx context.Context, c Client, refresh Secret, first *oauth2.Token, o SourceOptions) *Source {
	s := &Source{ctx: ctx, client: c, http: endpointClient(o.HTTP), onRotate: o.OnRotate, refresh: refresh}
	if s.onRotate == nil {
		s.onRotate = func(Secret) {}
	}
	if first != nil && first.AccessToken != "" {
		s.access = newAccess(first)
	}
	return s
}

// Token returns an access token that is good for a while. An error that wraps
// ErrSignedOut is final; after any other, asking again later may help.
func (s *Source) Token() (*oauth2.Token, error) { return s.TokenContext(s.ctx) }

// TokenContext is Token for a caller that waits no longer than ctx. The
// refresh it waited for goes on for the others.
func (s *Source) TokenContext(ctx context.Context) (*oauth2.Token, error) {
	s.mu.Lock()
	if s.gone != nil {
		defer s.mu.Unlock()
		return nil, s.gone
	}
	if s.access.fresh() {
		defer s.mu.Unlock()
		return s.access.oauth2(), nil
	}
	f := s.flight
	if f == nil {
		f = &flight{done: make(chan struct{})}
		s.flight = f
		go s.fly(f, s.refresh)
	}
	s.mu.Unlock()

	select {
	case <-f.done:
		if f.err != nil {
			return nil, f.err
		}
		return f.access.oauth2(), nil
	case <-ctx.Done():
		return nil, fmt.Errorf("waiting for an access token: %w", context.Cause(ctx))
	}
}

// Drop forgets an access token that a server refused, unless it has been
// replaced already.
func (s *Source) Drop(token string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.access != nil && s.access.token.Reveal() == token {
		s.access = nil
	}
}

// fly refreshes and ends the flight.
func (s *Source) fly(f *flight, refresh Secret) {
	t, err := s.client.exchangeRefresh(withClient(s.ctx, s.http), refresh)
	if err == nil && t.RefreshToken != "" && t.RefreshToken != refresh.Reveal() {
		refresh = NewSecret(t.RefreshToken)
		s.onRotate(refresh)
	}

	s.mu.Lock()
	defer s.mu.Unlock()
	if err != nil {
		f.err = err
		if errors.Is(err, ErrSignedOut) {
			s.gone = err
		}
	} else {
		s.refresh = refresh
		s.access = newAccess(t)
		f.access = s.access
	}
	s.flight = nil
	close(f.done)
}

// newAccess keeps what API calls need of t: x/oauth2 holds the whole answer,
// refresh token included, in its tokens. An access token of a short life is
// replaced after most of it.
func newAccess(t *oauth2.Token) *access {
	a := &access{token: NewSecret(t.AccessToken), kind: t.TokenType, expiry: t.Expiry}
	if !t.Expiry.IsZero() {
		early := min(earlyRefresh, max(0, time.Until(t.Expiry)/4))
		a.until = t.Expiry.Add(-early)
	}
	return a
}

// fresh reports whether a can be used; a nil one cannot. It compares wall
// clocks, hence Round: the monotonic clock stands still while a laptop sleeps.
func (a *access) fresh() bool {
	return a != nil && (a.until.IsZero() || time.Now().Round(0).Before(a.until.Round(0)))
}

func (a *access) oauth2() *oauth2.Token {
	return &oauth2.Token{AccessToken: a.token.Reveal(), TokenType: a.kind, Expiry: a.expiry}
}
