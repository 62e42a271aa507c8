package auth

import (
	"crypto/subtle"
	"net/http"
	"net/url"
)

// The listener's two paths: where Google sends the browser, and where the
// browser goes from there, so that no code stays in its address bar and
// history.
const (
	callbackPath = "/callback"
	donePath     = "/done"
)

// A callback is what the browser brought back from Google: a code, or why
// there is none.
type callback struct {
	code    string
	refusal string // an OAuth error code; empty when there is a code
}

// expected is what marks a request as the answer to this one sign-in.
type expected struct {
	host  string // the listener's own address, against rebinding of names
	state string
}

// read decides what a request to the listener is. The status is the one to
// answer with: 303 for a callback, 200 for the page after it, and a refusal
// for anything else, which must not end the wait.
func (e expected) read(r *http.Request) (callback, int) {
	switch {
	case r.Host != e.host:
		return callback{}, http.StatusMisdirectedRequest
	case r.Method != http.MethodGet:
		return callback{}, http.StatusMethodNotAllowed
	case r.URL.Path == donePath:
		return callback{}, http.StatusOK
	case r.URL.Path != callbackPath:
		return callback{}, http.StatusNotFound
	}
	query, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return callback{}, http.StatusBadRequest
	}
	state, code, refusal := query["state"], query["code"], query["error"]
	if len(state) != 1 || subtle.ConstantTimeCompare([]byte(state[0]), []byte(e.state)) != 1 {
		return callback{}, http.StatusBadRequest
	}
	switch {
	case len(code) == 1 && len(refusal) == 0 && isToken(code[0]):
		return callback{code: code[0]}, http.StatusSeeOther
	case len(refusal) == 1 && len(code) == 0 && refusal[0] != "":
		return callback{refusal: errorCode(refusal[0])}, http.StatusSeeOther
	}
	return callback{}, http.StatusBadRequest
}
