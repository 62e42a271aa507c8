package pubsub

import (
	"context"
	"fmt"
	"time"

	"github.com/googleapis/gax-go/v2"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"lettertray/internal/mail"
)

// callLimit is how long a call may take, finding the network included.
const callLimit = 15 * time.Second

// patient lets a call wait for the connection instead of failing with what
// was wrong with it last time, which may be hours ago.
var patient = gax.WithGRPCOptions(grpc.WaitForReady(true))

// call makes one call within its time limit and sorts its error. With a fresh
// access token it is made once more if Google does not take the one in use.
func call[Q, A any](ctx context.Context, s *Subscription, f func(context.Context, Q, ...gax.CallOption) (A, error), q Q) (A, error) {
	a, err := try(ctx, s, f, q)
	if rejects(err) && s.reject() {
		a, err = try(ctx, s, f, q)
	}
	switch {
	case err == nil:
		return a, nil
	case ctx.Err() != nil:
		return a, ctx.Err()
	}
	return a, failure(err, s.project, time.Now())
}

func try[Q, A any](ctx context.Context, s *Subscription, f func(context.Context, Q, ...gax.CallOption) (A, error), q Q) (A, error) {
	limited, cancel := context.WithTimeout(ctx, callLimit)
	defer cancel()
	s.conn.hurry()
	a, err := f(limited, q, patient)
	if err != nil && limited.Err() != nil && ctx.Err() == nil {
		s.conn.Redial()
		err = fmt.Errorf("no answer within %v: %w", callLimit, err)
	}
	return a, err
}

// silent lets a call that answers nothing be made like others.
func silent[Q any](f func(context.Context, Q, ...gax.CallOption) error) func(context.Context, Q, ...gax.CallOption) (struct{}, error) {
	return func(ctx context.Context, q Q, o ...gax.CallOption) (struct{}, error) {
		return struct{}{}, f(ctx, q, o...)
	}
}

// rejects reports whether Google did not take the access token.
func rejects(err error) bool {
	return status.Code(err) == codes.Unauthenticated && !grantGone(err)
}

// reject has the source forget the access token that was used last, and
// reports whether there was one. Another call may have fetched a fresh one in
// between; to lose that costs one refresh.
func (s *Subscription) reject() bool {
	access := s.conn.access()
	if access == "" || s.rejected == nil {
		return false
	}
	s.rejected(access)
	return true
}

// as gives a failure that Google calls NotFound the kind that it means here.
func as(kind mail.Kind, err error) error {
	if mail.KindOf(err) != mail.NotFound {
		return err
	}
	return &mail.Failure{Kind: kind, Err: err}
}
