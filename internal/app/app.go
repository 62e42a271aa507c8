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
	"os"
	"sync"
	"sync/atomic"
	"time"

	"lettertray/auth"
	"lettertray/internal/config"
	"lettertray/internal/mail"
	"lettertray/internal/words"
	"lettertray/notify"
	mailsync "lettertray/sync"
	"lettertray/sync/gmail"
	"lettertray/tray"
)

// A Notifier shows mail, and the app's own words, to the person.
type Notifier interface {
	mailsync.Notifier
	// Adopt takes over what an earlier run left on the screen.
	Adopt(account string, shown []mail.Shown) []mail.Shown
	Alert(ctx context.Context, a notify.Alert) error
	// Dismiss takes the alert with the key back.
	Dismiss(ctx context.Context, key string) error
	// Tighten makes what is on the screen, and what comes later, show no more.
	Tighten(ctx context.Context, show mail.Show) error
	// Inhibited reports whether the desktop says that it must not be disturbed.
	Inhibited() bool
	// Speak has what comes later be told in the locale's language.
	Speak(l *words.Locale)
	// Test shows a test notification and says how long the service took.
	Test(ctx context.Context) (time.Duration, error)
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
	Show         func(tray.State)                                            // must not block
	Browse       func(address string, command config.Command, failed func()) // opens the browser, by the command if there is one; must not block
	Edit         func(path string, failed func())                            // opens a file of ours in the person's editor; must not block
	Quietly      bool                                                        // started at login: nobody is asked to sign in
	Autostart    Autostart                                                   // nil: starting at login is not offered
	Quit         func()                                                      // ends the program
	Now          func() time.Time                                            // nil: the computer's own clock
	Log          *slog.Logger
}

// App is the whole application but for its wires.
type App struct {
	Options
	events     chan func() // what others ask of Run's goroutine
	ended      chan struct{}
	clock      func() time.Time // as Options.Now was given
	http       *http.Transport  // beneath all accounts' requests to Google
	beside     sync.WaitGroup   // what runs beside Run
	hooks      chan struct{}    // 1-buffered: holds a value while the person's command runs
	manner     atomic.Pointer[manner]
	tightening sync.Mutex // held while the notifier is made stricter, or less strict
	line       line

	// The rest is owned by Run.
	ctx        context.Context
	client     auth.Client
	hasClient  bool
	accounts   []*account
	leaving    map[string]chan struct{} // addresses, in lower case, that are being signed out
	settings   config.Settings          // the last good ones
	unfollowed words.Message            // what is wrong with the later ones; none: there are none
	words      *words.Locale
	locked     bool // the screen is
	atLogin    bool
	listeners  map[chan Event]bool
	signingIn  *signing         // nil: no sign-in is under way
	trouble    words.Message    // what went wrong that concerns no account; none: nothing
	alerts     map[string]alert // what the person was told to do, by what it concerns
	shown      tray.State
}

// New makes an app, which does nothing before Run.
func New(o Options) *App {
	clock := o.Now
	if o.Now == nil {
		o.Now = time.Now
	}
	a := &App{
		Options: o,
		clock:   clock,
		events:  make(chan func(), 64),
		ended:   make(chan struct{}),
		http:    gmail.NewTransport(),
		alerts:  map[string]alert{},

		settings:  o.Settings,
		words:     words.Choose(string(o.Settings.Language)),
		listeners: map[chan Event]bool{},
		hooks:     make(chan struct{}, 1),
		leaving:   map[string]chan struct{}{},
		line:      line{address: o.PubSub, denied: map[*account]bool{}},
	}
	a.manner.Store(&manner{show: shows[o.Settings.Shows(false)], words: a.words}) // for who asks before Run
	return a
}

// Run keeps the accounts going until ctx ends.
func (a *App) Run(ctx context.Context) {
	ctx, cancel := context.WithCancel(ctx)
	a.ctx = ctx
	defer func() {
		cancel()
		close(a.ended)
		if conn := a.line.conn.Load(); conn != nil {
			defer conn.Close()
		}
		a.beside.Wait()
		a.http.CloseIdleConnections()
	}()
	a.Notifier.Speak(a.words)
	a.lookAtLogin()
	a.load()
	a.watch(ctx)
	for {
		a.show()
		a.emitChanges()
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
		a.alert("accounts", words.AccountsDamaged, words.AccountsDamagedB, "")
	}
	for _, k := range known {
		a.accounts = append(a.accounts, newAccount(a, k))
	}
	a.setManner()
	a.readClient()
}

// readClient reads the OAuth client file and goes on from there: the accounts
// connect, or the first one signs in.
func (a *App) readClient() {
	client, err := ReadClient(a.Paths)
	switch {
	case errors.Is(err, errNoClient):
		if !a.Quietly {
			a.alert("client", words.NotSetUp, words.NoClient, newClientPage)
		}
		return
	case err != nil:
		a.Log.Error("reading the OAuth client", "error", err)
		a.trouble = auth.Say(err)
		return
	}
	if a.hasClient && a.client.ID != client.ID && a.signingIn != nil {
		a.signingIn.cancel() // with the client before
		a.signingIn = nil
	}
	a.client, a.hasClient, a.trouble = client, true, words.Message{}
	a.settled("client")
	for _, acct := range a.accounts {
		if acct.ClientID != client.ID {
			acct.disconnect()
		}
		acct.connect()
	}
	switch first := a.account(""); {
	case first == nil && !a.Quietly:
		a.signIn("", "")
	case first == nil:
	case a.Access != "" && first.Access != string(a.Access):
		a.signIn(first.Address, a.Access)
	}
}

// NotificationService says that a notification service has appeared.
func (a *App) NotificationService() {
	a.post(func() {
		a.poke(mailsync.Service)
		a.alertAgain()
	})
}

// NoTray says that no panel shows the icon. The person is told once, and not at
// each start again.
func (a *App) NoTray() {
	a.post(func() {
		a.Log.Info("no panel shows the icon")
		if _, err := os.Stat(a.Paths.NoTray()); err == nil {
			return
		}
		a.announce(alert{Alert: notify.Alert{Key: "tray"}, title: words.NoTray, body: words.NoTrayBody, forGood: a.Paths.NoTray()})
	})
}
