//go:build !linux && !darwin && !windows

package notify

import (
	"context"
	"errors"
	"fmt"
	"time"

	"lettertray/internal/mail"
	"lettertray/internal/words"
)

var errNone = fmt.Errorf("%w on this system: %w", ErrAway, errors.ErrUnsupported)

// A Notifier is always away: nobody has taught it this system.
type Notifier struct{}

// New never fails, and Ready is never called.
func New(context.Context, Options) *Notifier { return &Notifier{} }

// Deliver fails with ErrAway and errors.ErrUnsupported.
func (n *Notifier) Deliver(context.Context, mail.Batch) ([]mail.Shown, error) { return nil, errNone }

// Withdraw does nothing.
func (n *Notifier) Withdraw(context.Context, []mail.Shown) error { return nil }

// Adopt takes nothing over.
func (n *Notifier) Adopt(string, []mail.Shown) []mail.Shown { return nil }

// Alert fails like Deliver.
func (n *Notifier) Alert(context.Context, Alert) error { return errNone }

// Dismiss does nothing.
func (n *Notifier) Dismiss(context.Context, string) error { return nil }

// Tighten does nothing: nothing is shown.
func (n *Notifier) Tighten(context.Context, mail.Show) error { return nil }

// Speak does nothing.
func (n *Notifier) Speak(*words.Locale) {}

// Test fails like Deliver.
func (n *Notifier) Test(context.Context) (time.Duration, error) { return 0, errNone }

// Inhibited is never true.
func (n *Notifier) Inhibited() bool { return false }

// Available is always false.
func (n *Notifier) Available(context.Context) bool { return false }

// Close does nothing.
func (n *Notifier) Close() error { return nil }
