package sync

import (
	"errors"
	"math/rand/v2"
	"time"

	"lettertray/internal/mail"
)

const (
	backoffFirst = time.Second
	backoffMax   = 10 * time.Minute
	waitMax      = time.Hour // a longer wait that Google seems to name is more likely a clock that is wrong
)

// A backoff spaces out attempts at what keeps failing. The zero value has not
// failed.
type backoff struct {
	failures int
	until    time.Time // no attempt before, by the monotonic clock; zero: at any time
	bound    bool      // Google named the wait, so nobody goes first
}

// fail notes a failure at now, the monotonic clock; wall is the wall clock,
// in whose terms Google names waits.
func (b *backoff) fail(err error, now, wall time.Time) {
	b.failures++
	wait, named := after(err, b.failures, wall)
	b.until, b.bound = now.Add(wait), named
}

// succeed forgets all failures.
func (b *backoff) succeed() { *b = backoff{} }

// ready reports whether an attempt may be made at now. Something urgent waits
// only where Google named the wait.
func (b *backoff) ready(now time.Time, urgent bool) bool {
	return b.until.IsZero() || !now.Before(b.until) || urgent && !b.bound
}

// after says how long to wait after so many failures in a row, and whether
// Google named the wait.
func after(err error, failures int, wall time.Time) (wait time.Duration, named bool) {
	wait = min(backoffFirst<<min(failures-1, 20), backoffMax)
	wait -= rand.N(wait/4 + 1) // jitter, so that computers which lost Google together do not come back together
	f, _ := errors.AsType[*mail.Failure](err)
	switch mail.KindOf(err) {
	case mail.RateLimited:
		if !f.Until.IsZero() {
			// By a clock that is wrong the wait may seem to be over, again and again.
			return max(min(f.Until.Sub(wall), waitMax), wait), true
		}
	case mail.QuotaSpent:
		return waitMax, true
	}
	if mail.Curable(err) {
		return backoffMax, false // asking often cannot cure it, but the person may
	}
	return wait, false
}
