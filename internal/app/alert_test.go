package app

import (
	"context"
	"log/slog"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"lettertray/internal/control"
	"lettertray/internal/words"
	"lettertray/notify"
	"lettertray/tray"
)

// A slowDesk takes its time for one alert, and says in which order it is asked.
type slowDesk struct {
	desk
	slow        string // the alert's key
	began, goOn chan struct{}
	order       chan string
}

func (d slowDesk) Alert(_ context.Context, a notify.Alert) error {
	if a.Key == d.slow {
		close(d.began)
		<-d.goOn
		d.order <- "shown"
	}
	return nil
}

func (d slowDesk) Dismiss(_ context.Context, key string) error {
	if key == d.slow {
		d.order <- "dismissed"
	}
	return nil
}

func TestAnAlertThatIsSettledWhileItIsToldDoesNotStay(t *testing.T) {
	w := newWorld(t, ada)
	w.push(1)
	w.stop()
	d := slowDesk{desk{w}, "tray", make(chan struct{}), make(chan struct{}), make(chan string, 9)}
	w.options = func(o *Options) { o.Notifier = d }
	w.start(w.server)
	w.push(1)
	w.app.NoTray()
	<-d.began
	w.app.post(func() { w.app.settled("tray") })
	if first := <-d.order; first != "dismissed" {
		t.Fatal(first)
	}
	close(d.goOn)
	if second, third := <-d.order, <-d.order; second != "shown" || third != "dismissed" {
		t.Errorf("then it is %s and %s", second, third)
	}
}

func TestTheLogStaysEnglish(t *testing.T) {
	w := newWorld(t, ada)
	w.push(1)
	w.set("language", "de")
	w.app.NoTray()
	w.until("it is told in German", func() bool { return len(w.alerts) > 0 && strings.Contains(w.alerts[0].Title, "ohne Symbol") })
	if log := w.log.String(); !strings.Contains(log, "without an icon") || strings.Contains(log, "ohne Symbol") {
		t.Errorf("the log says %s", log)
	}
}

func TestATestBeforeItRunsIsAnswered(t *testing.T) {
	a := New(Options{Notifier: awayDesk{}, Log: slog.New(slog.DiscardHandler), Now: time.Now})
	if r := a.Answer(control.Request{Command: "test"}); r.Error == "" {
		t.Errorf("it says %+v", r)
	}
}

// An awayDesk has no notification service.
type awayDesk struct{ desk }

func (awayDesk) Test(context.Context) (time.Duration, error) { return 0, notify.ErrAway }

func TestTheWorstAccountsReasonIsSaid(t *testing.T) {
	v := view{Client: true, Words: words.English, Accounts: []accountView{
		{Address: ada, Unkept: words.CannotConnect.About()},
		{Address: bob, Out: true, Why: words.NoTokenKept.About()},
	}}
	s, r := trayState(v), report(v)
	if !strings.Contains(s.Tooltip, bob) || !strings.Contains(s.Tooltip, "holds no sign-in") || strings.Contains(s.Tooltip, "could not connect") {
		t.Errorf("the tooltip says %q", s.Tooltip)
	}
	if r.State != "signed out" || !strings.Contains(r.Why, "holds no sign-in") {
		t.Errorf("other programs read %q, %q", r.State, r.Why)
	}
}

func TestThePersonMayPickAnotherAccountInTheBrowser(t *testing.T) {
	w := newPair(t)
	w.note(func() { w.alerts, w.signsIn = nil, ada })
	w.ask("access", bob, "preview")
	w.until("it says that nothing has changed", func() bool {
		return len(w.alerts) == 1 && strings.Contains(w.alerts[0].Body, "nothing has changed") && !w.tray.SigningIn
	})
	w.push(2)
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, a := range w.tray.Accounts[:2] {
		if a.Access != tray.AccessHeaders {
			t.Errorf("%s lets it see %q", a.Address, a.Access)
		}
	}
}

