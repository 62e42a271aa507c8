package app

import (
	"encoding/json"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"google.golang.org/grpc/codes"

	"lettertray/internal/fakegoogle"
	"lettertray/internal/mail"
	"lettertray/notify"
	"lettertray/tray"
)

const ada, bob = "ada@gmail.com", "bob@gmail.com"

// newPair is a world in which ada and bob are signed in and get pushes.
func newPair(t *testing.T) *world {
	w := newWorld(t, ada, bob)
	w.push(1)
	w.add(bob)
	w.push(2)
	return w
}

// add signs another person in.
func (w *world) add(who string) {
	w.note(func() { w.signsIn = who })
	w.app.Act(tray.Action{Command: tray.AddAccount})
	w.until(who+" is there", func() bool {
		for _, a := range w.tray.Accounts {
			if a.Address == who && !w.tray.SigningIn {
				return true
			}
		}
		return false
	})
}

func TestFiveAccountsShareOneCredentialAndEachHearsItsOwn(t *testing.T) {
	people := []string{ada, bob, "cyd@gmail.com", "dee@gmail.com", "eve@gmail.com"}
	w := newWorld(t, people...)
	w.push(1)
	for _, p := range people[1:] {
		w.add(p)
	}
	w.push(5)
	w.mu.Lock()
	for i, address := range w.asked {
		if asked := strings.Contains(address, "pubsub"); asked != (i == 0) {
			t.Errorf("consent %d asks for Pub/Sub: %v", i, asked)
		}
	}
	w.mu.Unlock()
	if n := len(w.Subscriptions()); n != 5 {
		t.Errorf("%d subscriptions", n)
	}
	for _, p := range people {
		w.letter(p, "grace@navy.example", "to "+p)
		w.tells(p, "to "+p)
	}
	w.until("the icon counts all", func() bool { return w.tray.Number == 5 })
}

func TestOneAccountsTroubleStopsNoOther(t *testing.T) {
	w := newPair(t)
	w.Revoke(ada) // her token carries everybody's pushes
	w.letter(ada, "grace@navy.example", "unheard")
	w.app.Act(tray.Action{Command: tray.Resync})
	w.until("ada is told to sign in", func() bool {
		return len(w.alerts) > 0 && strings.Contains(w.alerts[len(w.alerts)-1].Title, "Sign in") && w.tray.Icon == tray.Attention
	})
	w.letter(bob, "grace@navy.example", "by polling")
	w.app.Act(tray.Action{Command: tray.Resync})
	w.tells(bob, "by polling")

	w.note(func() { w.signsIn = ada })
	w.app.Act(tray.Action{Command: tray.SignIn, Account: ada})
	w.push(2)
	w.tells(ada, "unheard")
}

func TestSigningOneAccountOutLeavesTheOther(t *testing.T) {
	w := newPair(t)
	if r := w.ask("signout"); r.Error == "" {
		t.Error("one of two is signed out unasked")
	}
	if r := w.ask("signout", bob); r.Error != "" {
		t.Error(r.Error)
	}
	w.until("bob is gone", func() bool { return w.tray.Accounts[0].Address == ada && w.tray.Accounts[1].Address == "" })
	w.letter(ada, "grace@navy.example", "still here")
	w.tells(ada, "still here")
	if _, err := w.keyring.Load(t.Context(), ada); err != nil {
		t.Error("ada's token is gone:", err)
	}
}

func TestButtonsComeWithTheAccessAndAFailureIsTold(t *testing.T) {
	w := newWorld(t, ada)
	w.push(1)
	w.app.Act(tray.Action{Command: tray.SetAccess, Account: ada, Value: tray.AccessActions})
	w.until("the second consent", func() bool { return len(w.asked) == 2 && w.tray.Accounts[0].Access == "actions" })
	w.push(1)
	id := w.letter(ada, "grace@navy.example", "act on me")
	w.tells(ada, "act on me")
	w.mu.Lock()
	if got := len(w.styles[len(w.styles)-1].Actions); got != 2 {
		t.Errorf("%d buttons", got)
	}
	w.mu.Unlock()
	w.app.Clicked(notify.Click{Account: ada, Message: id, Thread: id, Action: "read"})
	w.until("it is read", func() bool { return w.tray.Number == 0 })

	id = w.letter(ada, "grace@navy.example", "again")
	w.tells(ada, "again")
	w.Fail("gmail.users.messages.modify", 1, fakegoogle.Fault{Status: 503})
	w.app.Clicked(notify.Click{Account: ada, Message: id, Thread: id, Action: "archive"})
	w.until("the failure is told", func() bool {
		return len(w.alerts) > 0 && strings.Contains(w.alerts[len(w.alerts)-1].Title, "Archive")
	})
}

