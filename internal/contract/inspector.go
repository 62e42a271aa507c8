package contract

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"
)

// An Inspector is a transport that holds each request and its answer against
// the document. All fields but Spared are required.
type Inspector struct {
	Document *Document
	Scopes   []string // of the access token
	Base     http.RoundTripper
	Spared   func(*http.Response) bool // an answer that is wrong on purpose; may be nil
	Report   func(error)               // may be called by several goroutines at once

	mu       sync.Mutex
	answered map[string]bool // ids of methods
}

// Answered are the ids of the methods that were answered well, sorted.
func (i *Inspector) Answered() []string {
	i.mu.Lock()
	defer i.mu.Unlock()
	return slices.Sorted(maps.Keys(i.answered))
}

// RoundTrip lets a request and its answer pass, and reports what the document
// does not allow.
func (i *Inspector) RoundTrip(r *http.Request) (*http.Response, error) {
	asked, r, err := readRequest(r)
	if err != nil {
		return nil, err
	}
	m, held := i.Document.find(r.Method, r.URL)
	if m == nil {
		i.Report(fmt.Errorf("the document knows no %s %s", r.Method, r.URL.Path))
		return i.Base.RoundTrip(r)
	}
	c := &check{doc: i.Document, method: m, scopes: i.Scopes, asking: true}
	c.permitted()
	c.path(held)
	c.query(r.URL.Query())
	c.body(r.Header.Get("Content-Type"), asked)
	picked := c.mask(r.URL.Query().Get("fields"))

	res, err := i.Base.RoundTrip(r)
	if err == nil && (i.Spared == nil || !i.Spared(res)) {
		err = i.inspect(c, res, picked)
	}
	for _, fault := range c.faults {
		i.Report(fault)
	}
	return res, err
}

// inspect reads an answer, and leaves it as it was.
func (i *Inspector) inspect(c *check, res *http.Response, picked mask) error {
	text, err := io.ReadAll(res.Body)
	res.Body.Close()
	if err != nil {
		return err
	}
	res.Body = io.NopCloser(bytes.NewReader(text))
	c.asking = false
	c.answer(res.StatusCode, res.Header.Get("Content-Type"), string(text), picked)
	if res.StatusCode/100 == 2 {
		i.mu.Lock()
		defer i.mu.Unlock()
		if i.answered == nil {
			i.answered = make(map[string]bool)
		}
		i.answered[c.method.ID] = true
	}
	return nil
}

// readRequest gives a request's body, and the request with its body unread.
func readRequest(r *http.Request) (body string, unread *http.Request, err error) {
	if r.Body == nil {
		return "", r, nil
	}
	defer r.Body.Close()
	text, err := io.ReadAll(r.Body)
	if err != nil {
		return "", nil, err
	}
	body = string(text)
	unread = r.Clone(r.Context()) // a RoundTripper must not change the request
	unread.Body = io.NopCloser(strings.NewReader(body))
	return body, unread, nil
}
