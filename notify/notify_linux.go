package notify

import (
	"context"
	"errors"
	"os"
	"sync"
	"time"

	"lettertray/internal/mail"
)

// A server that is well answers within milliseconds.
const callLimit = 5 * time.Second

// A Notifier shows notifications through the session bus's notification
// server. A handle is "<bus id>/<server's unique name>/<number>": the number
// means something to that run of the server alone, and the name to that run of
// the bus. Its methods may be called from several goroutines.
type Notifier struct {
	voice
	opts  Options
	limit time.Duration // of one call

	ctx       context.Context // ends with Close
	cancel    context.CancelFunc
	done      chan struct{} // closed when run has ended
	tried     chan struct{} // closed after the first attempt to connect
	triedOnce sync.Once
	nudge     chan struct{} // 1-buffered: one that finds one waiting adds nothing

	mu       sync.Mutex
	bus      *bus    // nil while there is none
	server   *server // nil while there is none
	screen   screen
	least    mail.Show // nothing is shown laxer than this
	asking   int       // Notify calls that have not been answered
	asked    uint64    // Notify calls so far
	early    signals   // about ids that no Notify call has returned yet
	appeared bool      // Ready is to be called
}

// New never fails: without a service, the methods say ErrAway until there is
// one. It is closed by the end of ctx or by Close.
func New(ctx context.Context, opts Options) *Notifier { return open(ctx, opts, callLimit) }

func open(ctx context.Context, opts Options, limit time.Duration) *Notifier {
	n := &Notifier{
		opts:   opts.withDefaults(),
		limit:  limit,
		done:   make(chan struct{}),
		tried:  make(chan struct{}),
		nudge:  make(chan struct{}, 1),
		screen: screen{},
	}
	n.ctx, n.cancel = context.WithCancel(ctx)
	go n.run()
	return n
}

// Close ends the connection and waits for the last callback to return. What is
// on the screen stays there.
func (n *Notifier) Close() error {
	n.cancel()
	<-n.done
	return nil
}

// Deliver shows a batch, oldest first, and returns what it showed even with an
// error; errors.Is(err, ErrAway) if no service answers in time. Something shown
// without a handle can't be withdrawn, nor made stricter.
func (n *Notifier) Deliver(ctx context.Context, batch mail.Batch) ([]mail.Shown, error) {
	n.mu.Lock()
	batch.Style.Show = max(batch.Style.Show, n.least)
	batch.Standing = n.screen.standing(batch.Account, batch.Standing)
	n.mu.Unlock()
	return each(n.says(), batch, func(nt note) (string, error) { return n.tell(ctx, nt) })
}

// Alert shows the app's own words, in place of the former alert with its key.
func (n *Notifier) Alert(ctx context.Context, a Alert) error {
	_, err := n.tell(ctx, a.note(n.says()))
	return err
}

// Test shows a notification for trying, and returns how long the service took
// to take it.
func (n *Notifier) Test(ctx context.Context) (time.Duration, error) {
	s, err := n.reach(ctx)
	if err != nil {
		return 0, err
	}
	if _, err := n.capabilities(ctx, s); err != nil { // asked once only, so not part of it
		return 0, err
	}
	return timed(func() error { return n.Alert(ctx, n.says().test()) })
}

// tell shows one note, in place of those that it makes pointless.
func (n *Notifier) tell(ctx context.Context, nt note) (handle string, err error) {
	handle, err = n.show(ctx, nt)
	// Without the variable, beeep would start a bus of its own.
	if !errors.Is(err, errRefused) || os.Getenv("DBUS_SESSION_BUS_ADDRESS") == "" {
		return handle, err
	}
	n.opts.Log.Warn("notify: trying plain text", "err", err)
	return "", beep(ctx, nt, n.opts.Icon, n.limit)
}

func (n *Notifier) show(ctx context.Context, nt note) (handle string, err error) {
	s, err := n.reach(ctx)
	if err != nil {
		return "", err
	}
	can, err := n.capabilities(ctx, s)
	if err != nil {
		return "", err
	}
	nt.mute = nt.mute || n.Inhibited()
	return ask(ctx, n, s, func() (string, error) {
		it := nt.item()
		replaces := n.expect(s, &it)
		id, at, err := s.notify(n.ctx, nt, can, replaces, n.opts.IconFile)
		if id == replaces {
			it.since = at
		}
		return n.enter(s, it, id, err)
	})
}

// expect notes that the server is about to name a number for the item, and
// returns the number to replace, 0 for none.
func (n *Notifier) expect(s *server, it *item) (replaces uint32) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.asking++
	n.asked++
	it.order = n.asked
	if former := n.screen.former(*it); len(former) > 0 {
		replaces, _ = s.id(former[len(former)-1])
	}
	return replaces
}

// enter notes what the server now shows, even if the answer came so late that
// nobody waits for it any more: telling that mail again then replaces it.
func (n *Notifier) enter(s *server, it item, id uint32, err error) (handle string, _ error) {
	n.mu.Lock()
	n.answered()
	if err != nil || id == 0 {
		n.mu.Unlock()
		return "", err
	}
	handle = s.handle(id)
	var replaced []string
	lax := false
	if n.server == s { // else it is gone, and the notification with it
		replaced = n.screen.put(handle, it)
		lax = it.show < n.least
	}
	n.mu.Unlock()
	for _, former := range replaced {
		if old, ours := s.id(former); ours {
			s.forgo(old)
		}
	}
	if lax { // the screen was locked while the server showed this
		if err := n.restate(s, handle); err != nil {
			n.opts.Log.Warn("notify: a notification tells more than it should", "err", err)
		}
	}
	return handle, nil
}

// answered notes that the server has answered a Notify call. The mutex is held.
func (n *Notifier) answered() {
	if n.asking--; len(n.early) > 0 {
		n.wake()
	}
}
