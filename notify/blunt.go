//go:build darwin || windows

package notify

import (
	"context"
	"time"

	"lettertray/internal/mail"
)

// Here are the methods of a Notifier for a system where nothing on the screen
// can be taken back or replaced.

// Dismiss does nothing, like Withdraw.
func (n *Notifier) Dismiss(context.Context, string) error { return nil }

// Inhibited is never true: the system mutes what it must by itself.
func (n *Notifier) Inhibited() bool { return false }

// Test shows a notification for trying, and returns how long the system took
// to take it.
func (n *Notifier) Test(ctx context.Context) (time.Duration, error) {
	return timed(func() error { return n.Alert(ctx, n.says().test()) })
}

// Tighten lets nothing be shown from now on that gives away more than show,
// whatever a batch's style says. What is on the screen stays as it is.
func (n *Notifier) Tighten(_ context.Context, show mail.Show) error {
	n.least.Store(int64(show))
	return nil
}

// fit makes a batch as strict as it must be. Nothing can go on from an earlier
// count where nothing is replaced.
func (n *Notifier) fit(b mail.Batch) mail.Batch {
	b.Style.Show = max(b.Style.Show, mail.Show(n.least.Load()))
	b.Standing = nil
	return b
}
