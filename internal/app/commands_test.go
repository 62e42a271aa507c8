package app

import (
	"encoding/json"
	"strings"
	"testing"

	"lettertray/internal/config"
	"lettertray/notify"
	"lettertray/tray"
)

func TestEveryMenuEntryIsACommand(t *testing.T) {
	w := newWorld(t, ada)
	w.push(1)
	w.letter(ada, "grace@navy.example", "list me")
	w.tells(ada, "list me")
	w.until("the letter is listed", func() bool { return w.tray.Accounts[0].Newest[0].Text != "" })
	w.note(func() { w.ignores = true })
	said := map[tray.Command]string{} // by the command that does what the entry does
	for _, c := range []struct {
		entry   tray.Command
		command []string
		says    string
	}{
		{tray.OpenInbox, []string{"open"}, "inbox of " + ada},
		{tray.OpenLetter, []string{"open", "1"}, "opens the letter"},
		{tray.OpenCure, []string{"cure"}, "nothing that you could cure"},
		{tray.Resync, []string{"resync"}, "looks"},
		{tray.Pause30m, []string{"pause", "30m"}, "paused until"},
		{tray.Pause1h, []string{"pause", "1h"}, "paused until"},
		{tray.PauseTomorrow, []string{"pause", "tomorrow"}, "paused until"},
		{tray.PauseUntilResumed, []string{"pause"}, "are paused"},
		{tray.Resume, []string{"resume"}, "go on"},
		{tray.SetAccess, []string{"access", "preview"}, "browser opens"},
		{tray.CancelSignIn, []string{"signin", "--cancel"}, "cancelled"},
		{tray.AddAccount, []string{"signin"}, "browser opens"},
		{tray.SignIn, []string{"signin", ada}, "browser opens"},
		{tray.ToggleAtLogin, []string{"autostart"}, "does not start"},
		{tray.OpenSettings, []string{"settings", "edit"}, "settings.toml"},
		{tray.SignOutHere, []string{"signout", ada}, "on this computer"},
		{tray.SignOutEverywhere, []string{"signout", ada, "--everywhere"}, "on all computers"},
		{tray.Quit, []string{"quit"}, "ends"},
	} {
		if c.entry == tray.SignIn || c.entry == tray.SignOutHere {
			w.ask("signin", "--cancel")
			w.until("no sign-in is under way", func() bool { return !w.tray.SigningIn })
		}
		if c.entry == tray.SignOutEverywhere {
			w.note(func() { w.ignores = false })
			w.ask("signin", ada)
			w.push(1)
		}
		r := w.ask(c.command[0], c.command[1:]...)
		if r.Error != "" || !strings.Contains(r.Text, c.says) {
			t.Errorf("%q says %+v", c.command, r)
		}
		if c.command[0] == "signin" || c.command[0] == "access" {
			w.until("the sign-in begins or ends", func() bool { return w.tray.SigningIn == (c.entry != tray.CancelSignIn) })
		}
		said[c.entry] = r.Text
	}
	for entry := tray.SignIn; entry <= tray.OpenCure; entry++ {
		if said[entry] == "" {
			t.Errorf("no command does what the menu's %q does", entry)
		}
	}
}

func TestCommandsAnswerInWords(t *testing.T) {
	w := newWorld(t, ada)
	w.push(1)
	for _, c := range []struct {
		command string
		args    []string
		says    string
	}{
		{"status", nil, ada}, {"list", nil, "No unread mail"}, {"settings", []string{"get", "show"}, string(config.ShowFull)},
		{"settings", []string{"keys"}, "quiet"}, {"start", nil, "running already"}, {"resume", nil, "were not paused"},
	} {
		if r := w.ask(c.command, c.args...); r.Error != "" || !strings.Contains(r.Text, c.says) {
			t.Errorf("%s %q says %+v", c.command, c.args, r)
		}
	}
	for _, c := range [][]string{
		{"frob"}, {"pause", "soon"}, {"signout", "nobody@gmail.com"}, {"open", "nobody@gmail.com"}, {"cure", "nobody@gmail.com"},
		{"access", "all"}, {"access", "nobody@gmail.com", "preview"}, {"settings", "get", "frob"}, {"settings"}, {"autostart", "maybe"},
	} {
		if r := w.ask(c[0], c[1:]...); r.Error == "" {
			t.Errorf("%q says %q", c, r.Text)
		}
	}
	var report Report
	if err := json.Unmarshal(w.ask("status").Data, &report); err != nil || len(report.Accounts) != 1 || report.Accounts[0].State != "push" {
		t.Errorf("%+v, %v", report, err)
	}
}

