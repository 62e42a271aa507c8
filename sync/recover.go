package sync

import (
	"context"
	"fmt"
	"slices"
	"time"

	"lettertray/internal/mail"
)

// recoverMargin is how much further back than the last successful look recovery
// goes: Gmail's internalDate may lie before the moment a message shows up.
const recoverMargin = time.Hour

// listMax is how many unread messages of a label are looked through for what may
// be on the screen: 20 pages, which cost as much as five messages.
const listMax = 10_000

// recover goes on without history, which Google has forgotten: it finds the
// unread mail that came since the last successful look. The profile is read
// first, so that what arrives meanwhile is found by the next look.
func (e *Engine) recover(ctx context.Context) error {
	p, err := e.Mailbox.Profile(ctx)
	if err != nil {
		return fmt.Errorf("finding out where history stands: %w", err)
	}
	since := e.state.Reconciled.Add(-recoverMargin)
	var arrived []string
	gone := e.known() // until it is found unread
	for _, label := range e.telling.Labels {
		unread, news, err := e.listUnread(ctx, label, since)
		if err != nil {
			return fmt.Errorf("listing unread mail: %w", err)
		}
		arrived = union(arrived, unread[:news])
		for _, id := range unread {
			delete(gone, id)
		}
	}
	slices.Reverse(arrived)
	return e.conclude(ctx, finding{arrived: arrived, gone: gone, cursor: p.Cursor, date: p.Date, touched: true})
}

// listUnread lists the label's unread mail, newest first, and says how many of
// it came after since: all of that, and of the rest what listMax allows.
func (e *Engine) listUnread(ctx context.Context, label string, since time.Time) (unread []string, news int, err error) {
	for page := ""; ; {
		l, err := e.Mailbox.List(ctx, []string{label, mail.Unread}, page)
		if err != nil {
			return nil, 0, err
		}
		if news == len(unread) {
			n, err := newer(ctx, l.IDs, since, e.Mailbox.Arrived)
			if err != nil {
				return nil, 0, err
			}
			news += n
		}
		unread = append(unread, l.IDs...)
		if page = l.Next; page == "" || news < len(unread) && len(unread) >= listMax {
			return unread, news, nil
		}
	}
}

// newer says how many of the ids, newest first, arrived after since. It asks for
// few of their dates, since each costs as much as ten looks. A message deleted
// meanwhile stands in for its older neighbour.
func newer(ctx context.Context, ids []string, since time.Time, arrived func(context.Context, string) (time.Time, error)) (int, error) {
	isNewer := func(i int) (bool, error) {
		for ; i < len(ids); i++ {
			at, err := arrived(ctx, ids[i])
			if err != nil && mail.KindOf(err) == mail.NotFound {
				continue
			}
			return at.After(since), err
		}
		return false, nil
	}
	if len(ids) == 0 {
		return 0, nil
	}
	if all, err := isNewer(len(ids) - 1); all || err != nil {
		return len(ids), err
	}
	lo, hi := 0, len(ids)-1
	for lo < hi {
		mid := (lo + hi) / 2
		is, err := isNewer(mid)
		if err != nil {
			return 0, err
		}
		if is {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo, nil
}
