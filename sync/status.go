package sync

import (
	"time"

	"lettertray/internal/mail"
)

// A Phase is what an engine is doing for the person, in one word.
type Phase int

const (
	Starting  Phase = iota // has not looked yet
	Push                   // pushes arrive; new mail is told within a second
	Polling                // looks once a minute; Err says why pushes do not arrive, nil while they are being set up
	Offline                // Google cannot be reached, or is failing; Err says how
	NeedsYou               // only the person can cure Err
	SignedOut              // the grant is gone; the engine has ended
)

// Status is what the person may know of an engine.
type Status struct {
	Phase    Phase
	Since    time.Time      // when the phase began
	Err      error          // why; nil where all is well
	Looked   time.Time      // the last successful look; zero before the first
	Pushed   time.Time      // the last push; zero before the first
	Ends     time.Time      // when Gmail ends the watch, if nobody renews it
	Renewal  time.Time      // when it will be renewed
	Unread   int            // -1 while it is not known
	Newest   []mail.Message // the newest unread ones, at most 10; not to be changed
	Paused   *Pause         // nil: not paused
	Held     int            // how many messages wait to be told
	Quiet    bool           // these are quiet hours
	QuietEnd time.Time      // when they end; zero: never
	Muted    bool           // the notification service is away
	Unsaved  error          // why the state could not be written; nil where it was
	SetAside error          // what was wrong with the state at the start; nil where nothing
}

// phase sorts what the engine knows into one word for the person. look is why
// the last look failed, push why pushes do not arrive, watch why Gmail does not
// publish; nil means that nothing is wrong there.
func phase(looked bool, look, push, watch error, open bool) (Phase, error) {
	switch {
	case look != nil && mail.KindOf(look) == mail.SignedOut:
		return SignedOut, look
	case look != nil && mail.Curable(look):
		return NeedsYou, look
	case look != nil:
		return Offline, look
	case !looked:
		return Starting, nil
	case watch != nil && mail.KindOf(watch) == mail.OtherWatch:
		return NeedsYou, watch
	case push != nil:
		return Polling, push
	case watch != nil:
		return Polling, watch
	case open:
		return Push, nil
	}
	return Polling, nil
}
