package notify

import (
	"context"
	"fmt"
	"slices"

	"lettertray/internal/mail"
	"lettertray/internal/words"
)

// Withdraw takes notifications away. Those that are gone already, or another
// server's, are no error.
func (n *Notifier) Withdraw(ctx context.Context, shown []mail.Shown) error {
	for _, sh := range shown {
		if err := n.withdraw(ctx, sh.Handle); err != nil {
			return fmt.Errorf("withdrawing a notification: %w", err)
		}
	}
	return nil
}

// Dismiss takes the alert of that key away, if it is on the screen.
func (n *Notifier) Dismiss(ctx context.Context, key string) error {
	n.mu.Lock()
	handles := n.screen.alerts(key)
	n.mu.Unlock()
	for _, handle := range handles {
		if err := n.withdraw(ctx, handle); err != nil {
			return fmt.Errorf("dismissing an alert: %w", err)
		}
	}
	return nil
}

func (n *Notifier) withdraw(ctx context.Context, handle string) error {
	n.mu.Lock()
	s := n.server
	_, there := n.screen[handle]
	hung := s != nil && s.hung
	n.mu.Unlock()
	switch {
	case s == nil, !there:
		return nil
	case hung:
		return errHangs
	}
	id, ours := s.id(handle)
	if !ours {
		return nil
	}
	if _, err := ask(ctx, n, s, func() (any, error) { return nil, s.close(n.ctx, id) }); err != nil {
		return err
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	delete(n.screen, handle)
	return nil
}

// Adopt takes over what an earlier run of the app left on the screen, so that
// clicks on it work and it can be replaced and withdrawn. It returns what the
// same server still knows.
func (n *Notifier) Adopt(account string, shown []mail.Shown) []mail.Shown {
	n.await(n.ctx)
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.server == nil {
		return nil
	}
	var ours []mail.Shown
	for _, sh := range shown {
		if _, known := n.server.id(sh.Handle); !known || len(sh.Messages) == 0 {
			continue
		}
		it := item{
			messages: slices.Clone(sh.Messages),
			click:    Click{Account: account, Thread: sh.Thread},
			actions:  []mail.Action{{Key: defaultAction, Label: n.says().Say(words.Open)}},
		}
		if len(sh.Messages) == 1 {
			it.click.Message = sh.Messages[0]
		}
		n.screen[sh.Handle] = it
		ours = append(ours, sh)
	}
	return ours
}
