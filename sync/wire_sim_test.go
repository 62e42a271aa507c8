//go:build !race

package sync_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"google.golang.org/grpc"
)

// How the network is.
const (
	online  int32 = iota
	offline       // and says so at once
	void          // what is sent goes nowhere, and nobody says so
)

var errOffline = errors.New("the network is unreachable")

// reach gives an error when the network is away.
func (s *sim) reach(ctx context.Context) error {
	switch s.network.Load() {
	case offline:
		return errOffline
	case void:
		<-ctx.Done()
		return ctx.Err()
	}
	return ctx.Err()
}

// A wire carries a process's HTTP requests.
type wire struct {
	p  *process
	to http.RoundTripper
}

func (w wire) RoundTrip(r *http.Request) (answer *http.Response, err error) {
	if r.Body != nil {
		defer r.Body.Close()
	}
	if err := w.p.sim.reach(r.Context()); err != nil {
		return nil, err
	}
	err = w.p.effect(func() error {
		if answer = w.p.sim.emptyPage(r); answer == nil {
			answer, err = w.to.RoundTrip(w.p.sim.shortPage(r))
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return answer, nil
}

// shortPage has Google give fewer results on a page than were asked for, as it
// may.
func (s *sim) shortPage(r *http.Request) *http.Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	q := r.URL.Query()
	if !s.trouble.shortPages || !q.Has("maxResults") {
		return r
	}
	r = r.Clone(r.Context())
	q.Set("maxResults", "3")
	r.URL.RawQuery = q.Encode()
	return r
}

// emptyPage is a first page of history without records, but with a next page;
// nil: not this time.
func (s *sim) emptyPage(r *http.Request) *http.Response {
	q := r.URL.Query()
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.trouble.shortPages || !strings.HasSuffix(r.URL.Path, "/history") || q.Has("pageToken") || s.draw("empty page", "") < 0.5 {
		return nil
	}
	body := fmt.Sprintf(`{"historyId":"%d","nextPageToken":%q}`, s.HistoryID(ada), q.Get("startHistoryId"))
	return &http.Response{
		StatusCode: http.StatusOK, ProtoMajor: 1, ProtoMinor: 1, Request: r,
		Header: http.Header{"Content-Type": {"application/json"}},
		Body:   io.NopCloser(strings.NewReader(body)),
	}
}

// lines are the connections to Pub/Sub.
type lines struct {
	mu   sync.Mutex
	open []*line
}

// A line is one connection as the computer sees it. One that is lost looks
// alive: what is written goes nowhere, and nothing comes.
type line struct {
	net.Conn
	p      *process
	lost   atomic.Bool
	closed chan struct{}
	once   sync.Once
}

// dial connects a process to Pub/Sub.
func (p *process) dial(ctx context.Context, _ string) (net.Conn, error) {
	if err := p.sim.reach(ctx); err != nil {
		return nil, err
	}
	conn, err := p.sim.pipe.DialContext(ctx)
	if err != nil {
		return nil, err
	}
	l := &line{Conn: conn, p: p, closed: make(chan struct{})}
	all := &p.sim.lines
	all.mu.Lock()
	defer all.mu.Unlock()
	all.open = append(all.open, l)
	return l, nil
}

func (l *line) Read(b []byte) (n int, err error) {
	for {
		n, err = l.Conn.Read(b)
		if !l.lost.Load() {
			return n, err
		}
		if err != nil {
			<-l.closed
			return 0, err
		}
	}
}

func (l *line) Write(b []byte) (n int, err error) {
	if l.lost.Load() {
		return len(b), nil
	}
	if l.p.dead.Load() {
		return 0, errKilled
	}
	return l.Conn.Write(b)
}

// calls makes each call of Pub/Sub an effect of the process.
func (p *process) calls() []grpc.DialOption {
	return []grpc.DialOption{
		grpc.WithContextDialer(p.dial),
		grpc.WithUnaryInterceptor(func(ctx context.Context, method string, q, a any, conn *grpc.ClientConn, call grpc.UnaryInvoker, o ...grpc.CallOption) error {
			return p.effect(func() error { return call(ctx, method, q, a, conn, o...) })
		}),
		grpc.WithStreamInterceptor(func(ctx context.Context, d *grpc.StreamDesc, conn *grpc.ClientConn, method string, open grpc.Streamer, o ...grpc.CallOption) (stream grpc.ClientStream, err error) {
			err = p.effect(func() error {
				stream, err = open(ctx, d, conn, method, o...)
				return err
			})
			return stream, err
		}),
	}
}

func (l *line) Close() error {
	l.once.Do(func() { close(l.closed) })
	all := &l.p.sim.lines
	all.mu.Lock()
	all.open = slices.DeleteFunc(all.open, func(x *line) bool { return x == l })
	all.mu.Unlock()
	return l.Conn.Close()
}

// loseLines has every connection go dead without a word.
func (s *sim) loseLines() {
	s.lines.mu.Lock()
	defer s.lines.mu.Unlock()
	for _, l := range s.lines.open {
		l.lost.Store(true)
	}
}

// cutLines has every connection end.
func (s *sim) cutLines() {
	s.lines.mu.Lock()
	open := slices.Clone(s.lines.open)
	s.lines.mu.Unlock()
	for _, l := range open {
		l.Close()
	}
}