// listen listens to the app's events. It returns when the app has heard of it.
func (w *world) listen() <-chan Event {
	heard := make(chan Event, listening)
	go w.app.Listen(w.Context(), func(e Event) error { heard <- e; return nil })
	hear(heard, "status") // how each account is doing comes first
	return heard
}

// hear waits for an event of the kind.
func hear(heard <-chan Event, kind string) Event {
	for e := range heard {
		if e.Event == kind {
			return e
		}
	}
	return Event{}
}

func TestEventsReachTheHookAndTheListenersAndSayNoMoreThanANotification(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the hook of this test is a shell script")
	}
	w := newWorld(t, ada)
	w.push(1)
	out := filepath.Join(t.TempDir(), "events")
	hook := filepath.Join(t.TempDir(), "hook")
	if err := os.WriteFile(hook, []byte("#!/bin/sh\ncat >>\"$1\"\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	value, _ := json.Marshal([]string{hook, out})
	if r := w.ask("settings", "set", "on_mail", string(value)); r.Error != "" {
		t.Fatal(r.Error)
	}
	if r := w.ask("settings", "set", "show", "sender"); r.Error != "" {
		t.Fatal(r.Error)
	}
	w.until("the setting is followed", func() bool { return w.tight == mail.ShowSender })
	heard := w.listen()
	id := w.letter(ada, "grace@navy.example", "$(touch /tmp/owned)")
	if e := hear(heard, "mail"); e.Message != id || e.From != "grace@navy.example" || e.Subject != "" {
		t.Errorf("heard %+v", e)
	}
	w.stop() // waits for the hook
	line, err := os.ReadFile(out)
	var e Event
	if err != nil || json.Unmarshal(line, &e) != nil || e.Message != id || e.Subject != "" || e.Time.IsZero() {
		t.Errorf("the hook got %q, %v", line, err)
	}
}

func TestAProjectThatRefusesEverybodyIsAskedNoMoreOftenForIt(t *testing.T) {
	w := newWorld(t, ada, bob)
	w.push(1)
	w.Fail("Subscriber.", -1, fakegoogle.Fault{Code: codes.PermissionDenied})
	w.EndStreams(codes.PermissionDenied)
	w.until("it is told what to do", func() bool {
		return len(w.alerts) > 0 && strings.Contains(w.alerts[len(w.alerts)-1].Body, "owner or editor")
	})
	w.note(func() { w.signsIn = bob })
	w.app.Act(tray.Action{Command: tray.AddAccount})
	w.until("bob is asked for Pub/Sub too", func() bool {
		return len(w.asked) == 2 && strings.Contains(w.asked[1], "pubsub") && strings.HasPrefix(w.tray.Accounts[1].Status, bob+" · polling")
	})
	w.letter(bob, "grace@navy.example", "by polling")
	w.app.Act(tray.Action{Command: tray.Resync})
	w.tells(bob, "by polling")
	if n := w.Count("gmail.users.history.list"); n > 40 {
		t.Errorf("%d looks", n)
	}
}

func TestTheLossOfTheSharedCredentialIsToldOnce(t *testing.T) {
	w := newPair(t)
	w.note(func() { w.alerts = nil })
	w.Revoke(ada)
	w.ExpireAccess()
	w.EndStreams(codes.Unauthenticated)
	w.until("bob polls, and it is said by whose sign-in", func() bool {
		return strings.Contains(w.tray.Accounts[1].Status, "polling: Pushes come by the sign-in of "+ada)
	})
	w.letter(bob, "grace@navy.example", "by polling")
	w.ask("resync")
	w.tells(bob, "by polling")
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.alerts) != 1 || w.alerts[0].Key != ada || !strings.Contains(w.alerts[0].Body, ada) {
		t.Errorf("told %+v", w.alerts)
	}
}
