package auth

import (
	"net/http"
	"strings"
	"testing"
)

func TestRevoke(t *testing.T) {
	for _, test := range []struct {
		name   string
		status int
		code   string
		fails  bool
	}{
		{"a living token is revoked", 200, "", false},
		{"a dead one is fine", 400, "invalid_token", false},
		{"another refusal is not", 400, "invalid_request", true},
		{"nor is a server error", 503, "", true},
	} {
		t.Run(test.name, func(t *testing.T) {
			e := newTokenEndpoint(t)
			e.fail(test.status, test.code, "")
			err := Revoke(t.Context(), e.client, NewSecret(theRefresh), nil)
			if (err != nil) != test.fails || (said(t, err) != "") != test.fails {
				t.Errorf("got %v, %q", err, said(t, err))
			}
			if asked := e.requests(); len(asked) != 1 || asked[0].Get("token") != theRefresh || e.paths[0] != "/o/revoke" {
				t.Errorf("asked %v at %v", asked, e.paths)
			}
			if strings.Contains(printed(err), theRefresh) {
				t.Errorf("the token is in %s", printed(err))
			}
		})
	}
	t.Run("a redirect gets no token", func(t *testing.T) {
		e := newTokenEndpoint(t)
		target := newTokenEndpoint(t)
		e.Config.Handler = http.RedirectHandler(target.URL, http.StatusTemporaryRedirect)
		if err := Revoke(t.Context(), e.client, NewSecret(theRefresh), nil); err == nil {
			t.Error("a redirect counts as revoked")
		}
		if n := len(target.requests()); n != 0 {
			t.Errorf("%d requests followed it", n)
		}
	})
}

func TestRevocationAddress(t *testing.T) {
	for token, want := range map[string]string{
		"https://oauth2.googleapis.com/token":         "https://oauth2.googleapis.com/revoke",
		"https://accounts.google.com/o/oauth2/token":  "https://accounts.google.com/o/oauth2/revoke",
		"https://www.googleapis.com/oauth2/v4/token/": "https://www.googleapis.com/oauth2/v4/revoke",
		"http://127.0.0.1:4711":                       "http://127.0.0.1:4711/revoke",
	} {
		if got, err := revocationAddress(token); got != want || err != nil {
			t.Errorf("%s: got %s, %v, want %s", token, got, err, want)
		}
	}
}