func TestAccessIsChangedUpAndDownByMenuAndCommand(t *testing.T) {
	w := newWorld(t, ada)
	w.push(1)
	if r := w.ask("access", "actions"); r.Error != "" {
		t.Fatal(r.Error)
	}
	w.until("it may act", func() bool { return w.tray.Accounts[0].Access == tray.AccessActions && !w.tray.SigningIn })
	w.push(1)
	w.app.Act(tray.Action{Command: tray.SetAccess, Account: ada, Value: tray.AccessHeaders})
	w.until("it may not any more", func() bool { return w.tray.Accounts[0].Access == tray.AccessHeaders && !w.tray.SigningIn })
	w.push(1)
	w.letter(ada, "grace@navy.example", "without buttons")
	w.tells(ada, "without buttons")
	w.mu.Lock()
	defer w.mu.Unlock()
	if got := w.styles[len(w.styles)-1].Actions; len(got) != 0 {
		t.Errorf("it offers %+v", got)
	}
	if last := w.asked[len(w.asked)-1]; !strings.Contains(last, "gmail.metadata") || strings.Contains(last, "gmail.modify") {
		t.Errorf("it asked for %s", last)
	}
}

func TestWhatThePersonCanCureHasItsPageInTheMenuAndACommand(t *testing.T) {
	w := newWorld(t, ada)
	w.push(1)
	if r := w.ask("cure"); r.Error != "" || w.tray.Accounts[0].Cure {
		t.Errorf("with nothing to cure it says %+v", r)
	}
	w.DisableAPI("gmail.googleapis.com")
	w.ask("resync")
	w.until("it is offered", func() bool { return w.tray.Accounts[0].Cure })
	w.app.Act(tray.Action{Command: tray.OpenCure, Account: ada})
	w.until("the page opens", func() bool { return len(w.opened) == 1 && strings.Contains(w.opened[0], "gmail") })
	if r := w.ask("cure", ada); !strings.Contains(r.Text, w.opened[0]) {
		t.Errorf("it says %+v", r)
	}
}

func TestAClickOnSignInAgainSignsIn(t *testing.T) {
	w := newWorld(t, ada)
	w.push(1)
	w.Revoke(ada)
	w.ExpireAccess()
	w.ask("resync")
	var told notify.Alert
	w.until("it is said", func() bool {
		for _, a := range w.alerts {
			if a.Click != "" {
				told = a
			}
		}
		return told.Click != ""
	})
	w.app.Clicked(notify.Click{Key: told.Key, Action: "default"})
	w.push(1)
}

func TestATestNotificationSaysHowLongItTook(t *testing.T) {
	w := newWorld(t, ada)
	w.push(1)
	if r := w.ask("test"); !strings.Contains(r.Text, "the whole way") || strings.Contains(r.Text, "not to disturb") {
		t.Errorf("it says %+v", r)
	}
	w.until("the notification says so too", func() bool {
		return len(w.alerts) == 1 && w.alerts[0].Key == notify.TestKey && strings.Contains(w.alerts[0].Body, " ms")
	})
	w.note(func() { w.inhibited = true })
	if r := w.ask("test"); !strings.Contains(r.Text, "not to disturb") {
		t.Errorf("while it must not disturb: %+v", r)
	}
}

func TestASignInIsCancelledByACommand(t *testing.T) {
	w := newWorld(t, ada)
	w.push(1)
	w.note(func() { w.ignores = true })
	w.ask("signin")
	w.until("it is under way", func() bool { return w.tray.SigningIn })
	if r := w.ask("signin"); !strings.Contains(r.Error, "--cancel") {
		t.Errorf("another one: %+v", r)
	}
	if r := w.ask("signin", "--cancel"); r.Error != "" {
		t.Errorf("cancelling: %+v", r)
	}
	w.until("it is over", func() bool { return !w.tray.SigningIn })
	w.push(1)
}
