//go:build !race

// Not under the race detector: systray has races of its own.

package tray

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"
)

// systray lives once in a process, so each test runs the tray in a child: this
// test program again, driven by lines on its standard input and output.
const childVariable = "LETTERTRAY_TEST_TRAY"

func TestMain(m *testing.M) {
	if os.Getenv(childVariable) == "" {
		os.Exit(m.Run())
	}
	ctx, cancel := context.WithCancel(context.Background())
	tr := New(Options{
		Draw:   func(i Icon, n int) [][]byte { return [][]byte{testIcon(i), testIcon(i + Icon(20+n))} },
		Act:    func(a Action) { fmt.Println(said(a)) },
		NoHost: func() { fmt.Println("no host") },
		Log:    slog.New(slog.NewTextHandler(os.Stderr, nil)),
	})
	go func() {
		defer cancel()
		for in := bufio.NewScanner(os.Stdin); in.Scan(); {
			var w wire
			if err := json.Unmarshal(in.Bytes(), &w); err != nil {
				panic(err)
			}
			if w.Words {
				w.State.Words = german
			}
			tr.Show(w.State)
		}
	}()
	tr.Run(ctx)
}

// A wire is a state on its way to the child: Words takes the place of the
// state's own and tells whether they are German.
type wire struct {
	State
	Words bool
}

func said(a Action) string {
	return strings.TrimRight(fmt.Sprint("do ", a.Command, " ", a.Account, " ", a.Value), " ")
}

// testIcon is a square as wide as its number tells: 10 for Fine, 11 for Unread.
func testIcon(i Icon) []byte {
	img := image.NewNRGBA(image.Rect(0, 0, 10+int(i), 10+int(i)))
	img.Set(0, 0, color.White)
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// A child is a tray in a process of its own.
type child struct {
	t     *testing.T
	cmd   *exec.Cmd
	in    io.WriteCloser
	lines chan string // its standard output; closed at its end
	log   bytes.Buffer
	ended bool
}

// start runs a tray with these settings added to its environment.
func start(t *testing.T, env ...string) *child {
	c := &child{t: t, cmd: exec.Command(os.Args[0]), lines: make(chan string, 100)}
	c.cmd.Env = append(os.Environ(), append(env, childVariable+"=1")...)
	c.cmd.Stderr = &c.log
	out, err := c.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if c.in, err = c.cmd.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	if err := c.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		defer close(c.lines)
		for s := bufio.NewScanner(out); s.Scan(); {
			c.lines <- s.Text()
		}
	}()
	t.Cleanup(c.stop)
	return c
}

// stop ends the child as the end of its context does, and looks how it went.
func (c *child) stop() {
	if c.ended {
		return
	}
	c.ended = true
	c.in.Close()
	kill := time.AfterFunc(10*time.Second, func() { c.cmd.Process.Kill() })
	defer kill.Stop()
	for range c.lines {
	}
	if err := c.cmd.Wait(); err != nil {
		c.t.Errorf("the tray ended with %v", err)
	}
	if c.t.Failed() {
		c.t.Logf("the tray's log:\n%s", c.log.String())
	}
}

func (c *child) show(s State) {
	c.t.Helper()
	line, err := json.Marshal(wire{s, s.Words == german})
	if err == nil {
		_, err = fmt.Fprintf(c.in, "%s\n", line)
	}
	if err != nil {
		c.t.Fatal(err)
	}
}

func (c *child) expect(want string) {
	c.t.Helper()
	select {
	case got := <-c.lines:
		if got != want {
			c.t.Fatalf("the tray said %q, want %q", got, want)
		}
	case <-time.After(10 * time.Second):
		c.t.Fatalf("the tray did not say %q", want)
	}
}

// A bus is a session bus of the test's own, on which nothing starts by itself.
type bus struct {
	dir     string // holds the socket "bus"
	address string
	daemon  *exec.Cmd
}

func newBus(t *testing.T) *bus {
	path, err := exec.LookPath("dbus-daemon")
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("dbus-daemon is missing")
		}
		t.Skip("dbus-daemon is missing")
	}
	dir, err := os.MkdirTemp("", "tray") // a socket's path must be short
	if err != nil {
		t.Fatal(err)
	}
	b := &bus{dir: dir, address: "unix:path=" + filepath.Join(dir, "bus")}
	conf := filepath.Join(dir, "conf")
	err = os.WriteFile(conf, []byte(`<busconfig><type>session</type><listen>`+b.address+`</listen>
<policy context="default"><allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/></policy></busconfig>`), 0o600)
	if err != nil {
		t.Fatal(err)
	}
	b.daemon = exec.Command(path, "--config-file="+conf, "--nofork", "--nopidfile", "--print-address")
	out, err := b.daemon.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := b.daemon.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		b.stop()
		os.RemoveAll(dir)
	})
	if _, err := bufio.NewReader(out).ReadString('\n'); err != nil { // it listens now
		t.Fatal(err)
	}
	return b
}

func (b *bus) stop() {
	b.daemon.Process.Kill()
	b.daemon.Wait()
}

func (b *bus) env() string { return "DBUS_SESSION_BUS_ADDRESS=" + b.address }

func (b *bus) connect(t *testing.T) *dbus.Conn {
	c, err := dbus.Connect(b.address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	return c
}
