package sync

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"lettertray/internal/mail"
)

const (
	manyFrom    = 5           // so many found by one look are "many"
	manyShown   = 3           // then the newest are told singly, the rest by one summary
	digestNamed = 5           // a digest names the newest
	readMax     = 50          // a look reads no more messages than this; the rest are counted
	readTries   = 5           // a message that cannot be read is then told without its words
	awayRetry   = time.Minute // a notification service that failed is left alone for so long, then twice that, unless it says that it is back
)

// tell tells what arrived and what was held, or holds it. An error means that a
// message could not be read yet; all others are told or held.
func (e *Engine) tell(ctx context.Context, arrived []string) error {
	// Held mail was told already where the engine was ended in the middle of it.
	queue := slices.DeleteFunc(slices.Clone(e.state.Held), e.state.told)
	waiting := map[string]bool{}
	for _, id := range queue {
		waiting[id] = true
	}
	for _, id := range arrived {
		if !waiting[id] && !e.state.told(id) {
			queue = append(queue, id)
		}
	}
	if e.holding() || len(queue) == 0 {
		e.decide(e.holdingFor(), queue[len(waiting):]...)
		e.state.Held = queue
		return nil
	}
	batch, later, err := e.choose(ctx, queue)
	held := e.deliver(ctx, batch)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	e.digest = e.digest && len(held) > 0
	// What cannot be read yet is held no longer than the cursor stays: history
	// brings it again, unless it was held before.
	for _, id := range later {
		if waiting[id] {
			held = append(held, id)
		}
	}
	e.state.Held = held
	if err == nil {
		clear(e.failed)
	}
	return err
}

// deliver tells a batch and returns what was not told, oldest first.
func (e *Engine) deliver(ctx context.Context, b mail.Batch) (untold []string) {
	if len(b.Messages)+len(b.More) == 0 {
		return nil
	}
	for _, n := range e.state.Shown {
		b.Standing = append(b.Standing, n.Messages...)
	}
	shown, err := e.Notifier.Deliver(ctx, b)
	e.state.show(shown)
	for _, n := range shown {
		for _, id := range n.Messages {
			e.state.tell(id, e.date)
		}
	}
	e.decideOn(b)
	if err == nil {
		e.away, e.aways = time.Time{}, 0
		return nil
	}
	e.Log.Warn("the mail is held, since it could not be told", "error", err)
	e.away = time.Now().Add(min(awayRetry<<min(e.aways, 10), backoffMax))
	e.aways++
	for _, m := range b.Messages {
		untold = append(untold, m.ID)
	}
	untold = append(untold, b.More...)
	slices.Reverse(untold)
	untold = slices.DeleteFunc(untold, e.state.told)
	for _, id := range untold {
		if !slices.Contains(e.state.Held, id) { // said when it was first held
			e.decide(HeldAway, id)
		}
	}
	return untold
}

// choose reads as many messages as will be shown, and leaves out what is not
// wanted any more. It returns as later those that cannot be read yet, and why.
func (e *Engine) choose(ctx context.Context, queue []string) (b mail.Batch, later []string, err error) {
	b = mail.Batch{Account: e.Address, Digest: e.digest}
	rest := slices.Clone(queue)
	slices.Reverse(rest) // newest first
	for reads := 0; len(rest) > 0 && reads < readMax; {
		n := min(wantedMore(len(b.Messages), len(rest), b.Digest), readMax-reads)
		if n == 0 {
			break
		}
		got, errs := e.Mailbox.Messages(ctx, rest[:n])
		for _, id := range rest[:n] {
			m, ok := got[id]
			if failure := errs[id]; !ok && failure != nil {
				if mail.KindOf(failure) == mail.NotFound {
					e.decide(SkippedGone, id)
					continue
				}
				if !e.giveUp(id, failure) {
					later, err = append(later, id), fmt.Errorf("reading a message: %w", failure)
					continue
				}
				m = mail.Message{ID: id, Thread: id} // no words: told as "New mail"
			} else if why := e.telling.judge(m); why != "" {
				e.decide(why, id)
				continue
			}
			m.Quiet = e.telling.sender(m.From.Address) == TellSilently
			b.Messages = append(b.Messages, m)
		}
		rest, reads = rest[n:], reads+n
	}
	b.More = rest
	e.remember(b.Messages)
	return b, later, err
}

// wantedMore says how many more messages to read, with so many read already
// and so many left.
func wantedMore(have, left int, digest bool) int {
	switch {
	case digest:
		return min(left, digestNamed-have)
	case have+left < manyFrom:
		return left
	}
	return min(left, max(manyShown-have, 0))
}

// giveUp notes that reading the message failed and reports whether that is
// enough. What keeps everything from being read does not count against one.
func (e *Engine) giveUp(id string, err error) bool {
	switch mail.KindOf(err) {
	case mail.Temporary, mail.Refused:
		if !errors.Is(err, context.Canceled) {
			e.failed[id]++
		}
	}
	return e.failed[id] >= readTries
}

// holding reports whether mail is kept for later.
func (e *Engine) holding() bool {
	return e.state.Paused != nil || e.quiet || time.Now().Before(e.away)
}

// holdingFor says why mail is kept for later, if it is.
func (e *Engine) holdingFor() Rule {
	switch {
	case e.state.Paused != nil:
		return HeldPaused
	case e.quiet:
		return HeldQuiet
	}
	return HeldAway
}

// deliverable reports whether there is held mail and nothing to hold it for.
func (e *Engine) deliverable() bool {
	return len(e.state.Held) > 0 && !e.holding()
}

// obey carries out the person's last wishes, and ends a pause and quiet hours
// that are over: then one digest tells what was held.
func (e *Engine) obey() {
	if e.adopt() {
		// Gmail is to watch other labels, and at once.
		e.watches, e.recount = backoff{}, true
	}
	if e.hush() {
		e.digest = len(e.state.Held) > 0
	}
	before := e.state.Paused
	if w := e.wished.Swap(nil); w != nil {
		e.state.Paused = w.pause
	}
	if p := e.state.Paused; p != nil && !p.Until.IsZero() && !e.Now().Before(p.Until) {
		e.state.Paused = nil
	}
	if before == e.state.Paused {
		return
	}
	if before != nil && e.state.Paused == nil {
		e.digest = len(e.state.Held) > 0
	}
	e.save()
}
