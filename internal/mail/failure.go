package mail

import (
	"errors"
	"time"
)

// A Kind says what can be done about a failure.
type Kind int

const (
	Temporary    Kind = iota // network trouble, 5xx, nonsense: try again later
	RateLimited              // try again, but not before Until
	HistoryGone              // the cursor is too old for Google to know it
	NotFound                 // the thing asked for is not there (any more)
	SignedOut                // the grant is gone: only the person can sign in again
	APIDisabled              // the person's project has not enabled the API; Link cures it
	ScopeMissing             // the person did not grant what this needs
	AdminBlocked             // an administrator's policy forbids it
	QuotaSpent               // the day's quota is used up
	OtherWatch               // another program's watch holds the project's one place
	GrantMissing             // Gmail may not (yet) publish to the topic
	TopicMissing             // the topic does not exist
	Refused                  // anything else that asking again cannot cure
)

// A Failure is an error of a service, sorted by what can be done about it.
type Failure struct {
	Kind  Kind
	Until time.Time // RateLimited: the wait that Google named; zero if it named none
	Link  string    // where the person can cure it; may be empty
	Err   error     // never nil, and never holds a token
}

func (f *Failure) Error() string { return f.Err.Error() }
func (f *Failure) Unwrap() error { return f.Err }

// Curable reports whether it is the person who can cure the failure, and time
// cannot. No error is none.
func Curable(err error) bool {
	switch KindOf(err) {
	case APIDisabled, ScopeMissing, AdminBlocked, OtherWatch, Refused, NotFound:
		return err != nil
	}
	return false
}

// KindOf sorts any error. One that nobody has sorted counts as Temporary:
// trying again with backoff is the safe answer to the unknown.
func KindOf(err error) Kind {
	if f, ok := errors.AsType[*Failure](err); ok {
		return f.Kind
	}
	return Temporary
}
