package auth

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"sync"
	"testing"
)

// A tokenEndpoint is a token endpoint that answers as told and keeps what it
// was asked.
type tokenEndpoint struct {
	*httptest.Server
	client Client

	mu        sync.Mutex
	challenge string // what a code's verifier must hash to; empty checks nothing
	status    int    // 0 is 200
	answer    map[string]any
	asked     []url.Values
	paths     []string
	hold      chan struct{} // answers wait for it to be closed; may be nil
	came      chan struct{} // one value for each request
}

const (
	theCode    = "4/0-the-code"
	theRefresh = "1//0-the-refresh-token"
	theAccess  = "ya29.the-access-token"
	theSecret  = "GOCSPX-the-client-secret"
)

func newTokenEndpoint(t *testing.T) *tokenEndpoint {
	e := &tokenEndpoint{came: make(chan struct{}, 100), answer: map[string]any{
		"access_token": theAccess, "refresh_token": theRefresh, "expires_in": 3599, "token_type": "Bearer",
	}}
	e.Server = httptest.NewServer(e)
	t.Cleanup(e.Close)
	e.client = Client{ID: "the-id", Secret: NewSecret(theSecret), Project: "p", AuthURL: e.URL + "/auth", TokenURL: e.URL + "/o/token"}
	return e
}

func (e *tokenEndpoint) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	r.ParseForm()
	e.mu.Lock()
	e.asked = append(e.asked, r.PostForm)
	e.paths = append(e.paths, r.URL.Path)
	status, answer, hold, challenge := e.status, e.answer, e.hold, e.challenge
	e.mu.Unlock()
	e.came <- struct{}{}
	if hold != nil {
		<-hold
	}
	sum := sha256.Sum256([]byte(r.PostForm.Get("code_verifier")))
	if challenge != "" && base64.RawURLEncoding.EncodeToString(sum[:]) != challenge {
		status, answer = 400, map[string]any{"error": "invalid_grant"}
	}
	w.Header().Set("Content-Type", "application/json")
	if status != 0 {
		w.WriteHeader(status)
	}
	json.NewEncoder(w).Encode(answer)
}

// fail has the endpoint answer with an error from now on.
func (e *tokenEndpoint) fail(status int, code, description string) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.status, e.answer = status, map[string]any{"error": code, "error_description": description}
}

func (e *tokenEndpoint) requests() []url.Values {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.asked
}
