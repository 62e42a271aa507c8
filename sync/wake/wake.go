// Package wake notices that the computer woke up or that the network came
// back. Either way connections may be dead without a word, and mail may wait.
// It is a hint that it may be worth looking, no more: it may come once too
// often, and where nothing tells it late.
package wake

import (
	"cmp"
	"context"
	"log/slog"
	"time"
)

// A Reason is what was noticed.
type Reason int

const (
	Woke   Reason = iota // the computer slept, or its clock was set
	Online               // the network came back
)

func (r Reason) String() string {
	if r == Online {
		return "the network came back"
	}
	return "the computer woke up"
}

// Options are all optional.
type Options struct {
	Now func() time.Time // the wall clock; nil: the computer's own, which its kernel may watch
	Log *slog.Logger     // nil: none
}

const (
	// tick is how often the clock is looked at: at the cost of three
	// wake-ups a minute, a sleep is noticed within this time on every system.
	tick = 20 * time.Second
	// slowTick is for a kernel that tells, in case that it does not.
	slowTick = 10 * time.Minute
	// slack is how far the clock may be off what was waited for: more than a
	// busy computer delays a timer or an NTP daemon corrects, less than a
	// sleep that could cost a connection.
	slack = 10 * time.Second
)

// Watch calls hint with what it notices until ctx ends. Hint is called from
// here, must not block, and may come twice for one sleep: from the system, and
// from the clock.
func Watch(ctx context.Context, o Options, hint func(Reason)) {
	log := cmp.Or(o.Log, slog.New(slog.DiscardHandler))
	ctx, cancel := context.WithCancel(ctx)
	now, every := o.Now, tick
	var set <-chan struct{} // nil: nobody tells
	if now == nil {
		now = time.Now
		if told, err := clockSet(ctx); err == nil {
			set, every = told, slowTick
		} else {
			log.Debug("the clock is looked at", "every", tick, "error", err)
		}
	}
	reasons, done := make(chan Reason), make(chan struct{})
	go func() {
		defer close(done)
		listen(ctx, log, reasons)
	}()
	defer func() {
		cancel()
		<-done
	}()

	ticker := time.NewTicker(every)
	defer ticker.Stop()
	// Round strips the monotonic reading, which on Linux and macOS stands
	// still while the computer sleeps.
	last := now().Round(0)
	for {
		select {
		case <-ctx.Done():
			return
		case r := <-reasons:
			log.Debug(r.String(), "by", "the system")
			hint(r)
		case _, ok := <-set:
			if !ok { // the timer is lost
				set = nil
				ticker.Reset(tick)
				every, last = tick, now().Round(0)
				continue
			}
			log.Debug(Woke.String(), "by", "the kernel")
			last = now().Round(0)
			ticker.Reset(every)
			hint(Woke)
		case <-ticker.C:
			at := now().Round(0)
			if jumped(at.Sub(last), every) {
				log.Debug(Woke.String(), "by", "the clock", "passed", at.Sub(last))
				hint(Woke)
			}
			last = at
		}
	}
}

// jumped reports whether what passed on the wall clock since the last tick, one
// of which is due every so often, says that the computer slept, or that somebody set the clock. On Windows the
// monotonic clock runs on during a sleep, so that only a late tick tells:
// hence the comparison with the tick itself.
func jumped(passed, every time.Duration) bool {
	return passed > every+slack || passed < every-slack
}
