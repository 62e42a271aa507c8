package fakegoogle

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
)

// Transport carries HTTP requests straight to the Handler, whatever host they
// name: no socket, no goroutine, fit for a synctest bubble. A cut connection is
// an error, as is a request whose context ends while the answer hangs.
func (g *Google) Transport() http.RoundTripper { return transport{g.Handler()} }

type transport struct{ handler http.Handler }

// errCut is what a client sees of a connection that was closed without an answer.
var errCut = errors.New("the connection was closed without an answer")

func (t transport) RoundTrip(r *http.Request) (res *http.Response, err error) {
	if r.Body != nil {
		defer r.Body.Close()
	}
	if err := r.Context().Err(); err != nil {
		return nil, err
	}
	in := r.Clone(r.Context()) // a RoundTripper must not change the request
	in.RequestURI = r.URL.RequestURI()
	if in.Body == nil {
		in.Body = http.NoBody
	}
	if in.Host == "" {
		in.Host = r.URL.Host
	}
	defer func() {
		switch p := recover(); {
		case p == nil:
		case p != http.ErrAbortHandler:
			panic(p)
		case r.Context().Err() != nil:
			res, err = nil, r.Context().Err()
		default:
			res, err = nil, errCut
		}
	}()
	var out recorder
	t.handler.ServeHTTP(&out, in)
	return out.response(r), nil
}

// A recorder is an answer in the making.
type recorder struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (r *recorder) Header() http.Header {
	if r.header == nil {
		r.header = make(http.Header)
	}
	return r.header
}

func (r *recorder) WriteHeader(status int) {
	if r.status == 0 {
		r.status = status
	}
}

func (r *recorder) Write(p []byte) (int, error) {
	r.WriteHeader(http.StatusOK)
	return r.body.Write(p)
}

func (r *recorder) response(to *http.Request) *http.Response {
	r.WriteHeader(http.StatusOK)
	return &http.Response{
		Status:        fmt.Sprintf("%d %s", r.status, http.StatusText(r.status)),
		StatusCode:    r.status,
		Proto:         "HTTP/1.1",
		ProtoMajor:    1,
		ProtoMinor:    1,
		Header:        r.Header(),
		Body:          io.NopCloser(&r.body),
		ContentLength: int64(r.body.Len()),
		Request:       to,
	}
}
