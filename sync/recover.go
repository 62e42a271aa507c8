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

// recover goes on without history, which Google has forgotten: it finds the
// unread mail that came since the last successful look. The profile is read
// first, so that what arrives meanwhile is found by the next look.
func (e *Engine) recover(ctx context.Context) error {
	p, err := e.Mailbox.Profile(ctx)
	if err != nil {
		return fmt.Errorf("finding out where history stands: %w", err)
	}
	since := e.state.Reconciled.Add(-recoverMargin)
	var ids []string
	for _, label := range e.Labels {
		found, err := e.unreadSince(ctx, label, since)
		if err != nil {
			return fmt.Errorf("listing unread mail: %w", err)
		}
		ids = union(ids, found)
	}
	gone, err := e.stale(ctx, ids)
	if err != nil {
		return fmt.Errorf("checking what was told: %w", err)
	}
	slices.Reverse(ids)
	return e.conclude(ctx, finding{arrived: ids, gone: gone, cursor: p.Cursor, date: p.Date, touched: true})
}

// unreadSince lists the label's unread mail that came after since, newest first.
func (e *Engine) unreadSince(ctx context.Context, label string, since time.Time) (ids []string, err error) {
	for page := ""; ; {
		l, err := e.Mailbox.List(ctx, []string{label, mail.Unread}, page)
		if err != nil {
			return nil, err
		}
		n, err := newer(ctx, l.IDs, since, e.Mailbox.Arrived)
		if err != nil {
			return nil, err
		}
		ids = append(ids, l.IDs[:n]...)
		if page = l.Next; n < len(l.IDs) || page == "" {
			return ids, nil
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

// stale finds what was told or held and is not wanted any more. Messages known
// to be unread need no asking.
func (e *Engine) stale(ctx context.Context, unread []string) (map[string]bool, error) {
	var ask []string
	for i := len(e.state.Shown) - 1; i >= 0; i-- {
		ask = union(ask, e.state.Shown[i].Messages)
	}
	held := slices.Clone(e.state.Held)
	slices.Reverse(held)
	ask = minus(union(ask, held), unread)
	ask = ask[:min(len(ask), readMax)]
	gone := map[string]bool{}
	if len(ask) == 0 {
		return gone, nil
	}
	got, errs := e.Mailbox.Messages(ctx, ask)
	for _, id := range ask {
		m, ok := got[id]
		if !ok && mail.KindOf(errs[id]) != mail.NotFound {
			return nil, errs[id]
		}
		if !ok || !wanted(m, e.Labels) {
			gone[id] = true
		}
	}
	return gone, nil
}
