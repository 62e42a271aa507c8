package auth

import (
	"fmt"
	"io"
	"net/http"
)

// Transport returns a RoundTripper that gives each request the Source's
// bearer token. A 401 drops the token; a request without a body, or whose body
// can be had again, is then repeated once with a fresh one. base may be nil.
//
// The token goes over https or to this computer only, and not along with a
// redirect to another host.
func (s *Source) Transport(base http.RoundTripper) http.RoundTripper {
	if base == nil {
		base = http.DefaultTransport
	}
	return &bearer{source: s, base: base}
}

type bearer struct {
	source *Source
	base   http.RoundTripper
}

func (b *bearer) RoundTrip(req *http.Request) (*http.Response, error) {
	if leavesHost(req) {
		return b.base.RoundTrip(req)
	}
	if req.URL.Scheme != "https" && !isLoopback(req.URL.Hostname()) {
		closeBody(req)
		return nil, fmt.Errorf("sending a token to %s: the connection is not secure", req.URL.Host)
	}
	resp, access, err := b.send(req)
	if err != nil || resp.StatusCode != http.StatusUnauthorized {
		return resp, err
	}
	b.source.Drop(access)
	again, ok := repeatable(req)
	if !ok {
		return resp, nil
	}
	// Read to the end, so that the connection can be used again.
	io.Copy(io.Discard, io.LimitReader(resp.Body, 64<<10))
	resp.Body.Close()
	resp, _, err = b.send(again)
	return resp, err
}

// send sends a copy of req with a token, and says with which.
func (b *bearer) send(req *http.Request) (*http.Response, string, error) {
	t, err := b.source.TokenContext(req.Context())
	if err != nil {
		closeBody(req)
		return nil, "", err
	}
	req = req.Clone(req.Context())
	t.SetAuthHeader(req)
	resp, err := b.base.RoundTrip(req)
	return resp, t.AccessToken, err
}

// repeatable returns the request with its body unread, if that can be.
func repeatable(req *http.Request) (*http.Request, bool) {
	if req.Body == nil || req.Body == http.NoBody {
		return req, true
	}
	if req.GetBody == nil {
		return nil, false
	}
	body, err := req.GetBody()
	if err != nil {
		return nil, false
	}
	req = req.Clone(req.Context())
	req.Body = body
	return req, true
}

// leavesHost reports whether a redirect sends the request to another host than
// the one that answered with it.
func leavesHost(req *http.Request) bool {
	from := req.Response
	return from != nil && from.Request != nil && from.Request.URL.Host != req.URL.Host
}

// closeBody keeps RoundTrip's promise to close the body whatever happens.
func closeBody(req *http.Request) {
	if req.Body != nil {
		req.Body.Close()
	}
}
