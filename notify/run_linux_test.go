package notify

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"

	"lettertray/internal/mail"
)

// Long enough for a server that is well, short enough to wait for.
const shortLimit = 300 * time.Millisecond

func TestClick(t *testing.T) {
	address, _ := startBus(t)
	d := (&desktop{words: []string{"actions"}}).start(t, address)
	p := newPerson()
	n := p.notifier(t, patience)
	shown := deliver(t, n, mail.Batch{Account: account, Messages: []mail.Message{letter("1", "Ada", "x")}, More: []string{"2", "3"}})

	// As dunst does: the click, then the end.
	d.emit(t, invokedSignal, uint32(2), "default")
	d.emit(t, closedSignal, uint32(2), uint32(2))
	if got, want := receive(t, p.clicks, "the click"), (Click{Account: account, Message: "1", Thread: "t1", Action: "default"}); got != want {
		t.Errorf("clicked %+v, want %+v", got, want)
	}
	d.emit(t, invokedSignal, uint32(2), "default") // closed: nobody's number any more
	d.emit(t, invokedSignal, uint32(1), "default")
	if got, want := receive(t, p.clicks, "the click on the summary"), (Click{Account: account, Action: "default"}); got != want {
		t.Errorf("clicked %+v, want %+v", got, want)
	}
	if err := n.Withdraw(t.Context(), shown[1:]); err != nil {
		t.Errorf("withdrawing what is closed: %v", err)
	}
	none(t, d.closes, "closing")
}

func TestButtonIsPressed(t *testing.T) {
	address, _ := startBus(t)
	d := (&desktop{words: []string{"actions"}}).start(t, address)
	p := newPerson()
	n := p.notifier(t, patience)
	b := batchOf(letter("1", "Ada", "x"))
	b.Style.Actions = []mail.Action{{Key: "read", Label: "Mark as read"}}
	shown := deliver(t, n, b)
	if got, want := receive(t, d.notes, "the note").Actions, []string{"default", "Open", "read", "Mark as read"}; !slices.Equal(got, want) {
		t.Errorf("actions are %q, want %q", got, want)
	}
	d.emit(t, invokedSignal, uint32(1), "read")
	want := Click{Account: account, Message: "1", Thread: "t1", Action: "read"}
	if got := receive(t, p.clicks, "the click"); got != want {
		t.Errorf("clicked %+v, want %+v", got, want)
	}
	if id := receive(t, d.closes, "the note, which this server leaves on the screen, to be closed"); id != 1 {
		t.Errorf("closed %d", id)
	}
	if err := n.Withdraw(t.Context(), shown); err != nil {
		t.Fatal(err)
	}
	none(t, d.closes, "closing what is closed")
}

func TestStrangersSignalsAreIgnored(t *testing.T) {
	address, _ := startBus(t)
	d := (&desktop{words: []string{"actions"}, first: 6}).start(t, address)
	p := newPerson()
	n := p.notifier(t, patience)
	deliver(t, n, batchOf(letter("1", "Ada", "x"))) // number 7

	stranger := connectTo(t, address)
	me := dbus.WithMatchSender(stranger.Names()[0])
	n.mu.Lock()
	conn := n.bus.conn
	n.mu.Unlock()
	if err := conn.AddMatchSignal(me); err != nil { // the match rules alone would keep it out
		t.Fatal(err)
	}
	send := func(from *dbus.Conn, signal string, args ...any) {
		if err := from.Emit(servicePath, signal, args...); err != nil {
			t.Fatal(err)
		}
	}
	send(stranger, invokedSignal, uint32(7), "forged")
	send(stranger, closedSignal, uint32(7), uint32(2))
	send(stranger, ownerSignal, serviceName, "", ":1.1")
	send(stranger, ownerSignal, serviceName, d.name(), "")
	// The bus keeps the order of one sender only: the call's answer says that
	// all of the above has gone out before what follows.
	if err := stranger.BusObject().Call(busIDMethod, 0).Err; err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]any{
		{}, {uint32(7)}, {"7", "default"}, {int32(7), "default"}, {uint32(7), "default", "more"}, {[]uint32{7}, "default"}, {uint32(7), 5},
		{uint32(8), "default"}, {uint32(0), "default"},
	} {
		send(d.conn, invokedSignal, args...)
		send(d.conn, closedSignal, args[:min(len(args), 1)]...)
	}
	send(d.conn, invokedSignal, uint32(7), "default")
	if got := receive(t, p.clicks, "the only true click"); got.Message != "1" || got.Action != "default" {
		t.Errorf("clicked %+v", got)
	}
	none(t, p.clicks, "click")
}

func TestSignalsThatOvertakeTheAnswer(t *testing.T) {
	address, _ := startBus(t)
	d := &desktop{words: []string{"actions"}}
	d.instant = func(id uint32) {
		if id == 1 {
			return // stays
		}
		d.conn.Emit(servicePath, invokedSignal, id, "default")
		d.conn.Emit(servicePath, closedSignal, id, uint32(2))
	}
	d.start(t, address)
	p := newPerson()
	n := p.notifier(t, patience)
	deliver(t, n, batchOf(letter("0", "Zoë", "x")))
	deliver(t, n, batchOf(letter("1", "Ada", "x")))
	if got := receive(t, p.clicks, "the click"); got.Message != "1" {
		t.Errorf("clicked %+v", got)
	}
	d.emit(t, invokedSignal, uint32(1), "default")
	receive(t, p.clicks, "a click behind the closing")
	deliver(t, n, batchOf(letter("1", "Ada", "x")))
	receive(t, d.notes, "what stays")
	receive(t, d.notes, "the note")
	if again := receive(t, d.notes, "the note again"); again.Replaces != 0 {
		t.Errorf("replaced %d, which was closed", again.Replaces)
	}
}

