package sync_test

import (
	"context"
	"fmt"
	"maps"
	"net"
	"net/http"
	"slices"
	gosync "sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/test/bufconn"

	"lettertray/auth"
	"lettertray/internal/fakegoogle"
	mailsync "lettertray/sync"
	"lettertray/sync/gmail"
	"lettertray/sync/pubsub"
)

const ada = "ada@gmail.com"

// A world is a bubble with a Google, and a computer whose engine is the real one
// down to the wire.
type world struct {
	*testing.T
	*fakegoogle.Google
	screen  *screen
	disk    *disk
	refresh auth.Secret
	jump    atomic.Int64     // a time.Duration: how far the wall clock is from the bubble's
	skew    atomic.Int64     // a time.Duration: how far the computer's is from that: somebody has set it
	telling mailsync.Telling // what the next start begins with
	pipe    *bufconn.Listener
	mu      gosync.Mutex
	status  mailsync.Status // guarded by mu
	engine  *mailsync.Engine
	cancel  func()
	ended   chan error
}

// inWorld runs a test in a bubble of its own. The engine is not started.
func inWorld(t *testing.T, run func(w *world)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		w := &world{T: t, screen: newScreen(), disk: &disk{}}
		w.Google = fakegoogle.New(fakegoogle.Options{Now: w.now})
		w.AddPerson(ada)
		w.signIn()
		w.pipe = bufconn.Listen(1 << 20)
		server := grpc.NewServer(inspecting(t)...)
		w.RegisterPubSub(server)
		go server.Serve(w.pipe)
		defer server.Stop()
		run(w)
		w.stop()
	})
}

func (w *world) signIn() {
	refresh, _ := w.Grant(ada, scopes...)
	w.refresh = auth.NewSecret(refresh)
}

func (w *world) now() time.Time { return time.Now().Add(time.Duration(w.jump.Load())) }

func (w *world) clock() time.Time { return w.now().Add(time.Duration(w.skew.Load())) }

// start starts the engine as the app would at its own start.
func (w *world) start() {
	w.Helper()
	client, err := auth.ParseClient(w.ClientFile("http://127.0.0.1"))
	w.must(err)
	ctx, cancel := context.WithCancel(w.Context())
	source := auth.NewSource(ctx, client, w.refresh, nil, auth.SourceOptions{HTTP: &http.Client{Transport: w.Transport()}})
	mailbox, err := gmail.New(&http.Client{Transport: source.Transport(inspected(w.T, w.Transport()))}, "http://127.0.0.1", ada)
	w.must(err)
	conn, err := pubsub.Dial(source.PerRPC(false), "127.0.0.1:1", grpc.WithContextDialer(
		func(ctx context.Context, _ string) (net.Conn, error) { return w.pipe.DialContext(ctx) }))
	w.must(err)
	subscription, err := pubsub.New(conn, pubsub.Options{Address: ada, Project: w.Project(), Machine: "machine", Installation: "one", Rejected: source.Drop})
	w.must(err)
	w.engine = mailsync.New(mailsync.Options{
		Address: ada, Mailbox: mailbox, Notifier: w.screen, Store: w.disk, Subscription: subscription,
		Telling: w.telling, OnStatus: w.follow, Now: w.clock,
	})
	ended := make(chan error, 1)
	w.ended, w.cancel = ended, cancel
	engine := w.engine
	go func() {
		err := engine.Run(ctx)
		conn.Close()
		ended <- err
	}()
	w.settle()
}

// stop ends the engine and returns what Run did.
func (w *world) stop() error {
	if w.cancel == nil {
		return nil
	}
	w.cancel()
	w.cancel = nil
	err := <-w.ended
	synctest.Wait()
	return err
}

// settle lets what is under way end. A stream counts as open after a second, and
// the set-up's first steps may wait as long.
func (w *world) settle() {
	time.Sleep(5 * time.Second)
	synctest.Wait()
}

// pass lets time pass.
func (w *world) pass(d time.Duration) {
	time.Sleep(d)
	synctest.Wait()
}

func (w *world) must(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

// letter delivers a letter whose subject is its name.
func (w *world) letter(name string) (id string) {
	return w.Deliver(ada, fakegoogle.Letter{FromName: "Grace", FromAddress: "grace@navy.example", Subject: name})
}

func (w *world) letters(n int) (ids []string) {
	for i := range n {
		ids = append(ids, w.letter(fmt.Sprintf("letter %d", i)))
	}
	return ids
}

// told checks what was told since the last time, in order.
func (w *world) told(want ...string) {
	w.Helper()
	synctest.Wait()
	w.screen.mu.Lock()
	got := w.screen.said
	w.screen.said = nil
	w.screen.mu.Unlock()
	if !slices.Equal(got, want) {
		w.Errorf("told %q, want %q", got, want)
	}
}

// shows checks what is on the screen now, by the messages told of.
func (w *world) shows(want ...string) {
	w.Helper()
	synctest.Wait()
	got := []string{}
	for _, handle := range slices.Sorted(maps.Keys(w.screen.notes)) {
		got = append(got, w.screen.notes[handle])
	}
	if !slices.Equal(got, append([]string{}, want...)) {
		w.Errorf("the screen shows %q, want %q", got, want)
	}
}

// follow is told what the engine says of itself.
func (w *world) follow(s mailsync.Status) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.status = s
}

// says is what the engine said of itself last.
func (w *world) says() mailsync.Status {
	synctest.Wait()
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.status
}

func (w *world) phase(want mailsync.Phase) {
	w.Helper()
	if s := w.says(); s.Phase != want {
		w.Errorf("the phase is %v (%v), want %v", s.Phase, s.Err, want)
	}
}
