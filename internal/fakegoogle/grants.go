package fakegoogle

import (
	"crypto/rand"
	"slices"
	"strings"
	"time"

	"google.golang.org/grpc/codes"
)

// Scopes that matter here (OAuth 2.0 scopes for Google APIs).
const (
	ScopeMail     = "https://mail.google.com/"
	ScopeMetadata = "https://www.googleapis.com/auth/gmail.metadata"
	ScopeReadonly = "https://www.googleapis.com/auth/gmail.readonly"
	ScopeModify   = "https://www.googleapis.com/auth/gmail.modify"
	ScopeLabels   = "https://www.googleapis.com/auth/gmail.labels"
	ScopeCompose  = "https://www.googleapis.com/auth/gmail.compose"
	ScopePubSub   = "https://www.googleapis.com/auth/pubsub"
	ScopeCloud    = "https://www.googleapis.com/auth/cloud-platform"
)

// grants is what people have allowed the client. Unlike Google's, a grant does
// not die of age, of disuse or of a hundred younger ones.
type grants struct {
	codes   map[string]*code
	access  map[string]access
	refresh map[string]*grant
}

// A grant is one sign-in.
type grant struct {
	person string
	scopes []string
	dead   bool
}

// A code waits to be exchanged for tokens.
type code struct {
	grant     *grant
	redirect  string
	challenge string // PKCE, S256
	lasting   bool   // a refresh token is due
	used      bool
	ends      time.Time
}

// An access is what an access token stands for.
type access struct {
	grant *grant
	ends  time.Time
}

func newGrants() grants {
	return grants{
		codes:   make(map[string]*code),
		access:  make(map[string]access),
		refresh: make(map[string]*grant),
	}
}

// lookup finds the live grant behind an access token, or nil.
func (s *grants) lookup(token string, now time.Time) *grant {
	a, known := s.access[token]
	if !known || a.grant.dead || !now.Before(a.ends) {
		return nil
	}
	return a.grant
}

// allow makes an access token for a grant.
func (g *Google) allow(to *grant) (token string) {
	token = "ya29." + rand.Text()
	g.remember(token)
	g.grants.access[token] = access{to, g.opts.Now().Add(g.opts.TokenLife)}
	return token
}

// allowLasting makes a refresh token for a grant.
func (g *Google) allowLasting(to *grant) (token string) {
	token = "1//" + rand.Text()
	g.remember(token)
	g.grants.refresh[token] = to
	return token
}

// Grant signs a person in without a browser.
func (g *Google) Grant(address string, scopes ...string) (refresh, access string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	to := &grant{person: g.box(address).address, scopes: scopes}
	return g.allowLasting(to), g.allow(to)
}

// Revoke ends everything that a person has allowed the client, on all
// computers, as the person can in the Google account's settings.
func (g *Google) Revoke(address string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.revoke(g.box(address).address)
}

// revoke ends a person's grants, and the streams that they opened.
func (g *Google) revoke(person string) {
	for _, a := range g.grants.access {
		a.grant.dead = a.grant.dead || a.grant.person == person
	}
	for _, to := range g.grants.refresh {
		to.dead = to.dead || to.person == person
	}
	for _, c := range g.grants.codes {
		c.grant.dead = c.grant.dead || c.grant.person == person
	}
	g.boxes[strings.ToLower(person)].consented = false
	g.endStreams(person, codes.Unauthenticated, "Request had invalid authentication credentials.")
}

// ExpireAccess makes every access token a stale one. Refresh tokens live on.
func (g *Google) ExpireAccess() {
	g.mu.Lock()
	defer g.mu.Unlock()
	clear(g.grants.access)
}

// has reports whether the grant covers one of the scopes.
func (to *grant) has(scopes ...string) bool {
	return slices.ContainsFunc(to.scopes, func(s string) bool { return slices.Contains(scopes, s) })
}
