package notify

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"
)

// No event in these tests takes long; who waits longer waits for ever.
const patience = 10 * time.Second

// startBus runs a private session bus for one test. It knows how to start the
// services named, none of which can really start.
func startBus(t *testing.T, services ...string) (address string, stop func()) {
	t.Helper()
	daemon, err := exec.LookPath("dbus-daemon")
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("dbus-daemon is missing")
		}
		t.Skip("dbus-daemon is missing (Debian: apt install dbus)")
	}
	dir, err := os.MkdirTemp("", "bus") // t.TempDir's paths can be too long for a socket
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	for _, s := range services {
		writeFile(t, filepath.Join(dir, s+".service"), "[D-BUS Service]\nName="+s+"\nExec=/bin/false\n")
	}
	config := filepath.Join(dir, "bus.conf")
	writeFile(t, config, `<busconfig><type>session</type><listen>unix:path=`+dir+`/socket</listen><servicedir>`+dir+`</servicedir>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>`)
	cmd := exec.Command(daemon, "--config-file="+config, "--nofork", "--nopidfile", "--print-address")
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL} // a test that panics leaves nothing behind
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	stop = func() {
		cmd.Process.Kill()
		cmd.Wait()
	}
	t.Cleanup(stop)
	address, err = bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatalf("starting a bus: %v", err)
	}
	address = strings.TrimSpace(address)
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", address)
	return address, stop
}

func writeFile(t *testing.T, name, text string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// A desktop is a notification server for tests.
type desktop struct {
	conn    *dbus.Conn
	words   []string // its capabilities
	first   uint32   // the number before its first notification's
	last    atomic.Uint32
	asked   atomic.Int32 // how often for capabilities
	notes   chan shownNote
	closes  chan uint32
	frozen  chan struct{}          // calls wait until it is closed; nil: they don't
	refuses func(shownNote) string // the name of an error; may be nil
	instant func(id uint32)        // called before Notify answers; may be nil
	forgets atomic.Bool            // it replaces nothing: what it is to replace has gone

	inhibited atomic.Pointer[bool] // its property; nil: it has none
}

// A shownNote is a call of Notify.
type shownNote struct {
	ID, Replaces             uint32
	App, Icon, Summary, Body string
	Actions                  []string
	Hints                    map[string]dbus.Variant
	Expire                   int32
}

func connectTo(t *testing.T, address string) *dbus.Conn {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	late := time.AfterFunc(patience, cancel)
	conn, err := dbus.Connect(address, dbus.WithContext(ctx))
	late.Stop()
	if err != nil {
		cancel()
		t.Fatalf("connecting to the test's bus: %v", err)
	}
	t.Cleanup(cancel)
	t.Cleanup(func() { conn.Close() })
	return conn
}

// start has the desktop own the notification name.
func (d *desktop) start(t *testing.T, address string) *desktop {
	t.Helper()
	d.conn = connectTo(t, address)
	d.notes, d.closes = make(chan shownNote, 64), make(chan uint32, 64)
	d.last.Store(d.first)
	if err := d.conn.Export(service{d}, servicePath, serviceName); err != nil {
		t.Fatal(err)
	}
	if err := d.conn.Export(dbusProperties{d}, servicePath, properties); err != nil {
		t.Fatal(err)
	}
	reply, err := d.conn.RequestName(serviceName, dbus.NameFlagDoNotQueue)
	if err != nil || reply != dbus.RequestNameReplyPrimaryOwner {
		t.Fatalf("owning the name: %v, %v", reply, err)
	}
	return d
}

func (d *desktop) name() string { return d.conn.Names()[0] }

func (d *desktop) wait() {
	if d.frozen != nil {
		<-d.frozen
	}
}

func (d *desktop) emit(t *testing.T, signal string, args ...any) {
	t.Helper()
	if err := d.conn.Emit(servicePath, signal, args...); err != nil {
		t.Error(err)
	}
}

// service has the methods that are exported to the bus, and no others.
type service struct{ d *desktop }

func (s service) GetCapabilities() ([]string, *dbus.Error) {
	s.d.wait()
	s.d.asked.Add(1)
	return s.d.words, nil
}

func (s service) GetServerInformation() (name, vendor, version, spec string, err *dbus.Error) {
	s.d.wait()
	return "desktop", "test", "1", "1.2", nil
}

func (s service) Notify(app string, replaces uint32, icon, summary, body string, actions []string,
	hints map[string]dbus.Variant, expire int32) (uint32, *dbus.Error) {
	s.d.wait()
	n := shownNote{replaces, replaces, app, icon, summary, body, actions, hints, expire}
	if s.d.refuses != nil {
		if name := s.d.refuses(n); name != "" {
			return 0, dbus.NewError(name, []any{"cannot show " + body})
		}
	}
	if n.ID == 0 || s.d.forgets.Load() {
		n.ID = s.d.last.Add(1)
	}
	if s.d.instant != nil {
		s.d.instant(n.ID)
	}
	s.d.notes <- n
	return n.ID, nil
}

func (s service) CloseNotification(id uint32) *dbus.Error {
	s.d.wait()
	s.d.closes <- id
	s.d.conn.Emit(servicePath, closedSignal, id, uint32(3))
	return nil
}

// dbusProperties has the one method of that interface that is called.
type dbusProperties struct{ d *desktop }

func (p dbusProperties) Get(about, name string) (dbus.Variant, *dbus.Error) {
	value := p.d.inhibited.Load()
	if value == nil || about != serviceName || name != "Inhibited" {
		return dbus.Variant{}, dbus.NewError(busName+".Error.UnknownProperty", nil)
	}
	return dbus.MakeVariant(*value), nil
}

// A person is who a notifier under test reports to.
type person struct {
	clicks chan Click
	ready  chan struct{}
}

func newPerson() *person {
	return &person{clicks: make(chan Click, 16), ready: make(chan struct{}, 16)}
}

// notifier starts one that reports to p and has waited for its first Ready if
// a desktop is there.
func (p *person) notifier(t *testing.T, limit time.Duration) *Notifier {
	t.Helper()
	n := open(t.Context(), Options{
		Clicked: func(c Click) { p.clicks <- c },
		Ready:   func() { p.ready <- struct{}{} },
	}, limit)
	t.Cleanup(func() { n.Close() })
	return n
}

func receive[T any](t *testing.T, c <-chan T, what string) T {
	t.Helper()
	select {
	case v := <-c:
		return v
	case <-time.After(patience):
		t.Fatalf("waited in vain for %s", what)
		panic("unreachable")
	}
}

func none[T any](t *testing.T, c <-chan T, what string) {
	t.Helper()
	select {
	case v := <-c:
		t.Errorf("unexpected %s: %v", what, fmt.Sprint(v))
	default:
	}
}
