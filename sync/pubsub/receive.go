package pubsub

import (
	"context"
	"time"

	"github.com/googleapis/gax-go/v2"

	"lettertray/internal/mail"
)

// lived is how long a stream must have stood for its end to count as one of
// those that Google brings about every so often, not as one more failure.
const lived = 30 * time.Second

// pauses are those between two streams, each a random part of what it is here:
// several accounts, and several people, must not come back all at once.
func pauses() gax.Backoff {
	return gax.Backoff{Initial: time.Second, Max: 10 * time.Minute, Multiplier: 2}
}

// Receive keeps a stream open and hands on the mark of each push that is
// meant for the mailbox, until ctx ends and it returns nil, or until something
// happens that another stream cannot cure. It calls state with nil when a
// stream is open, and with the reason when one has ended and will be opened
// again. Push and state must not block; both are called from here. A message
// is acknowledged before its mark is handed on: it holds nothing that the
// mailbox does not, and who starts looks at the mailbox anyway.
func (s *Subscription) Receive(ctx context.Context, push func(mail.HistoryID), state func(error)) error {
	pause := pauses()
	fresh := false // the access token, as the last one was rejected
	for {
		began := time.Now()
		err := s.stream(ctx, push, func() { state(nil) })
		if ctx.Err() != nil {
			return nil
		}
		if time.Since(began) >= lived {
			pause, fresh = pauses(), false
		}
		if rejects(err) && s.reject() && !fresh {
			fresh = true
			continue
		}
		f := failure(err, s.project, time.Now())
		if f.Kind != mail.Temporary && f.Kind != mail.RateLimited {
			return f
		}
		state(f)
		wait := time.NewTimer(max(pause.Pause(), time.Until(f.Until)))
		select {
		case <-wait.C:
		case <-ctx.Done():
			wait.Stop()
			return nil
		}
	}
}
