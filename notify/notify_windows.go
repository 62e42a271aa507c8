package notify

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync/atomic"
	"time"

	"git.sr.ht/~jackmordaunt/go-toast/wintoast"

	"lettertray/internal/mail"
)

// A toast is handed over within milliseconds where all is well.
const callLimit = 5 * time.Second

// The COM class that Windows calls when a toast is clicked. It is this app's
// own, so that clicks on other programs' toasts go to them.
const activator = "{7728ADAE-3279-465A-B7F1-20F1C343CB91}"

// A Notifier shows notifications as toasts. Clicks come back while the app
// runs. Nothing can be withdrawn or replaced: wintoast has no way to it.
type Notifier struct {
	voice
	opts   Options
	least  atomic.Int64    // a mail.Show: nothing is shown laxer than this
	ctx    context.Context // ends with Close
	cancel context.CancelFunc
	pushes chan push
	clicks chan Click
}

type push struct {
	xml  string
	done chan<- error // 1-buffered: nobody may be waiting any more
}

// New never fails. Ready is not called: the service is always there.
func New(ctx context.Context, opts Options) *Notifier {
	n := &Notifier{opts: opts.withDefaults(), pushes: make(chan push), clicks: make(chan Click, 16)}
	n.ctx, n.cancel = context.WithCancel(ctx)
	go n.pushing()
	go n.clicking()
	return n
}

// pushing hands toasts over from one thread: wintoast keeps its state in
// globals, and initialises COM on the thread that comes first.
func (n *Notifier) pushing() {
	runtime.LockOSThread()
	wintoast.SetActivationCallback(n.activated)
	for {
		select {
		case p := <-n.pushes:
			err := wintoast.SetAppData(wintoast.AppData{AppID: appName, GUID: activator})
			if err == nil {
				// Without wintoast.PowershellFallback, which pastes the XML into
				// a script where a stranger's text would be expanded.
				err = wintoast.Push(p.xml)
			}
			p.done <- err
		case <-n.ctx.Done():
			return
		}
	}
}

// activated is called on a thread of Windows' own.
func (n *Notifier) activated(_, args string, _ []wintoast.UserData) {
	click, err := launched(args)
	if err != nil {
		n.opts.Log.Debug("notify: click not understood")
		return
	}
	select {
	case n.clicks <- click:
	default:
		n.opts.Log.Debug("notify: click dropped")
	}
}

func (n *Notifier) clicking() {
	for {
		select {
		case click := <-n.clicks:
			n.opts.Clicked(click)
		case <-n.ctx.Done():
			return
		}
	}
}

// Deliver shows a batch. What it returns has no handles.
func (n *Notifier) Deliver(ctx context.Context, batch mail.Batch) ([]mail.Shown, error) {
	return each(n.says(), n.fit(batch), func(nt note) (string, error) { return "", n.tell(ctx, nt) })
}

// Alert shows the app's own words. It replaces nothing.
func (n *Notifier) Alert(ctx context.Context, a Alert) error {
	return n.tell(ctx, a.note(n.says()))
}

// tell pushes a toast, or shows the note through beeep if that is refused.
func (n *Notifier) tell(ctx context.Context, nt note) error {
	err := n.push(ctx, nt)
	if errors.Is(err, errRefused) {
		n.opts.Log.Warn("notify: toast refused, trying plain text", "err", err)
		return beep(ctx, nt, n.opts.Icon, callLimit)
	}
	return err
}

func (n *Notifier) push(ctx context.Context, nt note) error {
	xml, err := toastXML(nt)
	if err != nil {
		return fmt.Errorf("%w: %w", errRefused, err)
	}
	done := make(chan error, 1)
	late := time.NewTimer(callLimit)
	defer late.Stop()
	pushes := n.pushes
	for {
		select {
		case pushes <- push{xml, done}:
			pushes = nil // handed over: now only wait
		case err := <-done:
			if err != nil {
				return fmt.Errorf("%w: %w", errRefused, err)
			}
			return nil
		case <-late.C:
			return fmt.Errorf("%w: no answer within %v", ErrAway, callLimit)
		case <-n.ctx.Done():
			return fmt.Errorf("%w: closed", ErrAway)
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// Withdraw does nothing.
func (n *Notifier) Withdraw(context.Context, []mail.Shown) error { return nil }

// Adopt takes nothing over.
func (n *Notifier) Adopt(string, []mail.Shown) []mail.Shown { return nil }

// Available is always true.
func (n *Notifier) Available(context.Context) bool { return true }

// Close ends clicks; toasts stay.
func (n *Notifier) Close() error {
	n.cancel()
	return nil
}
