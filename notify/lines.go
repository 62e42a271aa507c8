package notify

import (
	"context"
	"fmt"
	"io"
	"sync"

	"lettertray/internal/mail"
)

// A LineNotifier tells mail as lines of text, for a machine without a desktop.
// It is there at once and always, knows no clicks, and takes nothing back.
type LineNotifier struct {
	mu      sync.Mutex // so that lines of several accounts don't mix
	letters io.Writer
	alerts  io.Writer
}

// Lines returns a notifier that writes one line "mail: SENDER — SUBJECT" per
// letter, and alerts to the other writer.
func Lines(letters, alerts io.Writer) *LineNotifier {
	return &LineNotifier{letters: letters, alerts: alerts}
}

// Deliver writes the batch, oldest first; ids without a message are counted.
// It stops at the first line that cannot be written.
func (l *LineNotifier) Deliver(_ context.Context, batch mail.Batch) ([]mail.Shown, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	var shown []mail.Shown
	for i := len(batch.Messages) - 1; i >= 0; i-- {
		m := batch.Messages[i]
		if _, err := fmt.Fprintf(l.letters, "mail: %s — %s\n", sender(m.From), subject(m)); err != nil {
			return shown, fmt.Errorf("writing a line of mail: %w", err)
		}
		shown = append(shown, mail.Shown{Messages: []string{m.ID}, Thread: m.Thread})
	}
	if n := len(batch.More); n > 0 {
		if _, err := fmt.Fprintf(l.letters, "mail: and %d more\n", n); err != nil {
			return shown, fmt.Errorf("writing a line of mail: %w", err)
		}
		shown = append(shown, mail.Shown{Messages: batch.More})
	}
	return shown, nil
}

// Withdraw does nothing: what is printed is printed.
func (l *LineNotifier) Withdraw(context.Context, []mail.Shown) error { return nil }

// Adopt takes nothing over.
func (l *LineNotifier) Adopt(string, []mail.Shown) []mail.Shown { return nil }

// Alert writes one line "TITLE: BODY".
func (l *LineNotifier) Alert(_ context.Context, a Alert) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	n := a.note()
	if _, err := fmt.Fprintf(l.alerts, "%s: %s\n", n.summary, n.body); err != nil {
		return fmt.Errorf("writing an alert: %w", err)
	}
	return nil
}

// Available is always true.
func (l *LineNotifier) Available(context.Context) bool { return true }

// Close does nothing; the writers are the caller's.
func (l *LineNotifier) Close() error { return nil }
