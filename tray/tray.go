// Package tray puts Lettertray's icon and its menu on the desktop's panel.
//
// It shows the State it is given and hands the person's clicks on as Actions;
// it decides nothing else. What a state looks like is worked out by pure
// functions (menu, changes); a thin binding to fyne.io/systray carries out the
// differences, so that nothing crosses to the desktop that has not changed.
//
// A left click opens the menu as a right click does: panels differ in what they
// offer, and this way nobody has to find the button that works.
package tray

import (
	"cmp"
	"log/slog"
	"sync/atomic"
	"time"

	"lettertray/internal/words"
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

// The menu has places for so many accounts, and letters of each.
const (
	MaxAccounts = 8
	MaxLetters  = 10
)

// mostNumber is the number that stands for itself and all above: "9+".
const mostNumber = 10

// A State is all that the tray shows. Its zero value is an app without an
// account. It holds no slices, so that nobody can change it after Show.
type State struct {
	Icon    Icon
	Number  int    // unread mail, drawn on the icon where that is Fine or Unread: 1 to 9, then "9+"; 0 is none
	Status  string // the line on top of the menu: "ada@gmail.com · push · looked 12:03"; empty shows the title
	Tooltip string // empty shows the status

	Accounts     [MaxAccounts]Account // in the menu's order; one without an address ends them
	MoreAccounts int                  // how many there are beside these

	SigningIn bool  // the browser is open, and its answer is being waited for
	Paused    bool  // notifications are paused
	AtLogin   *bool // the app starts when its person logs in; nil: that cannot be chosen. What it points to must not change
	Settings  bool  // there are settings to open

	Words *words.Locale // the language of the labels; nil is English
}

// An Account is one mailbox in the menu.
type Account struct {
	Address     string
	Status      string // the line on top of its sub-menu: "push · looked 12:03"; empty shows the address
	Unread      int
	NeedsSignIn bool   // it is of no use until its person signs in again
	Renew       bool   // signing in again would cure what is wrong
	Cure        bool   // there is a page where its person can cure what is wrong
	Access      string // what it lets the app see: AccessHeaders, …; empty: that cannot be chosen
	Newest      [MaxLetters]Letter
}

// A Letter is a line of the menu that opens it.
type Letter struct {
	Text string // "sender · subject · age"; a stranger may have written it. Empty: there is no letter
	ID   string // comes back as Action.Value
}

// accounts are those that the menu shows by themselves.
func (s State) accounts() []Account {
	for i, a := range s.Accounts {
		if a.Address != "" {
			continue
		}
		return s.Accounts[:i]
	}
	return s.Accounts[:]
}

// words say the labels.
func (s State) words() *words.Locale { return cmp.Or(s.Words, words.English) }

// Options tell a Tray how to reach the rest of the app. Draw and Act are
// required.
type Options struct {
	Title string // names the item to the desktop; empty is "Lettertray"

	// Draw draws an icon with a number: 0 is none, 10 is "9+". It returns the icon in each size that a desktop may choose from,
	// smallest first: PNGs; on Windows one ICO.
	Draw func(icon Icon, number int) [][]byte

	Act    func(Action) // called one at a time, off the tray's goroutine
	NoHost func()       // no panel will show the icon: told at most once a run, must not block; may be nil
	Log    *slog.Logger // nil discards
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
func (t *Tray) picture() picture {
	return pictureOf(t.opts.Title, *t.latest.Load())
}

// draw is a face in all its sizes.
func (t *Tray) draw(f face) [][]byte {
	return t.opts.Draw(f.icon, f.number)
}
