package fakegoogle

import (
	"strings"
	"time"

	"google.golang.org/grpc/codes"
)

// A Fault is what happens to a call instead of its answer. The zero Fault is a
// plain 503, or Unavailable over gRPC.
type Fault struct {
	Status  int        // of the HTTP answer; zero: 503
	Code    codes.Code // of the gRPC answer; OK: Unavailable
	Reason  string     // errors[0].reason of Gmail, error of OAuth, ErrorInfo's reason over gRPC
	Message string     // for people
	Body    string     // if not empty, an HTTP answer of 200 with this body: broken JSON, say
	Cut     bool       // the connection is closed without an answer; Unavailable over gRPC
	Hang    bool       // no answer until the caller gives up or Mend is called
}

// faults is what is set to go wrong.
type faults struct {
	intercept func(Call) *Fault // may be nil
	failing   []*failing
	away      bool
	disabled  map[string]bool // API host names
	until     time.Time       // Gmail's rate limit; zero: none
	lag       int             // records that history.list does not know yet
	pushes    Pushes
	held      []push
	mended    chan struct{} // closed by Mend
}

// failing is a Fault for the next calls of a method.
type failing struct {
	method string
	left   int // calls; negative: all
	fault  Fault
}

func newFaults() faults {
	return faults{disabled: make(map[string]bool), mended: make(chan struct{})}
}

// next is the fault that an arriving call meets, or nil.
func (f *faults) next(method string) *Fault {
	if f.away {
		return &Fault{Cut: true}
	}
	for _, one := range f.failing {
		if one.left != 0 && covers(one.method, method) {
			one.left--
			return &one.fault
		}
	}
	return nil
}

// covers reports whether a pattern names the method: the method itself, its
// beginning up to a dot ("gmail."), or nothing, which stands for all.
func covers(pattern, method string) bool {
	return pattern == method || pattern == "" ||
		strings.HasSuffix(pattern, ".") && strings.HasPrefix(method, pattern)
}

// Intercept has every call shown to hook before it is answered; a Fault from it
// happens instead of the answer. The hook may call Google's methods, so that
// mail can arrive between two pages. Nil takes it away.
func (g *Google) Intercept(hook func(Call) *Fault) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.faults.intercept = hook
}

// Fail lets the next n calls of a method meet the fault; n below zero means
// every call until Mend. "gmail." stands for all methods that begin so, the
// empty name for all.
func (g *Google) Fail(method string, n int, fault Fault) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.faults.failing = append(g.faults.failing, &failing{method, n, fault})
}

// Mend ends everything that Fail, Intercept, NetworkAway, DisableAPI, LimitRate,
// LagHistory and SetPushes began, and lets hanging calls go. Held pushes come,
// silent streams stay silent: those connections are lost.
func (g *Google) Mend() {
	g.mu.Lock()
	defer g.mu.Unlock()
	held := g.faults.held
	close(g.faults.mended)
	g.faults = newFaults()
	g.publishAll(held)
}

// NetworkAway takes the network away or brings it back: HTTP requests are cut
// without an answer, gRPC calls and open streams end with Unavailable.
func (g *Google) NetworkAway(away bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.faults.away = away
	if away {
		g.endStreams("", codes.Unavailable, "the network is away")
	}
}

// DisableAPI is the person's project without gmail.googleapis.com or
// pubsub.googleapis.com, as it is before somebody enables them.
func (g *Google) DisableAPI(host string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.faults.disabled[host] = true
}

// LimitRate has Gmail refuse everything as too much until the given time by
// Options.Now, and name that time.
func (g *Google) LimitRate(until time.Time) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.faults.until = until
}

// LagHistory has history.list not know the newest n records of a mailbox, so
// that pushes run ahead of it.
func (g *Google) LagHistory(n int) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.faults.lag = n
}

// EndStreams ends every open StreamingPull with the code.
func (g *Google) EndStreams(code codes.Code) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.endStreams("", code, "the server ended the stream")
}

// SilenceStreams makes the open streams half-open: they stay, and nothing comes
// through them any more. Streams opened later are well.
func (g *Google) SilenceStreams() {
	g.mu.Lock()
	defer g.mu.Unlock()
	for _, sub := range g.pubsub.subscriptions {
		for s := range sub.streams {
			s.silent = true
			sub.giveBack(s)
		}
		sub.wake()
	}
}

// enter counts a call and gives the fault that it meets, or nil.
func (g *Google) enter(c Call) *Fault {
	g.mu.Lock()
	g.journal.begin(c.Method)
	fault, intercept := g.faults.next(c.Method), g.faults.intercept
	g.mu.Unlock()
	if fault == nil && intercept != nil {
		fault = intercept(c)
	}
	return fault
}

// leave notes how a call ended.
func (g *Google) leave(c Call, status string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	c.Status = status
	g.journal.note(c)
}

// hang waits until the caller gives up or Mend is called.
func (g *Google) hang(gaveUp <-chan struct{}) {
	g.mu.Lock()
	mended := g.faults.mended
	g.mu.Unlock()
	select {
	case <-gaveUp:
	case <-mended:
	}
}
