//go:build !race

package sync_test

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"sync/atomic"
	"testing/synctest"
	"time"

	"lettertray/auth"
	"lettertray/internal/fakegoogle"
	"lettertray/internal/mail"
	mailsync "lettertray/sync"
	"lettertray/sync/gmail"
	"lettertray/sync/pubsub"
)

// A process is one run of the app. It is the engine's notifier and store, so
// that it can be killed between any two things that the engine does.
type process struct {
	sim    *sim
	engine *mailsync.Engine
	conn   *pubsub.Conn
	cancel context.CancelFunc
	ended  chan struct{} // closed when the engine has ended
	err    error         // what Run returned; set before ended is closed

	dead  atomic.Bool  // nothing that it does has an effect any more
	died  time.Time    // when; set before dead
	fuse  atomic.Int64 // how many effects it has left; zero and below: no end is set
	end   int          // how the last one ends it
	first bool         // it takes its start for the very first
	saves int          // how often it wrote its state down, or tried
}

// How the fuse ends a process.
const (
	killBefore = iota // the last effect does not happen
	killAfter         // it does, and the process does not live to hear of it
	quitDuring        // the process is asked to end, and may finish what it is at
)

var errKilled = errors.New("the app was killed")

// effect does something that others can see. The fuse may end the process just
// before or just after it.
func (p *process) effect(do func() error) error {
	if p.dead.Load() {
		return errKilled
	}
	last := p.fuse.Add(-1) == 0
	switch {
	case last && p.end == killBefore:
		p.kill()
		return errKilled
	case last && p.end == quitDuring:
		p.cancel()
	}
	err := do()
	if last && p.end == killAfter {
		p.kill()
	}
	if p.dead.Load() {
		return errKilled
	}
	return err
}

// locally has an effect on this computer, during which the mutex is held.
func (p *process) locally(do func() error) error {
	p.sim.mu.Lock()
	defer p.sim.mu.Unlock()
	return p.effect(do)
}

// kill ends the process, as SIGKILL would.
func (p *process) kill() {
	p.died = time.Now()
	p.dead.Store(true)
	p.cancel()
}

func (s *sim) signIn() {
	refresh, _ := s.Grant(ada, fakegoogle.ScopeMetadata, fakegoogle.ScopePubSub)
	s.refresh = auth.NewSecret(refresh)
}

// start starts the app, unless it runs.
func (s *sim) start() {
	if s.app != nil {
		return
	}
	s.say("the app starts")
	ctx, cancel := context.WithCancel(s.Context())
	p := &process{sim: s, cancel: cancel, ended: make(chan struct{})}
	s.app = p

	client, err := auth.ParseClient(s.ClientFile("http://127.0.0.1"))
	s.must(err)
	net := wire{p, s.Transport()}
	source := auth.NewSource(ctx, client, s.refresh, nil, auth.SourceOptions{HTTP: &http.Client{Transport: net}})
	mailbox, err := gmail.New(&http.Client{Transport: source.Transport(net)}, "http://127.0.0.1", ada)
	s.must(err)
	p.conn, err = pubsub.Dial(source.PerRPC(false), "127.0.0.1:1", p.calls()...)
	s.must(err)
	log := slog.New(s)
	subscription, err := pubsub.New(p.conn, pubsub.Options{
		Address: ada, Project: s.Project(), Machine: "machine", Installation: "one", Rejected: source.Drop, Log: log,
	})
	s.must(err)
	p.engine = mailsync.New(mailsync.Options{
		Address: ada, Mailbox: mailbox, Notifier: p, Store: p, Subscription: subscription,
		Telling: mailsync.Telling{Labels: s.labels}, OnStatus: p.follow, Now: s.wall, Log: log,
	})
	go func() {
		p.err = p.engine.Run(ctx)
		p.conn.Close()
		if p.dead.Load() {
			s.cutLines() // as the kernel would
		}
		close(p.ended)
	}()
}

func (s *sim) must(err error) {
	s.Helper()
	if err != nil {
		s.Fatal(err)
	}
}

func (p *process) follow(status mailsync.Status) {
	p.sim.mu.Lock()
	defer p.sim.mu.Unlock()
	if !p.dead.Load() {
		p.sim.status = status
	}
}

// poke hints to the engine, if it runs.
func (s *sim) poke(h mailsync.Hint) {
	if s.app != nil {
		s.app.engine.Poke(h)
	}
}

// murder has the app be ended at one of its next effects.
func (s *sim) murder() {
	if s.app != nil {
		n := 1 + int64(s.about(4))
		s.app.end = s.rng.IntN(3)
		s.say("the app will %s effect %d from now", []string{"be killed before", "be killed after", "be asked to end during"}[s.app.end], n)
		s.app.fuse.Store(n)
	}
}

// quit ends the app well. It comes back after a while.
func (s *sim) quit() {
	if s.app != nil {
		s.say("the app quits")
		s.app.cancel()
		s.bury()
	}
}

// bury waits for the end of an app that was killed, has quit, or is signed out,
// and plans what follows.
func (s *sim) bury() {
	p, asked := s.app, time.Now()
	<-p.ended
	synctest.Wait()
	s.app = nil
	s.clear = time.Time{}
	s.mu.Lock()
	defer s.mu.Unlock()
	if p.dead.Load() {
		asked = p.died
	}
	if took := time.Since(asked); took > 10*time.Second { // a notification server that hangs, twice
		s.breach("the engine took %v to end", took)
	}
	unsaved := s.screen.unsaved
	s.screen.unsaved = saves{}
	switch {
	case p.dead.Load():
		s.note("the app is killed")
		s.forget(unsaved)
		s.later(s.soon(s.gap/10), s.start)
	case s.disk.full:
		s.forget(unsaved)
	case len(unsaved.told) > 0:
		s.breach("the app ended and did not write down that it told %s", s.names(unsaved.told))
	}
	if s.disk.lost && !p.first && p.saves == 0 && !p.dead.Load() {
		s.breach("nothing says that this was not the first start")
	}
	switch kind := mail.KindOf(p.err); {
	case p.dead.Load():
	case p.err == nil:
		s.later(s.soon(s.gap/10), s.start)
	case kind == mail.SignedOut:
		s.note("the app is signed out")
		s.later(s.soon(s.gap), func() { s.signIn(); s.start() })
	default:
		s.breach("the engine gave up: %v", p.err)
	}
}

// soon is when somebody does what is necessary: in a minute when all is calm.
func (s *sim) soon(mean time.Duration) time.Duration {
	if s.calm {
		return time.Minute
	}
	return s.about(mean)
}
