package sync

import (
	"context"
	"fmt"
	"slices"
	"time"

	"lettertray/internal/mail"
)

// source is how pushes are doing, as the receiving goroutine last knew.
type source struct {
	topic string // where Gmail is to publish to; empty until it is made sure of
	open  bool   // a stream is open
	err   error  // why not; nil while it is being opened
}

// receive keeps pushes coming until ctx ends. Whatever goes wrong, it tries
// again: after 10 minutes at most, and at once when asked to restart.
func (e *Engine) receive(ctx context.Context) {
	if e.Subscription == nil {
		return
	}
	var tries backoff
	for ctx.Err() == nil {
		err := e.stream(ctx)
		if ctx.Err() != nil {
			return
		}
		if s := e.source.Load(); s != nil && s.open {
			tries.succeed()
		}
		if err == nil { // a restart was asked for
			tries.succeed()
			continue
		}
		tries.fail(err, time.Now(), e.Now())
		wait := time.Until(tries.until)
		e.Log.Warn("pushes do not arrive", "error", err, "again", wait.Round(time.Second))
		e.setSource(source{err: err}, changed)
		timer := time.NewTimer(wait)
		select {
		case <-ctx.Done():
		case <-e.restart:
			tries.succeed()
		case <-timer.C:
		}
		timer.Stop()
	}
}

// stream sets pushes up and receives them until that fails, or returns nil when
// a new stream was asked for.
func (e *Engine) stream(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	ended := make(chan error, 1)
	go func() {
		topic, err := e.Subscription.Ensure(ctx)
		if err != nil {
			ended <- fmt.Errorf("setting up pushes: %w", err)
			return
		}
		// A stream that is only opened anew is no reason to say that pushes stopped.
		before := e.source.Load()
		e.setSource(source{topic: topic, open: before != nil && before.open && before.topic == topic}, changed)
		err = e.Subscription.Receive(ctx, e.pushed, func(err error) {
			h := changed
			if err == nil {
				h = opened
			}
			e.setSource(source{topic: topic, open: err == nil, err: err}, h)
		})
		if err != nil {
			err = fmt.Errorf("receiving pushes: %w", err)
		}
		ended <- err
	}()
	select {
	case err := <-ended:
		return err
	case <-e.restart:
		cancel()
		<-ended
		return nil
	}
}

func (e *Engine) setSource(s source, h Hint) {
	e.source.Store(&s)
	e.Poke(h)
}

// retryPushes asks for a new stream where none is open.
func (e *Engine) retryPushes() {
	if s := e.source.Load(); s == nil || !s.open {
		ring(e.restart)
	}
}

// distrustPushes takes in that mail came which no push announced: the push was
// lost, or all are, because a stream is half-open or the topic is gone. A new
// stream makes sure of the topic, and renewing the watch makes Gmail publish.
func (e *Engine) distrustPushes() {
	if s := e.source.Load(); s != nil && s.open {
		e.Log.Info("mail came that no push announced: pushes are set up anew")
		e.state.Renewed = time.Time{}
		ring(e.restart)
	}
}

const (
	renewEvery  = 24 * time.Hour // Gmail push guide: "call watch once per day"
	renewBefore = 48 * time.Hour // of the 7 days that a watch lives
	renewGap    = time.Hour      // between two renewals, however wrong the clock is
)

// watchDue reports whether to renew a watch at now. All times are the wall
// clock's, for a laptop's timers stand still while it sleeps.
func watchDue(now, renewed, ends time.Time) bool {
	return renewed.After(now) || !now.Before(nextRenewal(renewed, ends))
}

// nextRenewal is when a watch is due that was renewed, and ends, at these times.
func nextRenewal(renewed, ends time.Time) time.Time {
	daily, early := renewed.Add(renewEvery), ends.Add(-renewBefore)
	if early.Before(daily) {
		return early
	}
	return daily
}

// renew renews the watch if it is due, or is not what it should be: labels may
// have changed while nobody ran. Its only error is that the grant is gone.
func (e *Engine) renew(ctx context.Context) error {
	s := e.source.Load()
	if s == nil || s.topic == "" {
		e.watchErr = nil // no pushes: what is wrong with them is the thing to say
		return nil
	}
	now := e.Now()
	same := s.topic == e.state.Topic && slices.Equal(e.telling.Labels, e.state.Watched)
	if same && e.watchErr == nil && !watchDue(now, e.state.Renewed, e.state.Ends) {
		return nil
	}
	if !e.watches.ready(time.Now(), false) {
		return nil
	}
	if !same && e.state.Watched != nil {
		// Should this be cut short, nobody knows what Gmail watches.
		e.state.Watched = nil
		e.save()
	}
	ends, err := e.Mailbox.Watch(ctx, s.topic, e.telling.Labels)
	if ctx.Err() != nil {
		return nil
	}
	if e.watchErr = err; err != nil {
		return e.unwatched(err)
	}
	e.watches = backoff{until: time.Now().Add(renewGap)}
	e.state.Topic, e.state.Watched, e.state.Renewed, e.state.Ends = s.topic, e.telling.Labels, now, ends
	e.save()
	return nil
}

// unwatched takes in why the watch could not be renewed.
func (e *Engine) unwatched(err error) error {
	e.watches.fail(err, time.Now(), e.Now())
	e.Log.Warn("the watch could not be renewed", "error", err)
	switch mail.KindOf(err) {
	case mail.SignedOut:
		return err
	case mail.TopicMissing:
		ring(e.restart) // makes it again
	case mail.GrantMissing:
		if e.watches.failures > 3 { // a fresh grant takes a while to act; one that does not is made again
			ring(e.restart)
		}
	}
	return nil
}

// report says how things are.
func (e *Engine) report() {
	s := Status{
		Looked: e.lookedAt, Ends: e.state.Ends,
		Unread: e.unread, Newest: e.newest, Paused: e.state.Paused, Held: len(e.state.Held),
		Quiet: e.quiet, QuietEnd: e.quietUntil, Muted: time.Now().Before(e.away), Unsaved: e.unsaved, SetAside: e.setAside,
	}
	if s.Looked.IsZero() {
		s.Looked = e.state.Reconciled // an earlier run's
	}
	if !e.state.Ends.IsZero() {
		s.Renewal = nextRenewal(e.state.Renewed, e.state.Ends)
	}
	if at := e.lastPush.Load(); at != 0 {
		s.Pushed = time.Unix(0, at)
	}
	src := e.source.Load()
	if src == nil {
		src = &source{}
	}
	s.Phase, s.Err = phase(!e.looked.IsZero(), e.lookErr, src.err, e.watchErr, src.open)
	if s.Since = e.status.Since; s.Since.IsZero() || s.Phase != e.status.Phase {
		s.Since = e.Now()
	}
	e.status = s
	e.OnStatus(s)
}
