package notify

import (
	"context"
	"errors"
	"fmt"

	"lettertray/internal/mail"
	"lettertray/internal/words"
)

// Tighten lets nothing be shown from now on that gives away more than show,
// whatever a batch's style says, and puts a stricter form in the place of what
// does so already, or takes it away where that is refused: for when the screen
// locks. ShowFull lifts it; what was tightened stays so.
//
// What an earlier run left on the screen counts as showing everything, so call
// it again after Adopt; and after Ready, where it has failed.
func (n *Notifier) Tighten(ctx context.Context, show mail.Show) error {
	n.mu.Lock()
	n.least = show
	lax := n.screen.laxer(show)
	s := n.server
	hung := s != nil && s.hung
	n.mu.Unlock()
	switch {
	case s == nil, len(lax) == 0:
		return nil
	case hung:
		return errHangs
	}
	if _, err := n.capabilities(ctx, s); err != nil {
		return err
	}
	for _, handle := range lax {
		if _, err := ask(ctx, n, s, func() (any, error) { return nil, n.restate(s, handle) }); err != nil {
			return fmt.Errorf("replacing a notification by a stricter one: %w", err)
		}
	}
	return nil
}

// restate puts a notification's stricter form in its place, under its number.
// The server's capabilities must be known.
func (n *Notifier) restate(s *server, handle string) error {
	n.mu.Lock()
	before, there := n.screen[handle]
	former, ours := s.id(handle)
	if !there || !ours || before.show >= n.least || n.server != s {
		n.mu.Unlock()
		return nil
	}
	nt := before.stricter(n.says(), n.least)
	can := s.can
	n.asking++
	n.mu.Unlock()

	id, at, err := s.notify(n.ctx, nt, can, former, n.opts.IconFile)

	n.mu.Lock()
	defer n.mu.Unlock()
	n.answered()
	now, there := n.screen[handle]
	switch {
	case errors.Is(err, errRefused): // rather nothing than too much
		delete(n.screen, handle)
		go s.forgo(former)
	case err != nil:
		return err
	case !there || id != former:
		// Closed meanwhile: the server took this for a new one.
		delete(n.screen, handle)
		go s.forgo(id) // a frozen bus may hold it up
	case now.order == before.order: // else a newer one is in its place
		it := nt.item()
		it.order, it.since = before.order, at
		n.screen[handle] = it
	}
	return nil
}

// stricter is how an item is shown at a stricter level. It makes no sound:
// nothing has come. Where the sender is unknown, it is counted.
func (it item) stricter(w speech, show mail.Show) note {
	n := note{messages: it.messages, click: it.click, actions: it.actions, mute: true, quiet: it.quiet}
	if show == mail.ShowSender && it.sender != "" {
		n.summary, n.body, n.show = it.sender, w.Say(words.Hidden), show
		return n
	}
	n.summary, n.body = w.counted(it.click.Account, len(it.messages))
	n.actions, n.show = it.actions[:min(1, len(it.actions))], mail.ShowCount
	return n
}
