package wake

import (
	"bufio"
	"context"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"
)

// startBus runs a bus of the test's own at an address, or at one of its own
// choice for the empty one, and returns its address and an end to it.
func startBus(t *testing.T, address string) (string, func()) {
	t.Helper()
	if _, err := exec.LookPath("dbus-daemon"); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("dbus-daemon is not installed (Debian: dbus-daemon)")
		}
		t.Skip("dbus-daemon is not installed")
	}
	args := []string{"--session", "--nofork", "--nopidfile", "--print-address"}
	if address == "" {
		address = "unix:path=" + t.TempDir() + "/bus"
	}
	cmd := exec.Command("dbus-daemon", append(args, "--address="+address)...)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	end := func() { cmd.Process.Kill(); cmd.Wait() }
	t.Cleanup(end)
	if _, err := bufio.NewReader(out).ReadString('\n'); err != nil {
		t.Fatalf("starting a bus: %v", err)
	}
	return address, end
}

// owner is a connection that owns a well-known name.
func owner(t *testing.T, address, name string) *dbus.Conn {
	t.Helper()
	conn, err := dbus.Connect(address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	if reply, err := conn.RequestName(name, dbus.NameFlagDoNotQueue); err != nil || reply != dbus.RequestNameReplyPrimaryOwner {
		t.Fatalf("owning %s: %v, %v", name, reply, err)
	}
	return conn
}

// hints watches until the test ends.
func hints(t *testing.T) <-chan Reason {
	ctx, cancel := context.WithCancel(t.Context())
	got, done := make(chan Reason, 100), make(chan struct{})
	go func() {
		defer close(done)
		Watch(ctx, Options{}, func(r Reason) { got <- r })
	}()
	t.Cleanup(func() { cancel(); <-done })
	return got
}

// say repeats a signal until it is heard, as nobody tells when the watch has
// begun to listen, and returns what was heard.
func say(t *testing.T, got <-chan Reason, emit func() error) Reason {
	t.Helper()
	again := time.NewTicker(20 * time.Millisecond)
	defer again.Stop()
	for tries := 0; tries < 1500; tries++ {
		if err := emit(); err != nil {
			t.Fatal(err)
		}
		select {
		case r := <-got:
			return r
		case <-again.C:
		}
	}
	t.Fatal("nothing was heard for half a minute")
	return 0
}

func TestTheSystemTells(t *testing.T) {
	address, _ := startBus(t, "")
	t.Setenv("DBUS_SYSTEM_BUS_ADDRESS", address)
	logind, network := owner(t, address, login1), owner(t, address, networkManager)
	stranger := owner(t, address, "com.example.Stranger")
	got := hints(t)

	prepare := func(conn *dbus.Conn, asleep any) error {
		return conn.Emit("/org/freedesktop/login1", login1+".Manager.PrepareForSleep", asleep)
	}
	state := func(n any) error {
		return network.Emit("/org/freedesktop/NetworkManager", networkManager+".StateChanged", n)
	}
	if r := say(t, got, func() error { return prepare(logind, false) }); r != Woke {
		t.Errorf("waking up: %v", r)
	}
	drain(t, got, func() error { return state(uint32(connectedGlobal)) }, Online)

	// None of these is worth a look; the last, which is, shows that they came first.
	for _, err := range []error{
		prepare(logind, true), prepare(logind, "false"), state(uint32(60)), state("70"),
		network.Emit("/org/freedesktop/NetworkManager", networkManager+".StateChanged"),
		prepare(stranger, false),
		state(uint32(connectedGlobal)),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	if r := <-got; r != Online {
		t.Errorf("heard %v, want the network alone", r)
	}
}

// drain emits until the wanted reason is heard, past repetitions of others.
func drain(t *testing.T, got <-chan Reason, emit func() error, want Reason) {
	t.Helper()
	if err := emit(); err != nil {
		t.Fatal(err)
	}
	for r := range got {
		if r == want {
			return
		}
	}
}

func TestTheBusMayComeBack(t *testing.T) {
	address, end := startBus(t, "")
	t.Setenv("DBUS_SYSTEM_BUS_ADDRESS", address)
	got := hints(t)
	for range 2 {
		logind := owner(t, address, login1)
		if r := say(t, got, func() error {
			return logind.Emit("/org/freedesktop/login1", login1+".Manager.PrepareForSleep", false)
		}); r != Woke {
			t.Errorf("heard %v", r)
		}
		end()
		os.Remove(strings.TrimPrefix(address, "unix:path="))
		_, end = startBus(t, address)
	}
}

func TestWithoutABusWatchEndsAllTheSame(t *testing.T) {
	t.Setenv("DBUS_SYSTEM_BUS_ADDRESS", "unix:path="+t.TempDir()+"/none")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	Watch(ctx, Options{}, func(r Reason) { t.Errorf("hint %v", r) })
}
