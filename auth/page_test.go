package auth

import (
	"html"
	"net/url"
	"strings"
	"testing"

	"lettertray/internal/words"
)

func TestThePageSpeaksThePersonsLanguage(t *testing.T) {
	deny := func(redirect string, consent url.Values) string {
		return redirect + "?" + url.Values{"state": {consent.Get("state")}, "error": {"access_denied"}}.Encode()
	}
	for _, test := range []struct {
		name   string
		locale *words.Locale // may be nil
		scope  string        // granted; empty is all
		person func(string, url.Values) string
		want   []string
	}{
		{"English where nothing is said", nil, "", allow, []string{`<html lang="en">`, "<title>Signed in – Lettertray</title>", "You can close this page."}},
		{"English where it is chosen", words.English, "", deny, []string{`<html lang="en">`, "<h1>Not signed in</h1>", "You did not allow the access"}},
		{"German for who is signed in", german, "", allow, []string{`<html lang="de">`, "<title>Angemeldet – Lettertray</title>", "<h1>Angemeldet</h1>", "Google hat Lettertray den Zugriff erlaubt. ", "Sie können diese Seite schließen."}},
		{"German for who is not", german, "", deny, []string{`<html lang="de">`, "<title>Nicht angemeldet – Lettertray</title>", "<h1>Nicht angemeldet</h1>", "Sie haben den Zugriff nicht erlaubt", "Sie können diese Seite schließen."}},
		{"German for a box left unticked, with Google's name for it", german, PubSubScope, allow, []string{`<html lang="de">`, "Melden Sie sich erneut an", "„View your email message metadata such as labels"}},
		{"German without Pub/Sub, with Google's name for it", german, Headers.Scope(), allow, []string{`<html lang="de">`, "<h1>Angemeldet</h1>", "jede Minute", "„View and manage Pub/Sub topics"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			e := newTokenEndpoint(t)
			if test.scope != "" {
				e.answer["scope"] = test.scope
			}
			got := html.UnescapeString(signIn(t, e, Request{PubSub: true, Words: test.locale}, test.person).page)
			for _, want := range test.want {
				if !strings.Contains(got, want) {
					t.Errorf("%q is not in %s", want, got)
				}
			}
		})
	}
}
