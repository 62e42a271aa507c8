package auth

import (
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"lettertray/internal/words"
)

// ends is a sign-in's result together with what the browser saw last.
type ends struct {
	grant   *Grant
	err     error
	consent url.Values
	status  int
	page    string
	header  http.Header
	address string // what the browser's address bar shows
}

func signIn(t *testing.T, e *tokenEndpoint, req Request, person func(callbackURL string, consent url.Values) string) ends {
	t.Helper()
	var got ends
	seen := make(chan struct{})
	req.Open = func(address string) error {
		u, err := url.Parse(address)
		if err != nil {
			return err
		}
		got.consent = u.Query()
		e.mu.Lock()
		e.challenge = got.consent.Get("code_challenge")
		e.mu.Unlock()
		go func() {
			defer close(seen)
			resp, err := http.Get(person(got.consent.Get("redirect_uri"), got.consent))
			if err != nil {
				t.Errorf("the browser saw no page: %v", err)
				return
			}
			defer resp.Body.Close()
			body, _ := io.ReadAll(resp.Body)
			got.status, got.page, got.header, got.address = resp.StatusCode, string(body), resp.Header, resp.Request.URL.String()
		}()
		return nil
	}
	got.grant, got.err = SignIn(t.Context(), e.client, req)
	<-seen
	return got
}

// allow is a person who clicks Allow.
func allow(redirect string, consent url.Values) string {
	return redirect + "?" + url.Values{"state": {consent.Get("state")}, "code": {theCode}}.Encode()
}

func TestSignIn(t *testing.T) {
	e := newTokenEndpoint(t)
	got := signIn(t, e, Request{Access: Preview, PubSub: true, Hint: "ada@example.com"}, allow)
	if got.err != nil {
		t.Fatal(got.err)
	}
	for name, want := range map[string]string{
		"response_type": "code", "client_id": "the-id", "access_type": "offline", "prompt": "consent",
		"code_challenge_method": "S256", "login_hint": "ada@example.com", "include_granted_scopes": "",
		"scope": Preview.Scope() + " " + PubSubScope,
	} {
		if got.consent.Get(name) != want {
			t.Errorf("the consent page was asked with %s=%q, want %q", name, got.consent.Get(name), want)
		}
	}
	if state, _ := base64.RawURLEncoding.DecodeString(got.consent.Get("state")); len(state) != 32 {
		t.Errorf("the state has %d bytes, want 32", len(state))
	}
	if u, _ := url.Parse(got.consent.Get("redirect_uri")); u.Hostname() != "127.0.0.1" || u.Scheme != "http" {
		t.Errorf("redirect_uri is %s", u)
	}

	asked := e.requests()
	if len(asked) != 1 {
		t.Fatalf("%d requests to the token endpoint, want 1", len(asked))
	}
	if asked[0].Get("client_secret") != theSecret || asked[0].Get("code") != theCode || asked[0].Get("redirect_uri") != got.consent.Get("redirect_uri") {
		t.Errorf("exchanged with %v", asked[0])
	}

	g := got.grant
	if g.Refresh.Reveal() != theRefresh || g.Token().AccessToken != theAccess || time.Until(g.Expires) < 50*time.Minute {
		t.Errorf("granted %q, %q until %v", g.Refresh.Reveal(), g.Token().AccessToken, g.Expires)
	}
	if !g.Has(Preview.Scope()) || !g.Has(PubSubScope) {
		t.Errorf("an answer without scope means that all is granted, not %q", g.Scopes)
	}

	if got.status != 200 || !strings.Contains(got.page, "<h1>Signed in</h1>") {
		t.Errorf("the page is %d %s", got.status, got.page)
	}
	if !strings.HasSuffix(got.address, "/done") {
		t.Errorf("the browser stays at %s", got.address)
	}
	_, style, _ := strings.Cut(got.page, "<style>")
	style, _, _ = strings.Cut(style, "</style>")
	sum := sha256.Sum256([]byte(style))
	if csp := got.header.Get("Content-Security-Policy"); !strings.HasPrefix(csp, "default-src 'none'") ||
		!strings.Contains(csp, base64.StdEncoding.EncodeToString(sum[:])) {
		t.Errorf("the policy %q does not go with the page", csp)
	}
	for name, want := range map[string]string{"Cache-Control": "no-store", "Referrer-Policy": "no-referrer", "X-Content-Type-Options": "nosniff"} {
		if got.header.Get(name) != want {
			t.Errorf("%s is %q, want %q", name, got.header.Get(name), want)
		}
	}
	for _, foreign := range []string{"http:", "https:", "src=", "<script", "@import", "url("} {
		if strings.Contains(got.page, foreign) {
			t.Errorf("the page has %q", foreign)
		}
	}
	if _, err := http.Get(got.address); err == nil {
		t.Error("the listener outlives the sign-in")
	}
}

