package sync

import (
	"context"
	"time"

	"lettertray/internal/mail"
)

// A Mailbox is the mailbox to watch. Its errors are [mail.Failure] values
// where the service said what is wrong.
type Mailbox interface {
	// Profile says whose mailbox it is and where its history stands.
	Profile(ctx context.Context) (mail.Profile, error)
	// History reads one page of what happened since from; page "" is the first.
	History(ctx context.Context, from mail.HistoryID, page string) (mail.Page, error)
	// Messages reads messages by id. Each id is in one of the two maps.
	Messages(ctx context.Context, ids []string) (map[string]mail.Message, map[string]error)
	// List reads one page of the ids that carry all the labels, newest first.
	List(ctx context.Context, labels []string, page string) (mail.Listing, error)
	// Newest lists at most max ids that carry all the labels, newest first.
	Newest(ctx context.Context, labels []string, max int) ([]string, error)
	// Arrived says when Gmail got the message.
	Arrived(ctx context.Context, id string) (time.Time, error)
	// Unread counts the label's unread messages.
	Unread(ctx context.Context, label string) (int, error)
	// Watch asks for pushes to the topic until the time it returns.
	Watch(ctx context.Context, topic string, labels []string) (time.Time, error)
}

// A Subscription is where pushes come from.
type Subscription interface {
	// Ensure makes sure that topic, grant and subscription are there, and
	// returns the topic's full name.
	Ensure(ctx context.Context) (topic string, err error)
	// Receive hands on the mark of each push until ctx ends, then returns nil;
	// or until something happens that opening another stream cannot cure. It
	// calls state with nil when a stream is open and with the reason when one
	// has ended and will be opened again.
	Receive(ctx context.Context, push func(mail.HistoryID), state func(error)) error
}

// A Notifier shows mail to the person.
type Notifier interface {
	// Deliver tells the batch and returns what is on the screen now, with an
	// error too: what it does not return was not told.
	Deliver(ctx context.Context, batch mail.Batch) ([]mail.Shown, error)
	// Withdraw takes notifications off the screen; one that is gone is no error.
	Withdraw(ctx context.Context, shown []mail.Shown) error
}

// A Store keeps the state between runs.
type Store interface {
	// Load returns the zero State where there is none yet. An error beside a
	// state says what could not be read, in words for the log.
	Load() (State, error)
	// Save replaces the state as a whole: after a crash the old or the new one
	// is there.
	Save(State) error
}
