package notify

import (
	"runtime"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"
)

func TestInhibited(t *testing.T) {
	address, _ := startBus(t)
	d := &desktop{}
	yes, no := true, false
	d.inhibited.Store(&yes)
	d.start(t, address)
	p := newPerson()
	n := p.notifier(t, patience)
	receive(t, p.ready, "the server")
	until := func(want bool) {
		t.Helper()
		for began := time.Now(); n.Inhibited() != want; runtime.Gosched() {
			if time.Since(began) > patience {
				t.Fatalf("waited in vain for Inhibited to be %v", want)
			}
		}
	}
	until(true)
	change := func(values map[string]dbus.Variant, invalid ...string) {
		t.Helper()
		d.emit(t, changedSignal, serviceName, values, invalid)
	}
	deliver(t, n, batchOf(letter("1", "Ada", "x")))
	got := receive(t, d.notes, "the note")
	_, sound := got.Hints["sound-name"]
	if sound || got.Hints["suppress-sound"].Value() != true {
		t.Errorf("it makes a sound: %+v", got.Hints)
	}
	change(map[string]dbus.Variant{"Inhibited": dbus.MakeVariant(no)})
	until(false)
	deliver(t, n, batchOf(letter("2", "Ben", "x")))
	got = receive(t, d.notes, "the note")
	if _, mute := got.Hints["suppress-sound"]; mute {
		t.Errorf("it is mute: %+v", got.Hints)
	}
	change(nil, "Inhibited") // it says that it has changed, and not to what
	until(true)
	change(map[string]dbus.Variant{"Inhibited": dbus.MakeVariant("nonsense")})
	change(map[string]dbus.Variant{"Other": dbus.MakeVariant(no)})
	d.emit(t, changedSignal, serviceName)
	d.conn.Close()
	(&desktop{}).start(t, address)
	receive(t, p.ready, "a server that knows nothing of it")
	if n.Inhibited() {
		t.Error("inhibited by a server that is gone")
	}
}

func TestStaleAnswerAboutInhibited(t *testing.T) {
	s := &server{name: ":1.2"}
	n := &Notifier{server: s}
	n.inhibit(s, true, 20)
	n.inhibit(s, false, 19)
	if !n.Inhibited() {
		t.Error("an answer that is older than the signal counts")
	}
}
