// Package tray puts Lettertray's icon and its menu on the desktop's panel.
//
// It shows the State it is given and hands the person's clicks on as Commands;
// it decides nothing else. What a state looks like is worked out by pure
// functions (menu, changes); a thin binding to fyne.io/systray carries out the
// differences, so that nothing crosses to the desktop that has not changed.
//
// A left click opens the menu as a right click does: panels differ in what they
// offer, and this way nobody has to find the button that works.
package tray

import (
	"context"
	"log/slog"
	"sync/atomic"
	"time"
)

// An Icon is what the picture on the panel tells.
type Icon int

const (
	Fine      Icon = iota
	Unread         // mail waits to be read
	Paused         // notifications are paused
	Offline        // no live line to Google: offline, or polling
	Attention      // the person must do something
)

// A State is all that the tray shows. Its zero value is an app without an
// account.
type State struct {
	Icon        Icon
	Status      string // the line on top of the menu: "ada@gmail.com · push · looked 12:03"; empty shows the title
	Tooltip     string // empty shows the status
	SignedIn    bool   // an account is there, though its mail may be out of reach
	NeedsSignIn bool   // the account is of no use until its person signs in again
	SigningIn   bool   // the browser is open, and its answer is being waited for
	Paused      bool   // notifications are paused
}

// Options tell a Tray how to reach the rest of the app. Icons and Do are
// required.
type Options struct {
	Title  string            // names the item to the desktop; empty is "Lettertray"
	Icons  func(Icon) []byte // PNG, on Windows ICO; at most 32 pixels wide
	Do     func(Command)     // called one at a time, off the tray's goroutine
	NoHost func()            // no panel will show the icon: told at most once a run, must not block; may be nil
	Log    *slog.Logger      // nil discards
}

// hostGrace is how long a panel may take to appear before NoHost is told: at
// log-in it starts beside us, and often after us.
const hostGrace = 5 * time.Second

// A Tray is one icon with its menu. There can be one in a process, once.
type Tray struct {
	opts   Options
	latest atomic.Pointer[State] // never nil
	news   chan struct{}         // 1-buffered: news that finds some waiting adds nothing
}

// New returns a tray that is not on the panel before Run.
func New(opts Options) *Tray {
	if opts.Title == "" {
		opts.Title = "Lettertray"
	}
	if opts.NoHost == nil {
		opts.NoHost = func() {}
	}
	if opts.Log == nil {
		opts.Log = slog.New(slog.DiscardHandler)
	}
	t := &Tray{opts: opts, news: make(chan struct{}, 1)}
	t.latest.Store(&State{})
	return t
}

// Show makes the tray show s. It never blocks and may be called by anyone, also
// before Run and after it; the latest state wins.
func (t *Tray) Show(s State) {
	t.latest.Store(&s)
	select {
	case t.news <- struct{}{}:
	default:
	}
}

// picture is what the latest state looks like.
func (t *Tray) picture() picture { return pictureOf(t.opts.Title, *t.latest.Load()) }

// follow passes on what changes, until ctx ends.
func (t *Tray) follow(ctx context.Context, tell func(picture)) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-t.news:
			tell(t.picture())
		}
	}
}