func TestASignInToANewAddressIsNoOtherAccount(t *testing.T) {
	w := newWorld(t, ada, bob)
	w.push(1)
	w.note(func() { w.signsIn = bob })
	w.ask("signin", strings.ToUpper(bob))
	w.push(2)
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.alerts) > 0 {
		t.Errorf("told %+v", w.alerts)
	}
}

func TestASignInForAnotherClientTakesThePlaceOfTheOneBefore(t *testing.T) {
	w := newWorld(t, ada)
	w.push(1)
	w.ask("signout", ada)
	w.until("nobody is signed in", func() bool { return w.tray.Accounts[0].Address == "" })
	w.note(func() { w.ignores = true })
	w.ask("signin")
	w.until("the browser is asked", func() bool { return len(w.ignored) == 1 })
	other := strings.Replace(string(w.ClientFile(w.server.URL)), `"client_id":"`, `"client_id":"x`, 1)
	if err := os.WriteFile(w.paths.Client(), []byte(other), 0o600); err != nil {
		t.Fatal(err)
	}
	before := w.app.signing(t)
	w.ask("client")
	w.until("the browser is asked again", func() bool { return len(w.ignored) == 2 })
	if now := w.app.signing(t); now == nil || now == before {
		t.Errorf("the sign-in under way is %p, before %p", now, before)
	}
	if says := w.ask("status").Text; !strings.Contains(says, w.ignored[1]) || strings.Contains(says, w.ignored[0]) {
		t.Errorf("status says %q", says)
	}
	if r := w.ask("signin", "--cancel"); r.Text != "The sign-in is cancelled." {
		t.Errorf("cancelling says %+v", r)
	}
	w.until("it is over", func() bool { return !w.tray.SigningIn })
	if says := w.ask("status").Text; strings.Contains(says, "http") {
		t.Errorf("afterwards status says %q", says)
	}
}

// signing asks Run for the sign-in that is under way.
func (a *App) signing(t *testing.T) (s *signing) {
	t.Helper()
	done := make(chan struct{})
	a.post(func() {
		s = a.signingIn
		close(done)
	})
	<-done
	return s
}

func TestResumingHoldsForAnAccountThatMustSignInAgain(t *testing.T) {
	w := newPair(t)
	w.ask("pause")
	w.until("it is paused", func() bool { return w.tray.Paused })
	w.Revoke(bob)
	w.ExpireAccess()
	w.ask("resync")
	w.until("bob is signed out", func() bool { return w.tray.Accounts[1].NeedsSignIn })
	w.ask("resume")
	w.until("nothing is paused", func() bool { return !w.tray.Paused })
}

func TestAddingAnAccountThatIsHereChangesNothing(t *testing.T) {
	w := newPair(t)
	w.app.post(func() { w.app.Access = tray.AccessActions }) // of the next sign-in
	w.note(func() { w.alerts, w.signsIn = nil, bob })
	w.app.Act(tray.Action{Command: tray.AddAccount})
	w.until("it says so", func() bool { return len(w.alerts) == 1 && strings.Contains(w.alerts[0].Body, "nothing has changed") })
	w.push(2)
	w.mu.Lock()
	defer w.mu.Unlock()
	if got := w.tray.Accounts[1].Access; got != tray.AccessHeaders {
		t.Errorf("bob lets it see %q", got)
	}
}

func TestWhatWasMissingIsNotAskedForAnyMore(t *testing.T) {
	w := newWorld(t, ada)
	w.push(1)
	w.stop()
	file, err := os.ReadFile(w.paths.Client())
	if err != nil {
		t.Fatal(err)
	}
	os.Remove(w.paths.Client())
	w.start(w.server)
	w.until("it asks for a client", func() bool { return len(w.alerts) == 1 && w.alerts[0].Key == "client" })
	if err := os.WriteFile(w.paths.Client(), file, 0o600); err != nil {
		t.Fatal(err)
	}
	w.ask("client", "preview")
	w.until("it asks no more", func() bool { return slices.Contains(w.dismissed, "client") })
	w.until("and for the access that came with it", func() bool { return w.tray.Accounts[0].Access == tray.AccessPreview })
}
