package wake

import (
	"bufio"
	"context"
	"net"
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

// emit sends a signal and waits until the bus has passed it on.
func emit(t *testing.T, conn *dbus.Conn, path dbus.ObjectPath, name string, body ...any) {
	t.Helper()
	if err := conn.Emit(path, name, body...); err != nil {
		t.Fatal(err)
	}
	if err := conn.BusObject().Call("org.freedesktop.DBus.GetId", 0).Err; err != nil {
		t.Fatal(err)
	}
}

func prepareForSleep(t *testing.T, conn *dbus.Conn, asleep any) {
	emit(t, conn, "/org/freedesktop/login1", login1+".Manager.PrepareForSleep", asleep)
}

func stateChanged(t *testing.T, conn *dbus.Conn, state ...any) {
	emit(t, conn, "/org/freedesktop/NetworkManager", networkManager+".StateChanged", state...)
}

// firstHeard has logind wake up until that is heard, as nobody tells when the
// watch has begun to listen. More of the same may follow.
func firstHeard(t *testing.T, got <-chan Reason, logind *dbus.Conn) {
	t.Helper()
	again := time.NewTicker(20 * time.Millisecond)
	defer again.Stop()
	for range 1500 {
		prepareForSleep(t, logind, false)
		select {
		case r := <-got:
			if r != Woke {
				t.Errorf("heard %v", r)
			}
			return
		case <-again.C:
		}
	}
	t.Fatal("nothing was heard for half a minute")
}

func TestTheSystemTells(t *testing.T) {
	address, _ := startBus(t, "")
	t.Setenv("DBUS_SYSTEM_BUS_ADDRESS", address)
	logind, network := owner(t, address, login1), owner(t, address, networkManager)
	stranger := owner(t, address, "com.example.Stranger")
	got := hints(t)
	firstHeard(t, got, logind)
	stateChanged(t, network, uint32(connectedGlobal))
	for <-got != Online {
	}

	// None of these is worth a look; the last, which is, shows that they have passed.
	prepareForSleep(t, logind, true)
	prepareForSleep(t, logind, "false")
	prepareForSleep(t, stranger, false)
	stateChanged(t, network, uint32(60))
	stateChanged(t, network, "70")
	stateChanged(t, network)
	stateChanged(t, network, uint32(connectedGlobal))
	if r := <-got; r != Online {
		t.Errorf("heard that %v; want the network alone", r)
	}
}

func TestTheBusMayComeBack(t *testing.T) {
	address, end := startBus(t, "")
	t.Setenv("DBUS_SYSTEM_BUS_ADDRESS", address)
	got := hints(t)
	for range 2 {
		firstHeard(t, got, owner(t, address, login1))
		end()
		os.Remove(strings.TrimPrefix(address, "unix:path="))
		_, end = startBus(t, address)
	}
}

func TestWithoutABusWatchEndsAllTheSame(t *testing.T) {
	t.Setenv("DBUS_SYSTEM_BUS_ADDRESS", "unix:path="+t.TempDir()+"/none")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	Watch(ctx, Options{}, func(r Reason) { t.Errorf("heard that %v", r) })
}

func TestABusThatHangsDoesNotHoldWatchUp(t *testing.T) {
	path := t.TempDir() + "/bus"
	bus, err := net.Listen("unix", path)
	if err != nil {
		t.Fatal(err)
	}
	defer bus.Close()
	t.Setenv("DBUS_SYSTEM_BUS_ADDRESS", "unix:path="+path)
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() {
		defer close(done)
		Watch(ctx, Options{}, func(r Reason) { t.Errorf("heard that %v", r) })
	}()
	conn, err := bus.Accept() // and never a word
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	cancel()
	<-done
}
