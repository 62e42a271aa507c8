package notify

import (
	"context"
	"fmt"
	"time"
)

var errHangs = fmt.Errorf("%w: it hangs", ErrAway)

// Available reports whether a notification service is there and answers, or
// can be started.
func (n *Notifier) Available(ctx context.Context) bool {
	n.await(ctx)
	n.mu.Lock()
	b, s := n.bus, n.server
	hung := s != nil && s.hung
	n.mu.Unlock()
	switch {
	case b == nil, hung:
		return false
	case s != nil:
		return true
	}
	ctx, cancel := context.WithTimeout(ctx, n.limit)
	defer cancel()
	return b.canStart(ctx)
}

// await waits for the first attempt to connect to end, within the limit.
func (n *Notifier) await(ctx context.Context) {
	late := time.NewTimer(n.limit)
	defer late.Stop()
	select {
	case <-n.tried:
	case <-late.C:
	case <-ctx.Done():
	}
}

// reach returns the server, started if need be and possible. It fails with
// ErrAway, or as ctx does.
func (n *Notifier) reach(ctx context.Context) (*server, error) {
	n.await(ctx)
	n.mu.Lock()
	b, s := n.bus, n.server
	hung := s != nil && s.hung
	n.mu.Unlock()
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case b == nil:
		return nil, fmt.Errorf("%w: %w", ErrAway, errNoBus)
	case hung:
		return nil, errHangs
	case s != nil:
		return s, nil
	}
	name, err := ask(ctx, n, nil, func() (string, error) { return b.start(n.ctx) })
	if err != nil {
		return nil, fmt.Errorf("%w: starting one: %w", ErrAway, err)
	}
	if s = n.setServer(b, name); s == nil {
		return nil, fmt.Errorf("%w: it ended at once", ErrAway)
	}
	return s, nil
}

// capabilities asks each server once.
func (n *Notifier) capabilities(ctx context.Context, s *server) (*capabilities, error) {
	n.mu.Lock()
	can := s.can
	n.mu.Unlock()
	if can != nil {
		return can, nil
	}
	can, err := ask(ctx, n, s, func() (*capabilities, error) { return s.capabilities(n.ctx) })
	if err != nil {
		return nil, fmt.Errorf("asking for capabilities: %w", err)
	}
	n.mu.Lock()
	s.can = can
	n.mu.Unlock()
	return can, nil
}

// ask runs f, which may hang, and waits for it within the limit and ctx. f goes
// on by itself after that, so that what it does with a late answer is done. A
// server (nil: the bus itself) that is too late counts as hung.
func ask[T any](ctx context.Context, n *Notifier, s *server, f func() (T, error)) (T, error) {
	type answer struct {
		value T
		err   error
	}
	answers := make(chan answer, 1)
	go func() {
		value, err := f()
		answers <- answer{value, err}
	}()
	late := time.NewTimer(n.limit)
	defer late.Stop()
	var none T
	select {
	case a := <-answers:
		return a.value, a.err
	case <-ctx.Done():
		return none, ctx.Err()
	case <-late.C:
		if s != nil {
			n.hang(s)
		}
		return none, fmt.Errorf("%w: no answer within %v", ErrAway, n.limit)
	}
}
