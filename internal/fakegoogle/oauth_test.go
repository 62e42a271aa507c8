package fakegoogle_test

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"lettertray/internal/fakegoogle"
)

// A client is what a test knows of the OAuth client: its file.
type client struct {
	ID      string `json:"client_id"`
	Secret  string `json:"client_secret"`
	Project string `json:"project_id"`
	Auth    string `json:"auth_uri"`
	Token   string `json:"token_uri"`
}

func clientOf(t *testing.T, g *fakegoogle.Google) client {
	var file struct{ Installed client }
	if err := json.Unmarshal(g.ClientFile(base), &file); err != nil {
		t.Fatal(err)
	}
	return file.Installed
}

const (
	verifier = "correct-horse-battery-staple-correct-horse-battery"
	callback = "http://127.0.0.1:4711/callback"
)

// ask is a good request for a sign-in, to be spoilt by tests.
func (c client) ask() url.Values {
	sum := sha256.Sum256([]byte(verifier))
	return url.Values{
		"client_id":             {c.ID},
		"redirect_uri":          {callback},
		"response_type":         {"code"},
		"scope":                 {fakegoogle.ScopeMetadata + " " + fakegoogle.ScopePubSub},
		"state":                 {"s&t=ä"},
		"access_type":           {"offline"},
		"code_challenge":        {base64.RawURLEncoding.EncodeToString(sum[:])},
		"code_challenge_method": {"S256"},
	}
}

// code signs Ada in as far as the code.
func (w *world) code(c client, d fakegoogle.Consent) url.Values {
	w.Helper()
	back, err := w.g.Decide(c.Auth+"?"+c.ask().Encode(), d)
	if err != nil {
		w.Fatal(err)
	}
	u, err := url.Parse(back)
	if err != nil || !strings.HasPrefix(back, callback+"?") {
		w.Fatalf("sent back to %q (%v)", back, err)
	}
	return u.Query()
}

// exchange is a good exchange of a code, to be spoilt by tests.
func (c client) exchange(code string) url.Values {
	return url.Values{
		"client_id":     {c.ID},
		"client_secret": {c.Secret},
		"grant_type":    {"authorization_code"},
		"code":          {code},
		"code_verifier": {verifier},
		"redirect_uri":  {callback},
	}
}

func (c client) refresh(token any) url.Values {
	return url.Values{
		"client_id":     {c.ID},
		"client_secret": {c.Secret},
		"grant_type":    {"refresh_token"},
		"refresh_token": {token.(string)},
	}
}

func TestSignIn(t *testing.T) {
	w := newWorld(t, fakegoogle.Options{})
	c := clientOf(t, w.g)
	back := w.code(c, fakegoogle.Consent{Account: ada, Untick: []string{fakegoogle.ScopePubSub}})
	if back.Get("state") != "s&t=ä" || back.Get("scope") != fakegoogle.ScopeMetadata {
		t.Errorf("sent back with %v", back)
	}
	status, got := w.form("/token", c.exchange(back.Get("code")))
	if status != 200 || got["scope"] != fakegoogle.ScopeMetadata || got["expires_in"] != 3600.0 || got["token_type"] != "Bearer" {
		t.Fatalf("exchange: %d %v", status, got)
	}
	w.token = got["access_token"].(string)
	if p := w.get("/profile"); p["emailAddress"] != ada {
		t.Errorf("profile is %v", p)
	}
	refresh := got["refresh_token"]
	status, got = w.form("/token", c.refresh(refresh))
	if status != 200 || got["scope"] != fakegoogle.ScopeMetadata || got["refresh_token"] != nil || got["access_token"] == w.token {
		t.Errorf("refresh: %d %v", status, got)
	}

	status, again := w.form("/token", c.exchange(back.Get("code")))
	if status != 400 || again["error"] != "invalid_grant" {
		t.Errorf("a code used twice: %d %v", status, again)
	}
	if status, got = w.form("/token", c.refresh(refresh)); got["error"] != "invalid_grant" {
		t.Errorf("a code used twice left its refresh token alive: %d %v", status, got)
	}
	if status, _ := w.gmail("GET", "/profile", ""); status != 401 {
		t.Errorf("a code used twice left its access token alive: %d", status)
	}
}

func TestConsent(t *testing.T) {
	w := newWorld(t, fakegoogle.Options{})
	w.g.AddPerson("grace@gmail.com")
	c := clientOf(t, w.g)
	for name, d := range map[string]fakegoogle.Consent{
		"Deny is access_denied":               {Account: ada, Deny: true},
		"nothing ticked is access_denied":     {Account: ada, Untick: []string{fakegoogle.ScopeMetadata, fakegoogle.ScopePubSub}},
		"an unknown account is access_denied": {Account: "nobody@gmail.com"},
	} {
		t.Run(name, func(t *testing.T) {
			back := w.code(c, d)
			if back.Get("error") != "access_denied" || back.Has("code") || back.Get("state") != "s&t=ä" {
				t.Errorf("sent back with %v", back)
			}
		})
	}
	res, err := w.http.Get(c.Auth + "?" + c.ask().Encode())
	if err != nil {
		t.Fatal(err)
	}
	page, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"grace@gmail.com", fakegoogle.ScopeMetadata, fakegoogle.ScopePubSub, ">Allow<", ">Deny<"} {
		if !strings.Contains(string(page), want) {
			t.Errorf("the page lacks %q", want)
		}
	}
}

