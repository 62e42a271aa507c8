package sync

import (
	"context"
	"log/slog"
	"sync/atomic"
	"time"

	"lettertray/internal/mail"
)

// Options are what an engine works with. Mailbox, Notifier and Store are
// required.
type Options struct {
	Address      string // the account's; names it to the notifier
	Mailbox      Mailbox
	Notifier     Notifier
	Store        Store
	Subscription Subscription            // nil: polls
	Telling      Telling                 // which mail is told, and when
	OnStatus     func(Status)            // called from Run after each step; must not block; may be nil
	Decided      func(id string, r Rule) // called from Run for each message that came; may be nil
	Now          func() time.Time        // the wall clock; default time.Now
	Log          *slog.Logger            // gets no content of mail; may be nil
}

const (
	lookWithPush = 15 * time.Minute // a push may be lost, but rarely is
	lookWithout  = time.Minute      // costs 2,880 quota units a day of 6,000 a minute
)

// An Engine keeps the desktop up to date with one mailbox.
type Engine struct {
	Options
	urgent   chan struct{} // 1-buffered: hints that go first
	pushes   chan struct{} // 1-buffered: hints that wait while a failure is retried
	hints    atomic.Uint32 // the urgent hints' reasons, a set of Hint
	mark     atomic.Uint64 // the highest history id that a push named; 0: none
	reached  atomic.Uint64 // a copy of the cursor: a push for a point before it says nothing new
	lastPush atomic.Int64  // when, in Unix nanoseconds; 0: never
	wished   atomic.Pointer[pauseWish]
	tellings atomic.Pointer[Telling] // the person's last wishes; nil: as before
	source   atomic.Pointer[source]  // how pushes are doing
	restart  chan struct{}           // 1-buffered: asks for a new push stream

	// The rest is owned by Run.
	state      State
	telling    Telling
	quiet      bool      // these are quiet hours
	quietUntil time.Time // when they end; zero: never
	unsaved    error     // why the state on disk is not e.state; nil: it is
	setAside   error     // what was wrong with the state at the start
	look       *look     // a look under way, kept when a page fails
	looks      backoff   // of looks
	looked     time.Time // the last successful look, by the monotonic clock; zero: none
	lookedAt   time.Time // the same by the wall clock
	lookErr    error     // why the last look failed; nil: it did not
	arrived    int       // how many messages the last look found
	date       time.Time // Google's clock at the last look
	behind     int       // how many looks in a row were behind the mark
	watches    backoff   // of renewals of the watch
	watchErr   error
	away       time.Time      // no delivery is tried before, by the monotonic clock; zero: the service is there
	aways      int            // how often that failed in a row
	digest     bool           // a pause has ended: tell what was held in one notification
	failed     map[string]int // how often reading a message failed, by id
	unread     int            // -1: not known
	newest     []mail.Message // the newest unread ones, for the menu
	recent     []mail.Message // read since those were listed
	recount    bool           // the unread count may have changed
	status     Status         // as last reported
}

// New makes an engine, which does nothing before Run.
func New(o Options) *Engine {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.OnStatus == nil {
		o.OnStatus = func(Status) {}
	}
	if o.Decided == nil {
		o.Decided = func(string, Rule) {}
	}
	return &Engine{
		Options: o,
		telling: o.Telling.whole(),
		urgent:  make(chan struct{}, 1),
		pushes:  make(chan struct{}, 1),
		restart: make(chan struct{}, 1),
		failed:  map[string]int{},
		unread:  -1,
		recount: true,
	}
}

// Run keeps the desktop up to date until ctx ends, and returns nil then. It
// returns a [mail.Failure] of the kind SignedOut when the grant is gone: the
// state stays, and another engine goes on from it after signing in again.
// Run must be called only once.
func (e *Engine) Run(ctx context.Context) error {
	e.state, e.setAside = e.Store.Load()
	if e.setAside != nil {
		e.Log.Error("the state could not be read whole", "error", e.setAside)
		e.save() // the file is out of the way: without one, the next start would be a first run
	}
	e.reached.Store(uint64(e.state.Cursor))
	receiving := make(chan struct{})
	ctx, cancel := context.WithCancel(ctx)
	go func() {
		defer close(receiving)
		e.receive(ctx)
	}()
	defer func() {
		cancel()
		<-receiving
		if e.unsaved != nil {
			e.save() // the last chance
		}
	}()

	why := asked // a start is worth a look
	for {
		if err := e.step(ctx, why); err != nil {
			e.report()
			return err
		}
		if ctx.Err() != nil {
			return nil
		}
		e.report()
		pushes := e.pushes
		if !e.looks.ready(time.Now(), false) {
			pushes = nil
		}
		timer := time.NewTimer(time.Until(e.due()))
		select {
		case <-ctx.Done():
			timer.Stop()
			return nil
		case <-e.urgent:
			why = e.heed(Hint(e.hints.Swap(0)))
		case <-pushes:
			why = pushed
		case <-timer.C:
			why = timed
		}
		timer.Stop()
	}
}

// A reason is why the engine takes a step.
type reason int

const (
	timed  reason = iota // something is due
	pushed               // a push named a point that is not reached yet
	asked                // somebody wants a look now
)

// heed takes in urgent hints.
func (e *Engine) heed(h Hint) reason {
	if h&(Asked|Woke|Network) != 0 {
		ring(e.restart)
		e.watches.until = time.Time{}
	}
	if h&(Asked|Service) != 0 {
		e.away, e.aways = time.Time{}, 0
	}
	if h&^changed == 0 {
		return timed
	}
	return asked
}

// step does what is due. Its only error is that the grant is gone.
func (e *Engine) step(ctx context.Context, why reason) error {
	e.obey()
	if e.lookDue(why) {
		unannounced := why == timed && e.mark.Load() <= uint64(e.state.Cursor)
		err := e.reconcile(ctx)
		if ctx.Err() != nil {
			return nil
		}
		e.settle(err)
		if unannounced && e.arrived > 0 {
			e.distrustPushes()
		}
		if err != nil && mail.KindOf(err) == mail.SignedOut {
			return err
		}
	}
	if e.lookErr == nil {
		if err := e.renew(ctx); err != nil {
			e.lookErr = err
			return err
		}
	}
	if e.unsaved != nil {
		e.save()
	}
	return nil
}
