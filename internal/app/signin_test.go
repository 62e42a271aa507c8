package app

import (
	"strings"
	"testing"

	"lettertray/tray"
)

func TestASignInThatFailsIsToldInWords(t *testing.T) {
	w := newWorld(t, ada)
	w.push(1)
	w.note(func() { w.denies = true })
	w.app.Act(tray.Action{Command: tray.AddAccount})
	w.until("the refusal is told, and the account goes on as before", func() bool {
		return len(w.alerts) == 1 && w.alerts[0].Title == "The sign-in did not work" && !w.tray.SigningIn && w.tray.Icon == tray.Fine
	})
	w.app.Act(tray.Action{Command: tray.SignOutHere, Account: ada})
	w.until("nobody is signed in", func() bool { return w.tray.Accounts[0].Address == "" })
	w.app.Act(tray.Action{Command: tray.SignIn})
	w.until("the refusal is told again", func() bool {
		return len(w.alerts) == 2 && w.alerts[1].Title == "You are not signed in" && w.tray.Icon == tray.Attention
	})
	if r := w.ask("status"); !strings.Contains(r.Text, w.alerts[1].Body) {
		t.Errorf("status says %q", r.Text)
	}
}

func TestAddingAnAccountThatIsHereAlreadyTakesNothingFromIt(t *testing.T) {
	w := newWorld(t, ada)
	w.push(1)
	w.app.Act(tray.Action{Command: tray.AddAccount})
	w.until("it is said", func() bool {
		return len(w.alerts) > 0 && strings.Contains(w.alerts[len(w.alerts)-1].Body, "nothing has changed")
	})
	w.push(1)
}

func TestSigningOutAndInAgainAtOnceKeepsTheNewSignIn(t *testing.T) {
	w := newWorld(t, ada)
	w.push(1)
	w.app.Act(tray.Action{Command: tray.SignOutEverywhere, Account: ada})
	w.app.Act(tray.Action{Command: tray.AddAccount})
	w.until("ada is back", func() bool { return len(w.asked) == 2 && !w.tray.SigningIn && w.tray.Accounts[0].Address == ada })
	w.push(1)
	w.letter(ada, "grace@navy.example", "welcome back")
	w.tells(ada, "welcome back")
	w.stop()
	if _, err := w.keyring.Load(t.Context(), ada); err != nil {
		t.Error("the new token is gone:", err)
	}
}
