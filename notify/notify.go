// Package notify shows new mail as native notifications, takes them back when
// the mail was read elsewhere, and reports clicks.
//
// What a notification says is decided by pure functions (note.go); what a
// stranger wrote is cleaned before it goes anywhere (clean.go). The rest is one
// binding per system: D-Bus on Linux, toasts on Windows, beeep on macOS. The
// package keeps nothing on disk and never tells a notification's text to a log.
package notify

import (
	"errors"
	"log/slog"
	"time"

	"lettertray/internal/mail"
	"lettertray/internal/words"
)

// The name that every system shows beside a notification.
const appName = "Lettertray"

// ErrAway says that no notification service answers just now: hold the mail
// and deliver it after the next Ready.
var ErrAway = errors.New("no notification service")

// Options are all optional.
type Options struct {
	Clicked func(Click) // called from one goroutine of notify's own; must not block
	Ready   func()      // a service was found, came back or woke up; called like Clicked
	Icon    []byte      // a PNG for systems that show one
	// IconFile is the absolute path of the same picture, for servers that read
	// it themselves, as Linux's do. The file is the caller's.
	IconFile string
	Log      *slog.Logger // nil: nothing is logged
}

func (o Options) withDefaults() Options {
	if o.Clicked == nil {
		o.Clicked = func(Click) {}
	}
	if o.Ready == nil {
		o.Ready = func() {}
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	return o
}

// A Click is what a person did with a notification.
type Click struct {
	Account string // empty for an alert
	Message string // empty where the notification told of several
	Thread  string // empty opens the inbox
	Action  string // the key of the button, or "default" for the notification itself
	URL     string // an alert's own link; may be empty
	Key     string // the alert's key; empty for mail
}

// An Alert is the app's own word to the person, such as "Sign in again".
type Alert struct {
	Title, Body string
	URL         string // what a click opens; may be empty
	Click       string // what a click does, in words; empty: it opens URL, and without one there is nothing to click
	Key         string // an alert replaces the former one of the same key; may be empty
}

// note is the alert as it is shown: its texts are the app's own but may quote
// an address or an error, so they are cleaned like a stranger's.
func (a Alert) note(w speech) note {
	n := note{
		summary: clean(a.Title, summaryLimit),
		body:    clean(a.Body, bodyLimit),
		key:     a.Key,
		click:   Click{URL: a.URL, Key: a.Key},
		show:    mail.ShowCount,
	}
	switch {
	case a.Click != "":
		n.actions = []mail.Action{{Key: defaultAction, Label: a.Click}}
	case a.URL != "":
		n.actions = []mail.Action{{Key: defaultAction, Label: w.Say(words.Open)}}
	}
	return n
}

// each tells a batch note by note, and returns what was told even with an
// error. A note that is refused doesn't stop the others; a service that is
// away does.
func each(w speech, batch mail.Batch, tell func(note) (handle string, err error)) ([]mail.Shown, error) {
	var shown []mail.Shown
	var refused []error
	for _, n := range notes(w, batch) {
		handle, err := tell(n)
		switch {
		case err == nil:
			shown = append(shown, mail.Shown{Handle: handle, Messages: n.messages, Thread: n.click.Thread})
		case errors.Is(err, errRefused):
			refused = append(refused, err)
		default:
			return shown, errors.Join(append(refused, err)...)
		}
	}
	return shown, errors.Join(refused...)
}

// timed returns how long it took to tell something.
func timed(tell func() error) (time.Duration, error) {
	began := time.Now()
	if err := tell(); err != nil {
		return 0, err
	}
	return time.Since(began), nil
}

// errRefused says that the service is there and would not show this one note.
var errRefused = errors.New("notification refused")