// The server closes a notification while we replace it, and gives the number
// out again: what is closed is the former, although it is heard of later.
func TestClosedWhileReplaced(t *testing.T) {
	n := &Notifier{server: &server{name: ":1.2", prefix: "bus/:1.2/"}, screen: screen{
		"bus/:1.2/7": {messages: []string{"1"}, since: 20},
	}}
	closed := func(at dbus.Sequence) *dbus.Signal {
		return &dbus.Signal{Sender: ":1.2", Name: closedSignal, Body: []any{uint32(7), uint32(2)}, Sequence: at}
	}
	n.hear(nil, closed(19))
	if len(n.screen) != 1 {
		t.Error("the former's end took the new one along")
	}
	n.hear(nil, closed(21))
	if len(n.screen) != 0 {
		t.Error("its own end was not heard")
	}
}

func TestServerRestart(t *testing.T) {
	address, _ := startBus(t)
	first := (&desktop{words: []string{"body-markup"}}).start(t, address)
	p := newPerson()
	n := p.notifier(t, patience)
	receive(t, p.ready, "the first server")
	shown := deliver(t, n, batchOf(letter("1", "Ada", "a & b")))
	first.conn.Close()

	second := (&desktop{}).start(t, address)
	receive(t, p.ready, "the second server")
	if err := n.Withdraw(t.Context(), shown); err != nil {
		t.Fatal(err)
	}
	if ours := n.Adopt(account, shown); len(ours) != 0 {
		t.Errorf("adopted %+v of a server that is gone", ours)
	}
	deliver(t, n, batchOf(letter("1", "Ada", "a & b")))
	if got := receive(t, second.notes, "the note"); got.Replaces != 0 || got.Body != "a & b" {
		t.Errorf("the new server got %+v: the old one's number or capabilities", got)
	}
	none(t, second.closes, "closing")
}

func TestBusRestart(t *testing.T) {
	address, stop := startBus(t)
	(&desktop{}).start(t, address)
	p := newPerson()
	n := p.notifier(t, patience)
	receive(t, p.ready, "the first server")
	shown := deliver(t, n, batchOf(letter("1", "Ada", "x")))
	stop()

	// A new bus, on which the server has the name it had on the old one.
	address, _ = startBus(t)
	second := (&desktop{}).start(t, address)
	receive(t, p.ready, "the server on the new bus")
	if ours := n.Adopt(account, shown); len(ours) != 0 {
		t.Errorf("adopted %+v of another bus", ours)
	}
	deliver(t, n, batchOf(letter("1", "Ada", "x")))
	if got := receive(t, second.notes, "the note"); got.Replaces != 0 {
		t.Errorf("replaced %d", got.Replaces)
	}
}

func TestHangingServer(t *testing.T) {
	address, _ := startBus(t)
	d := (&desktop{frozen: make(chan struct{})}).start(t, address)
	p := newPerson()
	n := p.notifier(t, shortLimit)
	receive(t, p.ready, "the server")
	n.mu.Lock()
	n.server.can = &capabilities{} // so that it is Notify that hangs
	n.mu.Unlock()

	began := time.Now()
	shown, err := n.Deliver(t.Context(), batchOf(letter("2", "Ben", "x"), letter("1", "Ada", "x")))
	if took := time.Since(began); !errors.Is(err, ErrAway) || len(shown) != 0 || took < shortLimit || took > patience {
		t.Fatalf("shown %+v, %v after %v", shown, err, took)
	}
	if n.Available(t.Context()) {
		t.Error("a hanging server passes for available")
	}
	began = time.Now()
	if _, err := n.Deliver(t.Context(), batchOf(letter("3", "Cyd", "x"))); !errors.Is(err, ErrAway) || time.Since(began) > shortLimit {
		t.Errorf("%v after %v: it is known to hang", err, time.Since(began))
	}

	close(d.frozen)
	receive(t, p.ready, "the server to wake up")
	kept := deliver(t, n, batchOf(letter("1", "Ada", "x")))
	// The late answer may come before or after: one notification is left, and
	// its handle is the one that was returned.
	one, two := receive(t, d.notes, "a note"), receive(t, d.notes, "the other note")
	if one.ID == two.ID {
		return
	}
	id := receive(t, d.closes, "the late note to be closed")
	if id != one.ID && id != two.ID || strings.HasSuffix(kept[0].Handle, fmt.Sprintf("/%d", id)) {
		t.Errorf("closed %d, of %d and %d, and returned %s", id, one.ID, two.ID, kept[0].Handle)
	}
}

func TestHangingCapabilities(t *testing.T) {
	address, _ := startBus(t)
	d := (&desktop{frozen: make(chan struct{})}).start(t, address)
	defer close(d.frozen)
	n := newPerson().notifier(t, shortLimit)
	if _, err := n.Deliver(t.Context(), batchOf(letter("1", "Ada", "x"))); !errors.Is(err, ErrAway) {
		t.Errorf("got %v", err)
	}
}
