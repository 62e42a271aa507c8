package fakegoogle

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"net/http"
	"net/url"
	"strings"
)

// An oauthProblem is an error of the token endpoint (RFC 6749, 5.2) in Google's words.
type oauthProblem struct {
	Code        string `json:"error"`
	Description string `json:"error_description,omitempty"`
}

// tokens is a good answer of the token endpoint.
type tokens struct {
	Access  string `json:"access_token"`
	Life    int    `json:"expires_in"` // seconds
	Refresh string `json:"refresh_token,omitempty"`
	Scope   string `json:"scope,omitempty"`
	Type    string `json:"token_type"`
}

// token exchanges a code or a refresh token. The client's id and secret must
// come in the form; Google would take HTTP Basic as well.
func (g *Google) token(w http.ResponseWriter, r *http.Request) int {
	form := r.PostForm
	switch {
	case form.Get("client_id") != clientID:
		return answerJSON(w, http.StatusUnauthorized, oauthProblem{"invalid_client", "The OAuth client was not found."})
	case form.Get("client_secret") == "":
		return answerJSON(w, http.StatusBadRequest, oauthProblem{"invalid_request", "client_secret is missing."})
	case form.Get("client_secret") != clientSecret:
		return answerJSON(w, http.StatusUnauthorized, oauthProblem{"invalid_client", "The provided client secret is invalid."})
	}
	answer, problem := g.redeem(form)
	if problem != nil {
		return answerJSON(w, http.StatusBadRequest, problem)
	}
	return answerJSON(w, http.StatusOK, answer)
}

// redeem takes what the form offers and gives tokens for it.
func (g *Google) redeem(form url.Values) (*tokens, *oauthProblem) {
	g.mu.Lock()
	defer g.mu.Unlock()
	switch kind := form.Get("grant_type"); kind {
	case "authorization_code":
		return g.exchange(form)
	case "refresh_token":
		return g.renew(form.Get("refresh_token"))
	default:
		return nil, &oauthProblem{"unsupported_grant_type", "Invalid grant_type: " + kind}
	}
}

// exchange turns a code into tokens, once. A second try ends what the first
// one gave (RFC 6749, 4.1.2).
func (g *Google) exchange(form url.Values) (*tokens, *oauthProblem) {
	c := g.grants.codes[form.Get("code")]
	switch {
	case c == nil:
		return nil, &oauthProblem{"invalid_grant", "Malformed auth code."}
	case c.used:
		c.grant.dead = true
		return nil, &oauthProblem{"invalid_grant", "Bad Request"}
	case c.redirect != form.Get("redirect_uri"):
		return nil, &oauthProblem{"redirect_uri_mismatch", "Bad Request"}
	case form.Get("code_verifier") == "":
		return nil, &oauthProblem{"invalid_grant", "Missing code verifier."}
	case !verifies(form.Get("code_verifier"), c.challenge):
		return nil, &oauthProblem{"invalid_grant", "Invalid code verifier."}
	case c.grant.dead || !g.opts.Now().Before(c.ends):
		return nil, &oauthProblem{"invalid_grant", "Bad Request"}
	}
	c.used = true
	answer := g.answer(c.grant)
	if c.lasting {
		answer.Refresh = g.allowLasting(c.grant)
	}
	return answer, nil
}

// verifies reports whether a PKCE verifier belongs to the challenge (RFC 7636, 4.6).
func verifies(verifier, challenge string) bool {
	sum := sha256.Sum256([]byte(verifier))
	want := base64.RawURLEncoding.EncodeToString(sum[:])
	return subtle.ConstantTimeCompare([]byte(want), []byte(challenge)) == 1
}

// renew makes a new access token. The refresh token stays and is not repeated.
func (g *Google) renew(refresh string) (*tokens, *oauthProblem) {
	to := g.grants.refresh[refresh]
	if to == nil || to.dead {
		return nil, &oauthProblem{"invalid_grant", "Token has been expired or revoked."}
	}
	return g.answer(to), nil
}

// answer is a fresh access token for the grant.
func (g *Google) answer(to *grant) *tokens {
	answer := &tokens{
		Access: g.allow(to),
		Life:   int(g.opts.TokenLife.Seconds()),
		Scope:  strings.Join(to.scopes, " "),
		Type:   "Bearer",
	}
	if g.opts.OmitScope {
		answer.Scope = ""
	}
	return answer
}

// endGrant is the revocation endpoint (RFC 7009). Any token of the person ends
// all that this person has allowed the client's project.
func (g *Google) endGrant(w http.ResponseWriter, r *http.Request) int {
	if !g.revokeToken(r.Form.Get("token")) {
		return answerJSON(w, http.StatusBadRequest, oauthProblem{"invalid_token", "Token expired or revoked"})
	}
	return answerJSON(w, http.StatusOK, struct{}{})
}

// revokeToken reports whether the token was alive.
func (g *Google) revokeToken(token string) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	to := g.grants.refresh[token]
	if to == nil {
		to = g.grants.lookup(token, g.opts.Now())
	}
	if to == nil || to.dead {
		return false
	}
	g.revoke(to.person)
	return true
}
