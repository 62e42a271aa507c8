package notify

import (
	"context"
	"fmt"
	"io"
	"slices"
	"sync"
	"time"

	"lettertray/internal/mail"
	"lettertray/internal/words"
)

// A LineNotifier tells mail as lines of text, for a machine without a desktop.
// It is there at once and always, knows no clicks, and takes nothing back.
type LineNotifier struct {
	words   speech
	mu      sync.Mutex // so that lines of several accounts don't mix
	letters io.Writer
	alerts  io.Writer
	least   mail.Show // nothing is written laxer than this
}

// Lines returns a notifier that writes one line "mail: SENDER — SUBJECT" per
// letter, and alerts to the other writer. It writes English.
func Lines(letters, alerts io.Writer) *LineNotifier {
	return &LineNotifier{words: speech{words.English}, letters: letters, alerts: alerts}
}

// Deliver writes the batch, oldest first; ids without a message are counted,
// and so is everything where no more may be shown. It stops at the first line
// that cannot be written.
func (l *LineNotifier) Deliver(_ context.Context, batch mail.Batch) ([]mail.Shown, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	show := max(batch.Style.Show, l.least)
	var shown []mail.Shown
	write := func(sh mail.Shown, text string) error {
		if _, err := fmt.Fprintf(l.letters, "mail: %s\n", text); err != nil {
			return fmt.Errorf("writing a line of mail: %w", err)
		}
		shown = append(shown, sh)
		return nil
	}
	if ids := all(batch); show >= mail.ShowCount && len(ids) > 0 {
		err := write(mail.Shown{Messages: ids}, l.words.Count(words.NewMessages, len(ids)))
		return shown, err
	}
	for _, m := range slices.Backward(batch.Messages) {
		text := l.words.sender(m.From) + " — " + l.words.subject(m, show)
		if err := write(mail.Shown{Messages: []string{m.ID}, Thread: m.Thread}, text); err != nil {
			return shown, err
		}
	}
	if len(batch.More) > 0 {
		err := write(mail.Shown{Messages: batch.More}, l.words.Count(words.AndMore, len(batch.More)))
		return shown, err
	}
	return shown, nil
}

// Tighten has Deliver give away no more than show from now on, whatever a
// batch's style says.
func (l *LineNotifier) Tighten(_ context.Context, show mail.Show) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.least = show
	return nil
}

// Withdraw does nothing: what is printed is printed.
func (l *LineNotifier) Withdraw(context.Context, []mail.Shown) error { return nil }

// Adopt takes nothing over.
func (l *LineNotifier) Adopt(string, []mail.Shown) []mail.Shown { return nil }

// Alert writes one line "TITLE: BODY".
func (l *LineNotifier) Alert(_ context.Context, a Alert) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	n := a.note(l.words)
	if _, err := fmt.Fprintf(l.alerts, "%s: %s\n", n.summary, n.body); err != nil {
		return fmt.Errorf("writing an alert: %w", err)
	}
	return nil
}

// Dismiss does nothing, like Withdraw.
func (l *LineNotifier) Dismiss(context.Context, string) error { return nil }

// Speak does nothing: other programs may read the lines.
func (l *LineNotifier) Speak(*words.Locale) {}

// Test writes an alert for trying, and returns how long that took.
func (l *LineNotifier) Test(ctx context.Context) (time.Duration, error) {
	return timed(func() error { return l.Alert(ctx, l.words.test()) })
}

// Inhibited is never true.
func (l *LineNotifier) Inhibited() bool { return false }

// Available is always true.
func (l *LineNotifier) Available(context.Context) bool { return true }

// Close does nothing; the writers are the caller's.
func (l *LineNotifier) Close() error { return nil }
