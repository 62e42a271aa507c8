package sync

import (
	"context"

	"lettertray/internal/mail"
)

// newestMax is how many unread messages a menu lists.
const newestMax = 10

// listNewest finds the newest unread messages, for the menu. It reads only those
// that it does not know yet.
func (e *Engine) listNewest(ctx context.Context) error {
	ids, err := e.Mailbox.Newest(ctx, []string{e.telling.Labels[0], mail.Unread}, newestMax)
	if err != nil {
		return err
	}
	known := map[string]mail.Message{}
	for _, m := range append(e.newest, e.recent...) {
		known[m.ID] = m
	}
	var ask []string
	for _, id := range ids {
		if _, ok := known[id]; !ok {
			ask = append(ask, id)
		}
	}
	if len(ask) > 0 {
		got, errs := e.Mailbox.Messages(ctx, ask)
		for id, m := range got {
			known[id] = m
		}
		for _, failed := range errs {
			if mail.KindOf(failed) != mail.NotFound {
				err = failed
			}
		}
	}
	e.newest, e.recent = nil, nil
	for _, id := range ids {
		if m, ok := known[id]; ok {
			e.newest = append(e.newest, m)
		}
	}
	return err
}

// remember keeps messages that were just read for the list of the newest.
func (e *Engine) remember(messages []mail.Message) {
	e.recent = append(e.recent, messages...)
	if over := len(e.recent) - newestMax; over > 0 {
		e.recent = e.recent[over:]
	}
}
