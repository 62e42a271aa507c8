package fakegoogle

import (
	"net/url"
	"slices"
)

// Secrets are all that a client must keep to itself of what this Google gave it
// or heard from it: tokens, codes, PKCE verifiers and the client's secret, those
// that are used up or revoked too.
func (g *Google) Secrets() []string {
	g.mu.Lock()
	defer g.mu.Unlock()
	return slices.Clone(g.secrets)
}

// remember keeps a secret for Secrets. The mutex is held.
func (g *Google) remember(secret string) {
	if secret != "" && !slices.Contains(g.secrets, secret) {
		g.secrets = append(g.secrets, secret)
	}
}

// overhear remembers what a client sends to the token endpoint and the one for
// revoking, whatever comes of it.
func (g *Google) overhear(form url.Values) {
	g.mu.Lock()
	defer g.mu.Unlock()
	for _, name := range []string{"client_secret", "code", "code_verifier", "refresh_token", "token"} {
		g.remember(form.Get(name))
	}
}
