package gmail

import (
	"context"
	"fmt"
	"time"

	gmailapi "google.golang.org/api/gmail/v1"
	"google.golang.org/api/googleapi"

	"lettertray/internal/mail"
)

// requestLimit is how long one request may take. Gmail answers within a
// second as a rule; a page of 500 records on a slow line takes a few.
const requestLimit = 30 * time.Second

// Quota units of each method (Gmail API, "Usage limits"). A person has 6,000
// a minute.
const (
	costProfile = 1
	costLabel   = 1
	costHistory = 2
	costList    = 5
	costModify  = 5
	costMessage = 20
	costStop    = 50
	costWatch   = 100
)

// Spent tells how many requests were made so far and the quota units that
// Google counts for them. What the transport repeats is not in it.
func (m *Mailbox) Spent() (requests, units int64) {
	return m.requests.Load(), m.units.Load()
}

// A caller is a prepared request of the generated client.
type caller[Self, Answer any] interface {
	Context(context.Context) Self
	Do(...googleapi.CallOption) (Answer, error)
}

// do makes one request within its time limit, counts it, and sorts its error.
// Missing says what it means when Google answers 404.
func do[C caller[C, A], A any](ctx context.Context, m *Mailbox, cost int64, missing mail.Kind, c C) (A, error) {
	m.requests.Add(1)
	m.units.Add(cost)
	limited, cancel := context.WithTimeout(ctx, requestLimit)
	defer cancel()
	answer, err := c.Context(limited).Do()
	switch {
	case err == nil:
		return answer, nil
	case ctx.Err() != nil:
		return answer, ctx.Err()
	case limited.Err() != nil:
		return answer, &mail.Failure{Kind: mail.Temporary, Err: fmt.Errorf("no answer from Gmail within %v", requestLimit)}
	}
	return answer, failure(err, missing)
}

// stop lets users.stop, the one call that answers nothing, be done like others.
type stop struct{ call *gmailapi.UsersStopCall }

func (s stop) Context(ctx context.Context) stop { return stop{s.call.Context(ctx)} }

func (s stop) Do(o ...googleapi.CallOption) (struct{}, error) { return struct{}{}, s.call.Do(o...) }
