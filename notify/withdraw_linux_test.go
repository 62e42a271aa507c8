package notify

import (
	"reflect"
	"strings"
	"testing"

	"lettertray/internal/mail"
)

func TestDismiss(t *testing.T) {
	address, _ := startBus(t)
	d := (&desktop{}).start(t, address)
	n := newPerson().notifier(t, patience)
	for _, a := range []Alert{{Title: "Sign in again", Key: "sign-in"}, {Title: "Disk full", Key: "disk"}} {
		if err := n.Alert(t.Context(), a); err != nil {
			t.Fatal(err)
		}
	}
	deliver(t, n, batchOf(letter("1", "Ada", "x")))
	for _, key := range []string{"disk", "disk", "unknown", ""} {
		if err := n.Dismiss(t.Context(), key); err != nil {
			t.Fatal(err)
		}
	}
	if id := receive(t, d.closes, "the alert to be closed"); id != 2 {
		t.Errorf("closed %d, want 2", id)
	}
	none(t, d.closes, "closing")
	if err := n.Alert(t.Context(), Alert{Title: "Disk full", Key: "disk"}); err != nil {
		t.Fatal(err)
	}
	for range 3 {
		receive(t, d.notes, "a note")
	}
	if again := receive(t, d.notes, "the alert again"); again.Replaces != 0 {
		t.Errorf("it replaces %d, which is gone", again.Replaces)
	}
}

func TestWithdraw(t *testing.T) {
	address, _ := startBus(t)
	d := (&desktop{}).start(t, address)
	n := newPerson().notifier(t, patience)
	shown := deliver(t, n, batchOf(letter("2", "Ben", "x"), letter("1", "Ada", "x")))
	foreign := mail.Shown{Handle: strings.Replace(shown[0].Handle, d.name(), ":1.999", 1), Messages: []string{"1"}}
	for range 2 { // the second time it is gone already
		if err := n.Withdraw(t.Context(), []mail.Shown{foreign, shown[1], {Handle: "nonsense"}, {}}); err != nil {
			t.Fatal(err)
		}
	}
	if id := receive(t, d.closes, "the notification to be closed"); id != 2 {
		t.Errorf("closed %d, want 2", id)
	}
	none(t, d.closes, "closing")
}

func TestAdoptAfterARestart(t *testing.T) {
	address, _ := startBus(t)
	d := (&desktop{words: []string{"actions"}}).start(t, address)
	before := newPerson().notifier(t, patience)
	shown := deliver(t, before, batchOf(letter("2", "Ben", "x"), letter("1", "Ada", "x")))
	before.Close()

	p := newPerson()
	after := p.notifier(t, patience)
	gone := mail.Shown{Handle: "0123/:1.999/1", Messages: []string{"9"}}
	if ours := after.Adopt(account, append([]mail.Shown{gone}, shown...)); !reflect.DeepEqual(ours, shown) {
		t.Fatalf("adopted %+v, want %+v", ours, shown)
	}
	d.emit(t, invokedSignal, uint32(1), "default")
	want := Click{Account: account, Message: "1", Thread: "t1", Action: "default"}
	if got := receive(t, p.clicks, "a click on what the earlier run showed"); got != want {
		t.Errorf("clicked %+v, want %+v", got, want)
	}
	if err := after.Withdraw(t.Context(), shown[1:]); err != nil {
		t.Fatal(err)
	}
	if id := receive(t, d.closes, "the notification to be closed"); id != 2 {
		t.Errorf("closed %d, want 2", id)
	}
}
