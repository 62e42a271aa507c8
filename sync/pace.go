package sync

import (
	"time"
)

// lookDue reports whether it is time to look at the mailbox.
func (e *Engine) lookDue(why reason) bool {
	now := time.Now()
	switch behind := e.mark.Load() > uint64(e.state.Cursor); {
	case !e.looks.ready(now, why == asked):
		return false
	case why == asked, e.lookErr != nil, e.looked.IsZero():
		return true
	case why == pushed && behind, e.behind > 0 && !now.Before(e.again()):
		return true
	case e.deliverable():
		return true
	}
	return !now.Before(e.looked.Add(e.interval()))
}

// settle takes in how a look ended.
func (e *Engine) settle(err error) {
	now := time.Now()
	e.lookErr = err
	if err != nil {
		e.looks.fail(err, now, e.Now())
		e.Log.Warn("the mailbox could not be read", "error", err, "again", e.looks.until.Sub(now).Round(time.Second))
		return
	}
	if e.looks.failures > 0 {
		e.retryPushes() // what kept Gmail away may have kept pushes away too
	}
	e.looks.succeed()
	e.looked, e.lookedAt = now, e.Now()
	e.catchUp()
}

// behindWaits are how long history may lag behind a push before each further
// look; after the last the mark is dropped, so that a bogus one costs little.
var behindWaits = []time.Duration{time.Second, 3 * time.Second, 10 * time.Second}

// catchUp notes whether the look has reached the mark.
func (e *Engine) catchUp() {
	mark := e.mark.Load()
	if mark <= uint64(e.state.Cursor) {
		e.behind = 0
		return
	}
	if e.behind++; e.behind > len(behindWaits) {
		e.Log.Info("a push named a point that history did not reach", "mark", mark, "cursor", e.state.Cursor)
		e.mark.CompareAndSwap(mark, 0)
		e.behind = 0
	}
}

// again is when a look that was behind the mark is repeated.
func (e *Engine) again() time.Time { return e.looked.Add(behindWaits[e.behind-1]) }

// interval is how long the mailbox may go unlooked at.
func (e *Engine) interval() time.Duration {
	if s := e.source.Load(); s != nil && s.open && e.watchErr == nil {
		return lookWithPush
	}
	return lookWithout
}

// due is when something will next have to be done, by the monotonic clock.
func (e *Engine) due() time.Time {
	next := e.looked.Add(e.interval())
	if e.lookErr != nil {
		next = e.looks.until
	} else if e.behind > 0 {
		next = e.again()
	}
	sooner := func(t time.Time) {
		if !t.IsZero() && t.Before(next) {
			next = t
		}
	}
	if p := e.state.Paused; p != nil && !p.Until.IsZero() {
		sooner(time.Now().Add(p.Until.Sub(e.Now())))
	}
	if e.quiet && !e.quietUntil.IsZero() {
		sooner(time.Now().Add(e.quietUntil.Sub(e.Now())))
	}
	if len(e.state.Held) > 0 && e.state.Paused == nil && !e.quiet && e.lookErr == nil {
		sooner(e.away)
	}
	if e.watchErr != nil && e.lookErr == nil {
		sooner(e.watches.until)
	}
	if e.unsaved != nil {
		sooner(time.Now().Add(lookWithout))
	}
	return next
}
