package app

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"lettertray/auth"
	"lettertray/internal/fakegoogle"
	"lettertray/internal/mail"
)

// is waits for an event about ada's status that says so.
func is(t *testing.T, heard <-chan Event, what string, so func(Event) bool) {
	t.Helper()
	late := time.After(20 * time.Second)
	for {
		select {
		case e := <-heard:
			if e.Event == "status" && e.Account == ada && so(e) {
				return
			}
		case <-late:
			t.Fatal("never heard that ", what)
		}
	}
}

func TestEveryChangeOfAnAccountsStateIsAnEvent(t *testing.T) {
	w := newWorld(t, ada)
	w.push(1)
	heard := w.listen()
	w.ask("pause")
	is(t, heard, "it is paused", func(e Event) bool { return *e.Paused })
	w.ask("resume")
	is(t, heard, "it goes on", func(e Event) bool { return !*e.Paused })
	w.letter(ada, "grace@navy.example", "count me")
	is(t, heard, "a letter is unread", func(e Event) bool { return e.Unread != nil && *e.Unread == 1 })
	w.Revoke(ada)
	w.ExpireAccess()
	w.ask("resync")
	is(t, heard, "it must sign in again", func(e Event) bool { return e.State == "signed out" })
	w.ask("signin", ada)
	is(t, heard, "it is back", func(e Event) bool { return e.State == "push" })
	w.ask("signout", ada)
	is(t, heard, "it has gone", func(e Event) bool { return e.State == "signed out" })
}

func TestAnEventSaysNoMoreThanANotificationAndSteersNoTerminal(t *testing.T) {
	m := mail.Message{ID: "1", Thread: "t", From: mail.Sender{Name: "Eve\x1b[2J", Address: "eve\u202e@x.example"}, Subject: "a\u009b2J\nb"}
	for show, want := range map[mail.Show]Event{
		mail.ShowFull:   {Event: "mail", Account: ada, Message: "1", Thread: "t", From: "Eve [2J", Address: "eve@x.example", Subject: "a 2J b"},
		mail.ShowSender: {Event: "mail", Account: ada, Message: "1", Thread: "t", From: "Eve [2J", Address: "eve@x.example"},
		mail.ShowCount:  {Event: "mail", Account: ada, Message: "1", Thread: "t"},
	} {
		if got := mailEvent(ada, m, show); got != want {
			t.Errorf("at %v: %+v", show, got)
		}
	}
}

func TestTheListNumbersLettersAndOpensThem(t *testing.T) {
	w := newPair(t)
	w.letter(ada, "grace@navy.example", "first\x1b[2J")
	w.Deliver(bob, fakegoogle.Letter{FromAddress: "grace@navy.example", Thread: "thread-of-bob"})
	w.until("both are listed", func() bool {
		return w.tray.Accounts[0].Newest[0].Text != "" && w.tray.Accounts[1].Newest[0].Text != ""
	})
	r := w.ask("list")
	if !strings.Contains(r.Text, " 1  grace@navy.example · first [2J · just now") || !strings.Contains(r.Text, " 2  grace@navy.example · (no subject) · just now") {
		t.Errorf("it lists %q", r.Text)
	}
	var all []Listed
	if err := json.Unmarshal(r.Data, &all); err != nil || len(all) != 2 || all[1].Account != bob || all[1].Message == "" || all[0].Number != 1 {
		t.Errorf("for programs %s, %v", r.Data, err)
	}
	w.ask("open", "2")
	w.until("it opens in its account", func() bool {
		return len(w.opened) == 1 && strings.HasSuffix(w.opened[0], "authuser=bob%40gmail.com#all/thread-of-bob")
	})
	for _, n := range []string{"0", "3", "-1"} {
		if r := w.ask("open", n); !strings.Contains(r.Error, "lettertray list") {
			t.Errorf("open %s says %+v", n, r)
		}
	}
	w.set("show", "count")
	if r := w.ask("list"); r.Text != "2 unread" || strings.Contains(string(r.Data), "grace") {
		t.Errorf("counted only, it lists %q, %s", r.Text, r.Data)
	}
}

func TestATokenThatComesAfterSigningOutIsNotKept(t *testing.T) {
	w := newWorld(t, ada)
	w.push(1)
	acct := w.app.accounts[0]
	w.ask("signout", ada)
	w.until("nobody is signed in", func() bool { return w.tray.Accounts[0].Address == "" })
	done := make(chan struct{})
	w.app.post(func() {
		w.app.rotate(acct, auth.NewSecret("late"))
		close(done)
	})
	<-done
	w.stop() // waits for the keyring
	if _, err := w.keyring.Load(t.Context(), ada); err == nil {
		t.Error("the keyring holds a token")
	}
}
