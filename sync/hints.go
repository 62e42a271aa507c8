package sync

import (
	"time"

	"lettertray/internal/mail"
)

// A Hint says why it may be worth looking. It carries no news.
type Hint uint32

const (
	Asked   Hint = 1 << iota // the person asked for it
	Woke                     // the computer woke up, or its clock was set
	Network                  // the network came back or changed
	Service                  // a notification service has appeared
	opened                   // a push stream has opened: pushes may have been lost before
	changed                  // something else is to be taken in; no reason to look
)

// Poke hints that it may be worth looking. It never blocks; hints that find one
// waiting add to it.
func (e *Engine) Poke(h Hint) {
	e.hints.Or(uint32(h))
	ring(e.urgent)
}

// pushed hints that history has reached the mark. It never blocks; 300 pushes
// after a night are one hint, and one for a point already reached is none. A
// push waits while a failure is being retried.
func (e *Engine) pushed(mark mail.HistoryID) {
	e.lastPush.Store(e.Now().UnixNano())
	if uint64(mark) <= e.reached.Load() {
		return
	}
	for old := e.mark.Load(); uint64(mark) > old; old = e.mark.Load() {
		if e.mark.CompareAndSwap(old, uint64(mark)) {
			break
		}
	}
	ring(e.pushes)
}

// Pause holds mail back until the time given, or with the zero time until
// [Engine.Resume]. The last wish wins.
func (e *Engine) Pause(until time.Time) { e.wish(&Pause{Until: until}) }

// Resume tells what was held back, as one digest of what is still unread.
func (e *Engine) Resume() { e.wish(nil) }

func (e *Engine) wish(p *Pause) {
	e.wished.Store(&pauseWish{p})
	e.Poke(changed)
}

// pauseWish is what the person wants; a nil Pause is to resume.
type pauseWish struct{ pause *Pause }

func ring(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default: // a hint that finds one waiting adds nothing
	}
}
