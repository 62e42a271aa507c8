package app

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"lettertray/auth"
	"lettertray/internal/config"
	"lettertray/internal/control"
	"lettertray/internal/fakegoogle"
	"lettertray/internal/mail"
	"lettertray/internal/words"
	"lettertray/notify"
	"lettertray/tray"
)

// A world is the app on loopback against a Google of its own, with a person who
// agrees to everything.
type world struct {
	*testing.T
	*fakegoogle.Google
	app     *App
	paths   config.Paths
	keyring *auth.Keyring
	cancel  func()
	ended   chan struct{}

	mu        sync.Mutex
	changed   chan struct{} // closed when something below changes
	signsIn   string        // who the person signs in as
	denies    bool          // the person presses Deny
	ignores   bool          // the person does nothing
	noBrowser bool          // none can be opened
	ignored   []string      // addresses of consents that were left alone
	server    *fakegoogle.Server
	options   func(*Options) // changes how the next start is; may be nil
	log       record
	asked     []string // scopes of each consent
	opened    []string // addresses that the browser opened, but for consents
	told      []string // "account: subject" of each letter that was told
	styles    []mail.Style
	alerts    []notify.Alert
	dismissed []string // keys of alerts
	tight     mail.Show
	speaks    *words.Locale
	inhibited bool
	tray      tray.State
}

func newWorld(t *testing.T, people ...string) *world {
	t.Setenv("LC_ALL", "C") // the tests read English
	w := &world{T: t, Google: fakegoogle.New(fakegoogle.Options{}), keyring: auth.MemoryKeyring(), changed: make(chan struct{})}
	for _, p := range people {
		w.AddPerson(p)
	}
	w.signsIn = people[0]
	w.paths = config.Within(t.TempDir())
	if err := w.paths.Make(); err != nil {
		t.Fatal(err)
	}
	server, err := w.Start()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(server.Close)
	if err := os.WriteFile(w.paths.Client(), w.ClientFile(server.URL), 0o600); err != nil {
		t.Fatal(err)
	}
	w.server = server
	w.start(server)
	t.Cleanup(w.stop)
	return w
}

func (w *world) start(server *fakegoogle.Server) {
	settings, err := config.ReadSettings(w.paths.Settings())
	if err != nil {
		w.Fatal(err)
	}
	o := Options{
		Paths: w.paths, Settings: settings, Installation: config.Installation{ID: "one"}, Keyring: w.keyring,
		Gmail: server.URL, PubSub: server.PubSubAddr, Notifier: desk{w}, Quit: func() { w.cancel() },
		Show: func(s tray.State) { w.note(func() { w.tray = s }) },
		Edit: func(string, func()) {},
		Browse: func(address string, command config.Command, failed func()) {
			w.mu.Lock()
			noBrowser := w.noBrowser
			w.mu.Unlock()
			if noBrowser {
				failed()
				return
			}
			if !strings.HasPrefix(address, server.URL) {
				w.note(func() {
					w.opened = append(w.opened, strings.Join(append(slices.Clone([]string(command)), address), " "))
				})
				return
			}
			w.mu.Lock()
			consent, ignores := fakegoogle.Consent{Account: w.signsIn, Deny: w.denies}, w.ignores
			w.mu.Unlock()
			if ignores {
				w.note(func() { w.ignored = append(w.ignored, address) })
				return
			}
			callback, err := w.Decide(address, consent)
			if err != nil {
				w.Error(err)
				return
			}
			w.note(func() { w.asked = append(w.asked, address) })
			if answer, err := http.Get(callback); err == nil {
				answer.Body.Close()
			}
		},
		Log: slog.New(slog.NewTextHandler(&w.log, nil)),
	}
	if w.options != nil {
		w.options(&o)
	}
	w.app = New(o)
	ctx, cancel := context.WithCancel(context.Background())
	w.cancel, w.ended = cancel, make(chan struct{})
	go func() {
		defer close(w.ended)
		w.app.Run(ctx)
	}()
}

func (w *world) stop() {
	w.cancel()
	<-w.ended
}

// note changes what the test waits for.
func (w *world) note(change func()) {
	w.mu.Lock()
	defer w.mu.Unlock()
	change()
	close(w.changed)
	w.changed = make(chan struct{})
}

// until waits until done says so, which is asked again after each change.
func (w *world) until(what string, done func() bool) {
	w.Helper()
	late := time.After(20 * time.Second)
	for {
		w.mu.Lock()
		ok, changed := done(), w.changed
		w.mu.Unlock()
		if ok {
			return
		}
		select {
		case <-changed:
		case <-late:
			w.mu.Lock()
			defer w.mu.Unlock()
			w.Fatalf("never came: %s\ntold %q\nalerts %+v\ntray %q", what, w.told, w.alerts, w.tray.Status)
		}
	}
}

// soon waits until Google says so, which sends no signal.
func (w *world) soon(what string, done func() bool) {
	w.Helper()
	ctx, cancel := context.WithTimeout(w.Context(), 20*time.Second)
	defer cancel()
	if err := w.Await(ctx, done); err != nil {
		w.Fatalf("never came: %s: %v", what, err)
	}
}

// push waits until so many accounts get pushes.
func (w *world) push(accounts int) {
	w.Helper()
	w.until(fmt.Sprintf("push for %d", accounts), func() bool {
		n := 0
		for _, a := range w.tray.Accounts {
			if strings.Contains(a.Status, "· push") {
				n++
			}
		}
		return n == accounts
	})
}

func (w *world) ask(command string, args ...string) control.Response {
	return w.app.Answer(control.Request{Command: command, Args: args})
}

func (w *world) letter(to, from, subject string) (id string) {
	return w.Deliver(to, fakegoogle.Letter{FromAddress: from, Subject: subject})
}

// tells waits until the letter to the account was told.
func (w *world) tells(account, subject string) {
	w.Helper()
	w.until(subject+" is told", func() bool { return slices.Contains(w.told, account+": "+subject) })
}

// A desk is a notification service that the test looks at.
type desk struct{ w *world }

func (d desk) Deliver(_ context.Context, b mail.Batch) (shown []mail.Shown, err error) {
	d.w.note(func() {
		d.w.styles = append(d.w.styles, b.Style)
		for _, m := range b.Messages {
			d.w.told = append(d.w.told, b.Account+": "+m.Subject)
			shown = append(shown, mail.Shown{Handle: m.ID, Messages: []string{m.ID}})
		}
	})
	return shown, nil
}

func (d desk) Withdraw(context.Context, []mail.Shown) error    { return nil }
func (d desk) Adopt(_ string, shown []mail.Shown) []mail.Shown { return shown }
func (d desk) Dismiss(_ context.Context, key string) error {
	d.w.note(func() { d.w.dismissed = append(d.w.dismissed, key) })
	return nil
}
func (d desk) Test(context.Context) (time.Duration, error) { return time.Millisecond, nil }
func (d desk) Inhibited() bool                             { return d.w.inhibited }
func (d desk) Speak(l *words.Locale)                       { d.w.note(func() { d.w.speaks = l }) }
func (d desk) Tighten(_ context.Context, s mail.Show) error {
	d.w.note(func() { d.w.tight = s })
	return nil
}
func (d desk) Alert(_ context.Context, a notify.Alert) error {
	d.w.note(func() { d.w.alerts = append(d.w.alerts, a) })
	return nil
}
