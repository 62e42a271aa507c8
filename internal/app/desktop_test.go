package app

import (
	"errors"
	"strings"
	"testing"

	"lettertray/tray"
)

// logins is a system that starts programs at login.
type logins struct{ how string }

func (l *logins) Enabled() (bool, error)  { return l.how != "", nil }
func (l *logins) Enable(string) error     { l.how = "entry"; return nil }
func (l *logins) EnableUnit(string) error { l.how = "unit"; return nil }
func (l *logins) ByUnit() bool            { return l.how == "unit" }
func (l *logins) Disable() error {
	if l.how == "unit" {
		return errors.New("systemd is away")
	}
	l.how = ""
	return nil
}

func TestStartingAtLoginIsChosenByMenuAndCommand(t *testing.T) {
	system := &logins{}
	w := newWorld(t, ada)
	w.stop()
	w.options = func(o *Options) { o.Autostart = system }
	w.start(w.server)
	w.push(1)
	checked := func(on bool) func() bool {
		return func() bool { return w.tray.AtLogin != nil && *w.tray.AtLogin == on }
	}
	w.until("it is offered", checked(false))
	w.app.Act(tray.Action{Command: tray.ToggleAtLogin})
	w.until("it is checked", checked(true))
	if r := w.ask("autostart"); !strings.Contains(r.Text, "starts at login") {
		t.Errorf("it says %+v", r)
	}
	w.app.Act(tray.Action{Command: tray.ToggleAtLogin})
	w.until("it is not checked any more", checked(false))
	if r := w.ask("autostart", "unit"); !strings.Contains(r.Text, "systemd") || system.how != "unit" {
		t.Errorf("by a unit: %+v, %q", r, system.how)
	}
	w.until("the check follows the command", checked(true))
	if r := w.ask("autostart", "off"); !strings.Contains(r.Error, "systemd is away") {
		t.Errorf("a failure says %+v", r)
	}
}

func TestStartedAtLoginItAsksNobodyToSignIn(t *testing.T) {
	w := newWorld(t, ada)
	w.push(1)
	w.app.Act(tray.Action{Command: tray.SignOutHere, Account: ada})
	w.until("nobody is signed in", func() bool { return w.tray.Accounts[0].Address == "" })
	w.stop()
	w.options = func(o *Options) { o.Quietly = true }
	w.note(func() { w.asked, w.alerts = nil, nil })
	w.start(w.server)
	w.until("it says so in the menu", func() bool { return w.tray.Status == "Not signed in" })
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.asked) > 0 || len(w.alerts) > 0 {
		t.Errorf("it asks %q and says %+v", w.asked, w.alerts)
	}
}

func TestALetterOfTheMenuOpensInItsAccount(t *testing.T) {
	w := newPair(t)
	w.letter(bob, "grace@navy.example", "open me")
	var letter tray.Letter
	w.until("it is listed", func() bool {
		letter = w.tray.Accounts[1].Newest[0]
		return letter.ID != ""
	})
	w.app.Act(tray.Action{Command: tray.OpenLetter, Account: ada, Value: letter.ID}) // which is not Ada's
	w.app.Act(tray.Action{Command: tray.OpenLetter, Account: bob, Value: letter.ID})
	w.until("it opens", func() bool { return len(w.opened) > 0 })
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.opened) != 1 || !strings.Contains(w.opened[0], "authuser=bob%40gmail.com#all/") {
		t.Errorf("opened %q", w.opened)
	}
}

func TestThatThereIsNoTrayIsToldOnce(t *testing.T) {
	w := newWorld(t, ada)
	w.push(1)
	w.app.NoTray()
	w.app.NoTray()
	w.app.NotificationService() // tells again what was not told
	w.letter(ada, "grace@navy.example", "all the same")
	w.tells(ada, "all the same")
	w.stop()
	w.start(w.server)
	w.app.NoTray()
	w.letter(ada, "grace@navy.example", "after a restart")
	w.tells(ada, "after a restart")
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.alerts) != 1 || !strings.Contains(w.alerts[0].Body, "AppIndicator") || !strings.Contains(w.alerts[0].Body, "lettertray help") {
		t.Errorf("told %+v", w.alerts)
	}
}

func TestSoundAndShowGoWithTheSettings(t *testing.T) {
	w := newWorld(t, ada)
	w.push(1)
	for _, set := range [][2]string{{"sound", "false"}, {"show", "count"}} {
		if r := w.ask("settings", "set", set[0], set[1]); r.Error != "" {
			t.Fatal(r.Error)
		}
	}
	w.letter(ada, "grace@navy.example", "secret plans")
	w.tells(ada, "secret plans")
	w.until("it is counted", func() bool { return w.tray.Number == 1 })
	w.mu.Lock()
	style, state := w.styles[len(w.styles)-1], w.tray
	w.mu.Unlock()
	if !style.Mute {
		t.Error("it makes a sound")
	}
	if state.Accounts[0].Newest[0] != (tray.Letter{}) || strings.Contains(state.Tooltip, "secret") {
		t.Errorf("the menu shows %+v", state.Accounts[0].Newest[0])
	}
	if r := w.ask("list"); r.Text != "1 unread" {
		t.Errorf("the list says %+v", r)
	}
	if strings.Contains(w.log.String(), "secret plans") {
		t.Error("the log shows the subject")
	}
}

func TestABrowserThatDoesNotOpenIsTold(t *testing.T) {
	w := newWorld(t, ada)
	w.push(1)
	w.note(func() { w.noBrowser = true })
	for n, c := range []struct {
		command []string
		says    string
	}{
		{[]string{"open"}, "Set a default browser"},
		{[]string{"open"}, "Set a default browser"}, // each time
		{[]string{"signin"}, "lettertray status"},
	} {
		w.ask(c.command[0], c.command[1:]...)
		w.until("it is told", func() bool { return len(w.alerts) == n+1 && strings.Contains(w.alerts[n].Body, c.says) })
	}
}

func TestACommandForMailThatDoesNotStartIsTold(t *testing.T) {
	w := newWorld(t, ada)
	w.push(1)
	w.set("on_mail", "/nowhere/notify-phone")
	w.letter(ada, "grace@navy.example", "told all the same")
	w.tells(ada, "told all the same")
	w.until("it is told", func() bool { return len(w.alerts) == 1 && strings.Contains(w.alerts[0].Body, "/nowhere/notify-phone") })
}
