package auth

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"golang.org/x/oauth2"
)

// mailbox is a server that knows one access token, and the client of a Source
// that starts with another.
func mailbox(t *testing.T, accepts, refreshed string) (c *http.Client, url string, log *[]string) {
	log = new([]string)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		*log = append(*log, fmt.Sprintf("%s %s %s", r.Method, r.Header.Get("Authorization"), body))
		if r.Header.Get("Authorization") != "Bearer "+accepts {
			w.WriteHeader(http.StatusUnauthorized)
		}
	}))
	t.Cleanup(server.Close)
	asks := 0
	s := NewSource(t.Context(), bubbleClient, NewSecret(theRefresh), &oauth2.Token{AccessToken: "first"},
		SourceOptions{HTTP: answering(&asks, refreshed)})
	return &http.Client{Transport: s.Transport(nil)}, server.URL, log
}

func TestTransport(t *testing.T) {
	opaque := func() io.Reader { return struct{ io.Reader }{strings.NewReader("letter")} }
	for _, test := range []struct {
		name    string
		accepts string
		body    io.Reader
		status  int
		log     string
	}{
		{"a good token needs one request", "first", nil, 200, "POST Bearer first "},
		{"a refused one is refreshed and the request repeated", "second", nil, 200, "POST Bearer first |POST Bearer second "},
		{"with its body", "second", bytes.NewReader([]byte("letter")), 200, "POST Bearer first letter|POST Bearer second letter"},
		{"once only", "third", nil, 401, "POST Bearer first |POST Bearer second "},
		{"a body that is used up is not repeated", "second", opaque(), 401, "POST Bearer first letter"},
	} {
		t.Run(test.name, func(t *testing.T) {
			c, url, log := mailbox(t, test.accepts, hourToken)
			resp, err := c.Post(url, "text/plain", test.body)
			if err != nil {
				t.Fatal(err)
			}
			resp.Body.Close()
			if got := strings.Join(*log, "|"); resp.StatusCode != test.status || got != test.log {
				t.Errorf("got %d after %q, want %d after %q", resp.StatusCode, got, test.status, test.log)
			}
		})
	}
}

func TestTransportTellsOfASignOut(t *testing.T) {
	c, url, _ := mailbox(t, "second", `{"error":"invalid_grant"}`)
	_, err := c.Get(url)
	if !errors.Is(err, ErrSignedOut) {
		t.Errorf("got %v", err)
	}
}

func TestATokenStaysWhereItBelongs(t *testing.T) {
	var carried []string
	base := roundTrip(func(r *http.Request) (*http.Response, error) {
		carried = append(carried, r.URL.Host+" "+r.Header.Get("Authorization"))
		resp := answer(200, "")
		if r.URL.Host == "gmail.googleapis.com" {
			resp = answer(302, "")
			resp.Header.Set("Location", "https://evil.example/")
		}
		resp.Request = r
		return resp, nil
	})
	s := NewSource(t.Context(), bubbleClient, NewSecret(theRefresh), &oauth2.Token{AccessToken: "first"}, SourceOptions{})
	c := &http.Client{Transport: s.Transport(base)}
	if _, err := c.Get("https://gmail.googleapis.com/gmail"); err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(carried, "|"); got != "gmail.googleapis.com Bearer first|evil.example " {
		t.Errorf("a redirect: %q", got)
	}
	carried = nil
	if _, err := c.Get("http://gmail.googleapis.com/gmail"); err == nil || carried != nil {
		t.Errorf("without https: %v, %q", err, carried)
	}
}

func TestARepeatedRequestHasItsBody(t *testing.T) {
	var bodies []string
	base := roundTrip(func(r *http.Request) (*http.Response, error) {
		body, _ := io.ReadAll(r.Body)
		bodies = append(bodies, string(body))
		return answer(http.StatusUnauthorized, ""), nil
	})
	asks := 0
	s := NewSource(t.Context(), bubbleClient, NewSecret(theRefresh), &oauth2.Token{AccessToken: "first"},
		SourceOptions{HTTP: answering(&asks, hourToken)})
	c := &http.Client{Transport: s.Transport(base)}
	if _, err := c.Post("https://gmail.googleapis.com/gmail", "text/plain", strings.NewReader("letter")); err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(bodies, "|"); got != "letter|letter" {
		t.Errorf("the bodies are %q", got)
	}
}
