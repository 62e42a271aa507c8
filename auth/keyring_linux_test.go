package auth

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"
)

// need skips the test where a tool is missing, and fails it in CI.
func need(t *testing.T, tool string) string {
	t.Helper()
	path, err := exec.LookPath(tool)
	switch {
	case err == nil:
	case os.Getenv("CI") == "true":
		t.Fatalf("%s is missing", tool)
	default:
		t.Skipf("%s is missing", tool)
	}
	return path
}

// start starts a program of the desktop's that ends with the test.
func start(t *testing.T, cmd *exec.Cmd) {
	t.Helper()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		cmd.Process.Kill()
		cmd.Wait()
	})
}

// privateBus starts a session bus that activates nothing, makes it the
// process's own, and returns a connection to it.
func privateBus(t *testing.T) *dbus.Conn {
	t.Helper()
	daemon := need(t, "dbus-daemon")
	dir := t.TempDir()
	config := filepath.Join(dir, "bus.conf")
	err := os.WriteFile(config, fmt.Appendf(nil, `<busconfig><type>session</type><listen>unix:path=%s/bus</listen>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>`, dir), 0o600)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(daemon, "--config-file="+config, "--nofork", "--print-address")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	start(t, cmd)
	address, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatalf("the bus did not start: %v", err)
	}
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", strings.TrimSpace(address))
	// go-keyring uses godbus's shared connection: the next test has another bus.
	t.Cleanup(func() {
		if conn, err := dbus.SessionBus(); err == nil {
			conn.Close()
		}
	})
	conn, err := connect(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	return conn
}

// gnomeKeyring starts gnome-keyring with an open "login" collection.
func gnomeKeyring(t *testing.T, conn *dbus.Conn) *os.Process {
	t.Helper()
	home := t.TempDir()
	owners := make(chan *dbus.Signal, 10)
	conn.Signal(owners)
	if err := conn.AddMatchSignal(dbus.WithMatchMember("NameOwnerChanged"), dbus.WithMatchArg(0, secretsName)); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(need(t, "gnome-keyring-daemon"), "--foreground", "--components=secrets", "--unlock")
	cmd.Env = append(os.Environ(), "HOME="+home, "XDG_DATA_HOME="+home, "XDG_RUNTIME_DIR="+home, "GNOME_KEYRING_CONTROL=")
	cmd.Stdin = strings.NewReader("password")
	start(t, cmd)
	late := time.After(20 * time.Second)
	for {
		select {
		case s := <-owners:
			if s.Name == "org.freedesktop.DBus.NameOwnerChanged" {
				return cmd.Process
			}
		case <-late:
			t.Fatal("gnome-keyring did not come up")
		}
	}
}

func TestGnomeKeyring(t *testing.T) {
	conn := privateBus(t)
	process := gnomeKeyring(t, conn)
	k := OpenKeyring()

	saveLoadDelete(t, k)
	if tool, err := exec.LookPath("secret-tool"); err == nil {
		out, err := exec.Command(tool, "lookup", "service", "lettertray", "username", "bob@example.com").Output()
		if err != nil || string(out) != "bobs" {
			t.Errorf("secret-tool finds %q, %v", out, err)
		}
	}

	// No prompter is on this bus, so the prompt is dismissed at once.
	var locked []dbus.ObjectPath
	var prompt dbus.ObjectPath
	err := conn.Object(secretsName, secretsPath).Call(secretsInterface+".Lock", 0, []dbus.ObjectPath{loginCollection}).Store(&locked, &prompt)
	if err != nil || len(locked) != 1 {
		t.Fatalf("locking: %v, %v", locked, err)
	}
	if _, err := k.Load(t.Context(), "bob@example.com"); !errors.Is(err, ErrLocked) {
		t.Errorf("locked: %v", err)
	}

	process.Signal(syscall.SIGSTOP)
	k.answer = 100 * time.Millisecond
	for range 2 {
		if _, err := k.Load(t.Context(), "bob@example.com"); !errors.Is(err, ErrUnusable) {
			t.Errorf("frozen: %v", err)
		}
	}
	process.Signal(syscall.SIGCONT)

	k.answer = answerLimit
	process.Kill()
	if _, err := k.Load(t.Context(), "bob@example.com"); !errors.Is(err, ErrUnusable) {
		t.Errorf("dead: %v", err)
	}
}

