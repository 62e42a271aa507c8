// Package app is Lettertray between its wires: the accounts from sign-in to
// sign-out, what the tray shows, and what a click does.
//
// The goroutine in [App.Run] alone owns the accounts. What takes time (signing
// in, the keyring, Google) runs beside it and posts its outcome back.
package app

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"lettertray/auth"
	"lettertray/internal/config"
	"lettertray/internal/mail"
	"lettertray/notify"
	mailsync "lettertray/sync"
	"lettertray/sync/gmail"
	"lettertray/sync/wake"
	"lettertray/tray"
)

// A Notifier shows mail, and the app's own words, to the person.
type Notifier interface {
	mailsync.Notifier
	// Adopt takes over what an earlier run left on the screen.
	Adopt(account string, shown []mail.Shown) []mail.Shown
	Alert(ctx context.Context, a notify.Alert) error
}

// Options are what the app works with. All are required unless they say
// otherwise, but Notifier and Show only when the app runs: they may need the
// app themselves.
type Options struct {
	Paths        config.Paths
	Settings     config.Settings
	Installation config.Installation
	Access       auth.Access // for the next sign-in; empty: as the account has, or the least
	Keyring      *auth.Keyring
	Gmail        string // base URL of another Gmail, on loopback; empty: Google's
	PubSub       string // host and port of another Pub/Sub, on loopback; empty: Google's
	Notifier     Notifier
	Show         func(tray.State)     // must not block
	Browse       func(address string) // opens the browser; must not block
	Quit         func()               // ends the program
	Now          func() time.Time     // nil: the computer's own clock
	Log          *slog.Logger
}

// App is the whole application but for its wires.
type App struct {
	Options
	events chan func() // what others ask of Run's goroutine
	ended  chan struct{}
	clock  func() time.Time // as Options.Now was given
	http   *http.Transport  // beneath all accounts' requests to Google
	beside sync.WaitGroup   // what runs beside Run

	// The rest is owned by Run.
	ctx       context.Context
	client    auth.Client
	hasClient bool
	accounts  []*account
	signingIn context.CancelFunc // nil: no sign-in is under way
	trouble   string             // what went wrong that concerns no account; empty: nothing
	alerts    map[string]alert   // what the person was told to do, by what it concerns
	shown     tray.State
}

// New makes an app, which does nothing before Run.
func New(o Options) *App {
	clock := o.Now
	if o.Now == nil {
		o.Now = time.Now
	}
	return &App{
		Options: o,
		clock:   clock,
		events:  make(chan func(), 64),
		ended:   make(chan struct{}),
		http:    gmail.NewTransport(),
		alerts:  map[string]alert{},
	}
}

// Run keeps the accounts going until ctx ends.
func (a *App) Run(ctx context.Context) {
	ctx, cancel := context.WithCancel(ctx)
	a.ctx = ctx
	defer func() {
		cancel()
		close(a.ended)
		a.beside.Wait()
		a.http.CloseIdleConnections()
	}()
	a.load()
	a.beside.Go(func() {
		wake.Watch(ctx, wake.Options{Now: a.clock, Log: a.Log}, func(r wake.Reason) {
			a.post(func() { a.woke(r) })
		})
	})
	for {
		a.show()
		select {
		case <-ctx.Done():
			return
		case event := <-a.events:
			event()
		}
	}
}

// post has Run's goroutine do something. It gives up when Run has ended.
func (a *App) post(event func()) {
	select {
	case a.events <- event:
	case <-a.ended:
	}
}

// load takes in the client file and the accounts, and sets them going.
func (a *App) load() {
	known, err := config.ReadAccounts(a.Paths)
	if err != nil {
		a.Log.Error("reading the accounts", "error", err)
		a.trouble = "The list of accounts was damaged. If one is missing, sign in again."
	}
	for _, k := range known {
		a.accounts = append(a.accounts, newAccount(a, k))
	}
	a.readClient()
}

// readClient reads the OAuth client file and goes on from there: the accounts
// connect, or the first one signs in.
func (a *App) readClient() {
	client, err := ReadClient(a.Paths)
	switch {
	case errors.Is(err, errNoClient):
		return
	case err != nil:
		a.Log.Error("reading the OAuth client", "error", err)
		a.trouble = auth.Say(err)
		return
	}
	a.client, a.hasClient, a.trouble = client, true, ""
	for _, acct := range a.accounts {
		acct.connect()
	}
	if len(a.accounts) == 0 || a.Access != "" && a.accounts[0].Access != string(a.Access) {
		a.signIn()
	}
}

// woke has every engine look: the computer slept, or the network changed.
func (a *App) woke(r wake.Reason) {
	a.http.CloseIdleConnections() // they look alive and are not
	for _, acct := range a.accounts {
		if acct.engine != nil {
			acct.link.redial()
		}
	}
	hint := mailsync.Woke
	if r == wake.Online {
		hint = mailsync.Network
	}
	a.poke(hint)
}

// poke hints to every engine that it may be worth looking.
func (a *App) poke(h mailsync.Hint) {
	for _, acct := range a.accounts {
		if acct.engine != nil {
			acct.engine.Poke(h)
		}
	}
}

// NotificationService says that a notification service has appeared.
func (a *App) NotificationService() {
	a.post(func() {
		a.poke(mailsync.Service)
		a.alertAgain()
	})
}

// NoTray says that no panel shows the icon.
func (a *App) NoTray() {
	a.post(func() {
		a.alert("tray", "Lettertray runs without an icon",
			"Your desktop has no tray. On GNOME, the extension “AppIndicator and KStatusNotifierItem Support” adds one. New mail is told all the same.", "")
	})
}

// Clicked opens what a notification tells of.
func (a *App) Clicked(c notify.Click) {
	a.post(func() {
		address := c.URL
		if address == "" {
			address = conversation(c.Account, c.Thread)
		}
		a.Browse(address)
	})
}
