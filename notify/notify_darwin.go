package notify

import (
	"context"
	"sync/atomic"
	"time"

	"lettertray/internal/mail"
)

// Starting osascript takes a fraction of a second where all is well.
const callLimit = 5 * time.Second

// A Notifier shows notifications through beeep: macOS gives more only to signed
// app bundles. There are no clicks and nothing can be withdrawn.
type Notifier struct {
	voice
	opts  Options
	least atomic.Int64 // a mail.Show: nothing is shown laxer than this
}

// New never fails. Ready is not called: the service is always there.
func New(_ context.Context, opts Options) *Notifier {
	return &Notifier{opts: opts.withDefaults()}
}

// Deliver shows a batch. What it returns has no handles.
func (n *Notifier) Deliver(ctx context.Context, batch mail.Batch) ([]mail.Shown, error) {
	return each(n.says(), n.fit(batch), func(nt note) (string, error) {
		return "", beep(ctx, nt, n.opts.Icon, callLimit)
	})
}

// Withdraw does nothing: beeep cannot.
func (n *Notifier) Withdraw(context.Context, []mail.Shown) error { return nil }

// Adopt takes nothing over.
func (n *Notifier) Adopt(string, []mail.Shown) []mail.Shown { return nil }

// Alert shows the app's own words. It replaces nothing.
func (n *Notifier) Alert(ctx context.Context, a Alert) error {
	return beep(ctx, a.note(n.says()), n.opts.Icon, callLimit)
}

// Available is always true.
func (n *Notifier) Available(context.Context) bool { return true }

// Close does nothing.
func (n *Notifier) Close() error { return nil }
