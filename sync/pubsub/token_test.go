package pubsub

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"golang.org/x/oauth2"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"lettertray/internal/fakegoogle"
	"lettertray/internal/mail"
)

// source is a source of access tokens that a test may change at any time.
type source struct {
	access atomic.Pointer[string]
	err    atomic.Pointer[error]
}

func (s *source) give(access string) { s.access.Store(&access) }
func (s *source) fail(err error)     { s.err.Store(&err) } // nil: no more

func (s *source) GetRequestMetadata(context.Context, ...string) (map[string]string, error) {
	if err := s.err.Load(); err != nil && *err != nil {
		return nil, *err
	}
	return map[string]string{"authorization": "Bearer " + *s.access.Load()}, nil
}

func (s *source) RequireTransportSecurity() bool { return false }

func TestTroubleWithTheTokenIsToldApart(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var tokens source
		w := newWorld(t, &tokens)
		fresh := func() { _, access := w.Grant(ada, fakegoogle.ScopePubSub); tokens.give(access) }
		fresh()
		o := w.options()
		dropped := 0
		o.Rejected = func(string) { dropped++; fresh() }
		h := receive(t, w.subscription(t, o))
		sleep(time.Minute)

		// The computer goes offline: to gRPC that is Unauthenticated.
		tokens.fail(errors.New("dial tcp: lookup oauth2.googleapis.com: no such host"))
		w.EndStreams(codes.Unavailable)
		sleep(10 * time.Minute)
		if h.ended || dropped != 0 {
			t.Fatalf("offline was taken for signed out: %v, dropped %d tokens", h.end, dropped)
		}
		tokens.fail(nil)
		sleep(10 * time.Minute)
		if h.states[len(h.states)-1] != nil {
			t.Fatalf("states %v", h.states)
		}

		// The access token goes stale while a stream is open.
		was := len(h.states)
		w.ExpireAccess()
		w.EndStreams(codes.Unauthenticated)
		sleep(3 * time.Second)
		if h.ended || dropped != 1 || len(h.states) != was+1 || h.states[was] != nil {
			t.Fatalf("ended %v %v, dropped %d tokens, states %v; want a fresh token and a stream without a word", h.ended, h.end, dropped, h.states[was:])
		}

		// The grant is gone.
		tokens.fail(fmt.Errorf("refreshing: %w", &oauth2.RetrieveError{ErrorCode: "invalid_grant"}))
		w.EndStreams(codes.Unauthenticated)
		sleep(3 * time.Second)
		if !h.ended || mail.KindOf(h.end) != mail.SignedOut {
			t.Errorf("ended %v with %v", h.ended, h.end)
		}
	})
}

func TestASourceMaySayUnauthenticatedItself(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var tokens source
		tokens.fail(status.Error(codes.Unauthenticated, "signed out"))
		w := newWorld(t, &tokens)
		s := w.subscription(t, w.options())
		if _, err := s.Ensure(t.Context()); mail.KindOf(err) != mail.SignedOut {
			t.Errorf("ensuring: %v", err)
		}
		h := listen(t, s)
		sleep(time.Second)
		if !h.ended || mail.KindOf(h.end) != mail.SignedOut {
			t.Errorf("ended %v with %v", h.ended, h.end)
		}
	})
}
