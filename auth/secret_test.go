package auth

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"lettertray/internal/words"
)

func TestASecretNeverPrints(t *testing.T) {
	const text = "1//0-a-refresh-token"
	s := NewSecret(text)
	if s.Reveal() != text || (Secret{}).Reveal() != "" {
		t.Fatal("Reveal does not give back what was hidden")
	}
	type holder struct {
		Open   Secret
		hidden Secret
		ptr    *Secret
	}
	client := Client{ID: "id", Secret: s}
	grant := &Grant{Refresh: s, Access: s}
	source := NewSource(context.Background(), client, s, grant.Token(), SourceOptions{})
	var printed bytes.Buffer
	for _, v := range []any{s, &s, holder{s, s, &s}, &holder{s, s, &s}, []Secret{s}, map[string]Secret{"": s},
		client, &client, grant, *grant, source, source.Transport(roundTrip(nil)), source.PerRPC(true)} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
			fmt.Fprintf(&printed, verb+"\n", v)
		}
		if b, err := json.Marshal(v); err == nil {
			printed.Write(b)
		}
		slog.New(slog.NewTextHandler(&printed, nil)).Info("text", "v", v)
		slog.New(slog.NewJSONHandler(&printed, nil)).Info("json", "v", v)
	}
	for _, form := range []string{text, fmt.Sprintf("%x", text), "a-refresh-token"} {
		if strings.Contains(printed.String(), form) {
			t.Errorf("%q was printed", form)
		}
	}
	if !strings.Contains(printed.String(), hidden) {
		t.Error("nothing was printed at all")
	}
}

// An endpoint that repeats the request in its error must not bring the secrets
// into a log.
func TestErrorsHoldNoSecret(t *testing.T) {
	e := newTokenEndpoint(t)
	var verifier string
	for _, test := range []struct {
		name string
		fail func(r *http.Request, w http.ResponseWriter)
	}{
		{"in an error's description", func(r *http.Request, w http.ResponseWriter) {
			w.Header().Set("Content-Type", "application/json")
			w.WriteHeader(400)
			io.WriteString(w, `{"error":"invalid_request","error_description":"`+r.PostForm.Encode()+" "+r.PostForm.Get("code")+
				`","error_uri":"`+r.PostForm.Get("code_verifier")+`"}`)
		}},
		{"in an error's code", func(r *http.Request, w http.ResponseWriter) {
			w.Header().Set("Content-Type", "application/json")
			w.WriteHeader(400)
			io.WriteString(w, `{"error":"`+r.PostForm.Get("client_secret")+`"}`)
		}},
		{"in a page", func(r *http.Request, w http.ResponseWriter) {
			http.Error(w, r.PostForm.Encode(), http.StatusBadGateway)
		}},
		{"in broken JSON", func(r *http.Request, w http.ResponseWriter) {
			io.WriteString(w, `{"access_token":"x","expires_in":"`+r.PostForm.Get("code")+`"}`)
		}},
		{"in a redirect", func(r *http.Request, w http.ResponseWriter) {
			http.Redirect(w, r, "http://127.0.0.1:1/?"+r.PostForm.Encode(), http.StatusTemporaryRedirect)
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			e.Config.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				r.ParseForm()
				verifier = r.PostForm.Get("code_verifier")
				test.fail(r, w)
			})
			got := signIn(t, e, Request{}, allow)
			_, refreshErr := NewSource(t.Context(), e.client, NewSecret(theRefresh), nil, SourceOptions{}).Token()
			text := printed(got.err) + printed(refreshErr) + got.page
			for _, secret := range []string{theCode, url.QueryEscape(theCode), theSecret, theRefresh, url.QueryEscape(theRefresh), got.consent.Get("state"), verifier} {
				if secret != "" && strings.Contains(text, secret) {
					t.Errorf("%q is in %s", secret, text)
				}
			}
			if got.err == nil || refreshErr == nil {
				t.Errorf("no error: %v, %v", got.err, refreshErr)
			}
		})
	}
}

// printed is err in all the ways that it can reach a log or a person.
func printed(err error) string {
	var b bytes.Buffer
	for ; err != nil; err = cause(err) {
		fmt.Fprintf(&b, "%v\n%+v\n%#v\n%q\n%s\n", err, err, err, err, words.English.Tell(Say(err)))
		slog.New(slog.NewTextHandler(&b, nil)).Info("text", "err", err)
		slog.New(slog.NewJSONHandler(&b, nil)).Info("json", "err", err)
	}
	return b.String()
}

// cause goes one step down the chain, along the last of several causes.
func cause(err error) error {
	switch e := err.(type) {
	case interface{ Unwrap() []error }:
		return e.Unwrap()[len(e.Unwrap())-1]
	case interface{ Unwrap() error }:
		return e.Unwrap()
	}
	return nil
}
