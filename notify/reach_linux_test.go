package notify

import (
	"errors"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"lettertray/internal/mail"
)

func TestNoServer(t *testing.T) {
	address, _ := startBus(t)
	p := newPerson()
	n := p.notifier(t, patience)
	if n.Available(t.Context()) {
		t.Error("available")
	}
	if shown, err := n.Deliver(t.Context(), batchOf(letter("1", "Ada", "x"))); !errors.Is(err, ErrAway) || len(shown) != 0 {
		t.Errorf("shown %+v, %v", shown, err)
	}
	if err := n.Withdraw(t.Context(), []mail.Shown{{Handle: "a/b/1"}}); err != nil {
		t.Errorf("withdrawing: %v", err)
	}
	none(t, p.ready, "Ready")
	d := (&desktop{}).start(t, address)
	receive(t, p.ready, "the server")
	if !n.Available(t.Context()) {
		t.Error("not available")
	}
	deliver(t, n, batchOf(letter("1", "Ada", "x")))
	receive(t, d.notes, "the note")
}

func TestServerThatTheBusCanStart(t *testing.T) {
	startBus(t, serviceName)
	n := newPerson().notifier(t, patience)
	if !n.Available(t.Context()) {
		t.Error("not available")
	}
	_, err := n.Deliver(t.Context(), batchOf(letter("1", "Ada", "x")))
	if !errors.Is(err, ErrAway) {
		t.Errorf("starting it fails with %v", err)
	}
}

func TestNoBus(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "")
	t.Setenv("XDG_RUNTIME_DIR", dir)
	launched := filepath.Join(dir, "launched")
	writeFile(t, filepath.Join(dir, "dbus-launch"), "#!/bin/sh\n: >"+launched+"\n")
	if err := os.Chmod(filepath.Join(dir, "dbus-launch"), 0o700); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", dir)
	n := newPerson().notifier(t, patience)
	if _, err := n.Deliver(t.Context(), batchOf(letter("1", "Ada", "x"))); !errors.Is(err, ErrAway) {
		t.Errorf("got %v", err)
	}
	if n.Available(t.Context()) || len(n.Adopt(account, []mail.Shown{{Handle: "a/b/1", Messages: []string{"1"}}})) != 0 {
		t.Error("something is there")
	}
	if _, err := os.Stat(launched); err == nil {
		t.Error("a bus was started")
	}
}

func TestFrozenBus(t *testing.T) {
	dir, err := os.MkdirTemp("", "bus")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(dir)
	socket := filepath.Join(dir, "socket")
	listener, err := net.Listen("unix", socket) // nobody accepts, or says a word
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path="+socket)
	n := newPerson().notifier(t, shortLimit)
	began := time.Now()
	_, err = n.Deliver(t.Context(), batchOf(letter("1", "Ada", "x")))
	if took := time.Since(began); !errors.Is(err, ErrAway) || took > patience {
		t.Errorf("got %v after %v", err, took)
	}
	if err := n.Close(); err != nil {
		t.Error(err)
	}
}

func TestBusInTheRuntimeFolder(t *testing.T) {
	address, _ := startBus(t)
	(&desktop{}).start(t, address)
	socket, _, _ := strings.Cut(strings.TrimPrefix(address, "unix:path="), ",")
	dir := t.TempDir()
	if err := os.Symlink(socket, filepath.Join(dir, "bus")); err != nil {
		t.Fatal(err)
	}
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "")
	t.Setenv("XDG_RUNTIME_DIR", dir)
	n := newPerson().notifier(t, patience)
	deliver(t, n, batchOf(letter("1", "Ada", "x")))
}