// fakeSecrets is a Secret Service with one locked collection and a person at
// its prompt. Of a service it has what a door needs.
type fakeSecrets struct {
	conn      *dbus.Conn
	dismissed chan bool     // the person's answer; nothing in it: they are away
	withdrawn chan struct{} // 1-buffered: Dismiss was called
}

const fakePrompt = dbus.ObjectPath("/org/freedesktop/secrets/prompt/p1")

func (f *fakeSecrets) Get(face, name string) (dbus.Variant, *dbus.Error) {
	if name == "Collections" {
		return dbus.MakeVariant([]dbus.ObjectPath{loginCollection}), nil
	}
	return dbus.MakeVariant(true), nil
}

func (f *fakeSecrets) Unlock([]dbus.ObjectPath) ([]dbus.ObjectPath, dbus.ObjectPath, *dbus.Error) {
	return nil, fakePrompt, nil
}

func (f *fakeSecrets) Prompt(string) *dbus.Error {
	go func() {
		dismissed, ok := <-f.dismissed
		if !ok {
			return
		}
		// A signal that is not the prompt's must not be taken for its end.
		f.conn.Emit(fakePrompt, promptFace+".Other", true)
		f.conn.Emit(fakePrompt, promptFace+".Completed", dismissed, dbus.MakeVariant([]dbus.ObjectPath{loginCollection}))
	}()
	return nil
}

func (f *fakeSecrets) Dismiss() *dbus.Error {
	f.withdrawn <- struct{}{}
	return nil
}

func TestThePrompt(t *testing.T) {
	conn := privateBus(t)
	f := &fakeSecrets{conn: conn, dismissed: make(chan bool, 1), withdrawn: make(chan struct{}, 1)}
	for _, export := range []struct {
		path dbus.ObjectPath
		face string
	}{
		{secretsPath, "org.freedesktop.DBus.Properties"},
		{loginCollection, "org.freedesktop.DBus.Properties"},
		{secretsPath, secretsInterface},
		{fakePrompt, promptFace},
	} {
		if err := conn.Export(f, export.path, export.face); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := conn.RequestName(secretsName, dbus.NameFlagDoNotQueue); err != nil {
		t.Fatal(err)
	}
	opened := &fakeTokens{}
	opened.values = map[string]string{"ada@example.com": theRefresh}
	k := newKeyring(opened, secretService{})

	f.dismissed <- false
	if token, err := k.Load(t.Context(), "ada@example.com"); err != nil || token.Reveal() != theRefresh {
		t.Errorf("a person who unlocks it: %v", err)
	}
	f.dismissed <- true
	if _, err := k.Load(t.Context(), "ada@example.com"); !errors.Is(err, ErrLocked) {
		t.Errorf("a person who declines: %v", err)
	}
	k.prompt = 50 * time.Millisecond
	if _, err := k.Load(t.Context(), "ada@example.com"); !errors.Is(err, ErrLocked) {
		t.Errorf("a person who is away: %v", err)
	}
	select {
	case <-f.withdrawn:
	case <-time.After(10 * time.Second):
		t.Error("the prompt stays on the screen")
	}
	close(f.dismissed)
	if n := opened.runs.Load(); n != 1 {
		t.Errorf("%d calls reached the tokens, want 1", n)
	}
}

// Without a bus address godbus would run dbus-launch, and leave a bus behind.
func TestNoBusIsStarted(t *testing.T) {
	if _, err := os.Stat(fmt.Sprintf("/run/user/%d/bus", os.Getuid())); err == nil {
		t.Skip("this computer has a bus where godbus finds it")
	}
	dir := t.TempDir()
	launched := filepath.Join(dir, "launched")
	if err := os.WriteFile(filepath.Join(dir, "dbus-launch"), []byte("#!/bin/sh\n: >"+launched+"\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", dir+":"+os.Getenv("PATH"))
	for _, address := range []string{"", "autolaunch:", "unix:path=" + dir + "/none"} {
		t.Setenv("DBUS_SESSION_BUS_ADDRESS", address)
		if _, err := OpenKeyring().Load(t.Context(), "ada@example.com"); !errors.Is(err, ErrUnusable) {
			t.Errorf("with the address %q: %v", address, err)
		}
	}
	if _, err := os.Stat(launched); err == nil {
		t.Error("dbus-launch was run")
	}
}