func TestAskingWrongly(t *testing.T) {
	w := newWorld(t, fakegoogle.Options{})
	c := clientOf(t, w.g)
	for name, spoil := range map[string]url.Values{
		"another client":               {"client_id": {"other"}},
		"a redirect to elsewhere":      {"redirect_uri": {"http://example.com/callback"}},
		"a redirect by another scheme": {"redirect_uri": {"https://127.0.0.1/callback"}},
		"the implicit flow":            {"response_type": {"token"}},
		"no scope":                     {"scope": {""}},
		"no PKCE":                      {"code_challenge": {""}},
		"plain PKCE":                   {"code_challenge_method": {"plain"}},
	} {
		t.Run(name+" is refused on the page, not by redirect", func(t *testing.T) {
			q := c.ask()
			maps.Copy(q, spoil)
			res, err := w.http.Get(c.Auth + "?" + q.Encode())
			if err != nil {
				t.Fatal(err)
			}
			if res.StatusCode != http.StatusBadRequest {
				t.Errorf("status is %d", res.StatusCode)
			}
			if back, err := w.g.Decide(c.Auth+"?"+q.Encode(), fakegoogle.Consent{Account: ada}); err == nil {
				t.Errorf("it was allowed: %s", back)
			}
		})
	}
}

func TestExchangingWrongly(t *testing.T) {
	for _, tt := range []struct {
		name  string
		spoil url.Values
		code  int
		want  string
	}{
		{"another client", url.Values{"client_id": {"other"}}, 401, "invalid_client"},
		{"no secret, even with PKCE", url.Values{"client_secret": {""}}, 400, "invalid_request"},
		{"a wrong secret", url.Values{"client_secret": {"x"}}, 401, "invalid_client"},
		{"a made-up code", url.Values{"code": {"4/x"}}, 400, "invalid_grant"},
		{"no verifier", url.Values{"code_verifier": {""}}, 400, "invalid_grant"},
		{"a wrong verifier", url.Values{"code_verifier": {strings.ToUpper(verifier)}}, 400, "invalid_grant"},
		{"another redirect", url.Values{"redirect_uri": {"http://127.0.0.1:1/callback"}}, 400, "redirect_uri_mismatch"},
		{"another kind of grant", url.Values{"grant_type": {"password"}}, 400, "unsupported_grant_type"},
	} {
		t.Run(tt.name+" is "+tt.want, func(t *testing.T) {
			w := newWorld(t, fakegoogle.Options{})
			c := clientOf(t, w.g)
			good := c.exchange(w.code(c, fakegoogle.Consent{Account: ada}).Get("code"))
			bad := maps.Clone(good)
			maps.Copy(bad, tt.spoil)
			if status, got := w.form("/token", bad); status != tt.code || got["error"] != tt.want {
				t.Errorf("%d %v", status, got)
			}
			if status, got := w.form("/token", good); status != 200 {
				t.Errorf("it spoilt the code: %d %v", status, got)
			}
		})
	}
}

func TestTokensEnd(t *testing.T) {
	now := time.Date(2026, 9, 11, 20, 0, 0, 0, time.UTC)
	w := newWorld(t, fakegoogle.Options{Now: func() time.Time { return now }, TokenLife: time.Minute, OmitScope: true})
	c := clientOf(t, w.g)
	refresh, access := w.g.Grant(ada, fakegoogle.ScopeMetadata)

	w.token = access
	now = now.Add(59 * time.Second)
	w.get("/profile")
	now = now.Add(time.Second)
	if status, got := w.gmail("GET", "/profile", ""); status != 401 || got.at("error", "status") != "UNAUTHENTICATED" {
		t.Errorf("an expired access token: %d %v", status, got)
	}

	status, got := w.form("/token", c.refresh(refresh))
	if _, hasScope := got["scope"]; status != 200 || hasScope || got["expires_in"] != 60.0 {
		t.Errorf("refresh: %d %v", status, got)
	}
	w.token = got["access_token"].(string)
	w.get("/profile")
	w.g.ExpireAccess()
	if status, _ := w.gmail("GET", "/profile", ""); status != 401 {
		t.Errorf("after ExpireAccess: %d", status)
	}

	w.g.Fail("oauth.refresh", 1, fakegoogle.Fault{Status: 503})
	if status, _ = w.form("/token", c.refresh(refresh)); status != 503 {
		t.Errorf("a failing refresh: %d", status)
	}
	if status, _ = w.form("/revoke", url.Values{"token": {refresh}}); status != 200 {
		t.Errorf("revoke: %d", status)
	}
	if status, got = w.form("/token", c.refresh(refresh)); status != 400 || got["error"] != "invalid_grant" {
		t.Errorf("refresh after revoke: %d %v", status, got)
	}
	if status, got = w.form("/revoke", url.Values{"token": {refresh}}); status != 400 || got["error"] != "invalid_token" {
		t.Errorf("revoke again: %d %v", status, got)
	}
	if n := w.g.Count("oauth.revoke"); n != 2 {
		t.Errorf("%d revocations counted", n)
	}
}