func TestSignInsAreNotAlike(t *testing.T) {
	e := newTokenEndpoint(t)
	first, second := signIn(t, e, Request{}, allow), signIn(t, e, Request{}, allow)
	for _, name := range []string{"state", "code_challenge", "redirect_uri"} {
		if first.consent.Get(name) == second.consent.Get(name) {
			t.Errorf("%s was the same twice", name)
		}
	}
}

func TestSignInEnds(t *testing.T) {
	refuse := func(code string) func(string, url.Values) string {
		return func(redirect string, consent url.Values) string {
			return redirect + "?" + url.Values{"state": {consent.Get("state")}, "error": {code}}.Encode()
		}
	}
	scopes := func(scope string) func(*tokenEndpoint) {
		return func(e *tokenEndpoint) { e.answer["scope"] = scope }
	}
	for _, test := range []struct {
		name   string
		person func(string, url.Values) string
		google func(*tokenEndpoint) // may be nil
		says   string
	}{
		{"the person clicks Deny", refuse("access_denied"), nil, "You did not allow the access"},
		{"the administrator forbids it", refuse("admin_policy_enforced"), nil, "administrator"},
		{"the client is for another organisation", refuse("org_internal"), nil, "organisation"},
		{"the client has been deleted", refuse("deleted_client"), nil, "does not know this OAuth client"},
		{"the client is of another type", refuse("redirect_uri_mismatch"), nil, "“Desktop app”"},
		{"the client may not ask for Gmail", refuse("invalid_scope"), nil, "scopes"},
		{"Google is busy", refuse("temporarily_unavailable"), nil, "had trouble"},
		{"Google has another reason", refuse("interaction_required"), nil, "(interaction_required)"},
		{"Google's reason is nonsense", refuse("<b>x"), nil, "(unknown)"},
		{"the secret is wrong", allow, func(e *tokenEndpoint) { e.fail(401, "invalid_client", "") }, "not with this secret"},
		{"the code has expired", allow, func(e *tokenEndpoint) { e.fail(400, "invalid_grant", "Bad Request") }, "expired"},
		{"Google is down", allow, func(e *tokenEndpoint) { e.status, e.answer = 503, nil }, "had trouble"},
		{"Google cannot be reached", allow, func(e *tokenEndpoint) { e.client.TokenURL = "http://127.0.0.1:1/token" }, "could not be reached"},
		{"Gmail's box is not ticked", allow, scopes(PubSubScope), "“View your email message metadata"},
		{"a different level is granted", allow, scopes(Preview.Scope() + " " + PubSubScope), "“View your email message metadata"},
		{"there is no refresh token", allow, func(e *tokenEndpoint) { delete(e.answer, "refresh_token") }, "for an hour only"},
		{"a token has a line break", allow, func(e *tokenEndpoint) { e.answer["access_token"] = "a\r\nX: y" }, "could not be understood"},
	} {
		t.Run(test.name, func(t *testing.T) {
			e := newTokenEndpoint(t)
			if test.google != nil {
				test.google(e)
			}
			got := signIn(t, e, Request{PubSub: true}, test.person)
			if got.grant != nil || got.err == nil {
				t.Fatalf("granted %+v, %v", got.grant, got.err)
			}
			if !strings.Contains(said(t, got.err), test.says) {
				t.Errorf("says %q, want %q in it", said(t, got.err), test.says)
			}
			if !strings.Contains(got.page, "<h1>Not signed in</h1>") || got.status != 200 {
				t.Errorf("the browser was told %d %s", got.status, got.page)
			}
		})
	}
}

func TestMissingScopesAreNamed(t *testing.T) {
	e := newTokenEndpoint(t)
	e.answer["scope"] = PubSubScope
	got := signIn(t, e, Request{Access: Actions, PubSub: true}, allow)
	missing, ok := errors.AsType[*MissingScopesError](got.err)
	if !ok || !slices.Equal(missing.Missing, []words.Text{words.BoxActions}) {
		t.Errorf("got %v", got.err)
	}
}

func TestSignInWithoutPubSub(t *testing.T) {
	e := newTokenEndpoint(t)
	e.answer["scope"] = Headers.Scope()
	got := signIn(t, e, Request{PubSub: true}, allow)
	if got.err != nil || !got.grant.Has(Headers.Scope()) || got.grant.Has(PubSubScope) {
		t.Fatalf("got %+v, %v", got.grant, got.err)
	}
	if !strings.Contains(got.page, "Pub/Sub") {
		t.Errorf("the page does not say that Pub/Sub is missing: %s", got.page)
	}
}
