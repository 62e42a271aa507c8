package sync

import (
	"context"
	"fmt"
	"time"

	"lettertray/internal/mail"
)

// A look is history being read, page by page. It outlives a page that fails, so
// that the page is tried again and not the whole list.
type look struct {
	page   string // the token of the next page
	fails  int    // how often that page has failed
	fold   *fold
	cursor mail.HistoryID // where history stood at the last page
	date   time.Time      // Google's clock then
}

// pageTries is how often a page is tried before its list is read afresh: a
// token may have died.
const pageTries = 4

// history reads all that happened since the cursor.
func (e *Engine) history(ctx context.Context) (*look, error) {
	if e.look == nil {
		known := e.known()
		e.look = &look{fold: newFold(e.telling, func(id string) bool { return known[id] })}
	}
	l := e.look
	for {
		p, err := e.Mailbox.History(ctx, e.state.Cursor, l.page)
		if err != nil {
			if l.fails++; l.fails == pageTries {
				e.look = nil
			}
			return nil, err
		}
		l.fails = 0
		for _, r := range p.Records {
			l.fold.add(r)
		}
		l.page, l.cursor, l.date = p.Next, p.Cursor, p.Date
		if l.page == "" {
			e.look = nil
			return l, nil
		}
	}
}

// known is which messages are held or on the screen.
func (e *Engine) known() map[string]bool {
	ids := map[string]bool{}
	for _, id := range e.state.Held {
		ids[id] = true
	}
	for _, n := range e.state.Shown {
		for _, id := range n.Messages {
			ids[id] = true
		}
	}
	return ids
}

// reconcile makes the desktop agree with the mailbox.
func (e *Engine) reconcile(ctx context.Context) error {
	e.arrived = 0
	if e.state.Cursor == 0 {
		if e.state.Reconciled.IsZero() {
			return e.begin(ctx)
		}
		return e.recover(ctx) // the state was lost, but not its date
	}
	l, err := e.history(ctx)
	switch {
	case err == nil:
		return e.conclude(ctx, finding{
			arrived: e.returned(l), gone: l.fold.gone(), skipped: l.fold.skipped(),
			cursor: l.cursor, date: l.date, touched: l.fold.touched,
		})
	case mail.KindOf(err) == mail.HistoryGone:
		e.Log.Info("history has expired", "cursor", e.state.Cursor)
		e.look = nil
		return e.recover(ctx)
	}
	return fmt.Errorf("listing what is new: %w", err)
}

// returned notes which of the messages that arrived were told before and have
// come back, and are to be told again: once for each time.
func (e *Engine) returned(l *look) (ids []string) {
	ids = l.fold.arrived()
	if !e.telling.Returns {
		return ids
	}
	for _, id := range ids {
		back := l.fold.back(id)
		if again := id + "@" + back.String(); back != 0 && e.state.told(id) && !e.state.told(again) {
			delete(e.state.Told, id)
			e.state.tell(again, l.date)
		}
	}
	return ids
}

// begin is the first run: the cursor is set to now, and old mail is not told.
func (e *Engine) begin(ctx context.Context) error {
	p, err := e.Mailbox.Profile(ctx)
	if err != nil {
		return fmt.Errorf("finding out where history stands: %w", err)
	}
	return e.conclude(ctx, finding{cursor: p.Cursor, date: p.Date, touched: true})
}

// A finding is what one look at the mailbox found.
type finding struct {
	arrived []string        // came and stayed, oldest first; may have been told already
	gone    map[string]bool // has lost its reason to be on the screen
	skipped map[string]Rule // came, but is not to be told
	cursor  mail.HistoryID  // where to go on from
	date    time.Time       // Google's clock; zero if it did not say
	touched bool            // the unread count may have changed
}

// conclude withdraws and tells what was found, then moves the cursor.
func (e *Engine) conclude(ctx context.Context, f finding) error {
	if f.date.IsZero() {
		f.date = e.Now()
	}
	e.arrived, e.date = len(f.arrived), f.date
	e.state.unhold(f.gone)
	withdrew := e.withdraw(ctx, f.gone)
	changed := withdrew || len(f.arrived) > 0 || len(f.gone) > 0 || len(e.state.Held) > 0 || f.cursor != e.state.Cursor
	if err := e.tell(ctx, f.arrived); err != nil {
		e.save() // what was told before it failed
		return err
	}
	for id, r := range f.skipped {
		e.decide(r, id)
	}
	// The date alone is worth a write only now and then: recovering goes an hour
	// further back than it says.
	if changed || f.date.Sub(e.state.Reconciled).Abs() > lookWithPush {
		e.state.Cursor, e.state.Reconciled = f.cursor, f.date
		e.reached.Store(uint64(f.cursor))
		e.save()
	}
	e.count(ctx, f.touched)
	return nil
}

// withdraw takes off the screen what tells of gone messages alone, and reports
// whether there was any. What cannot be taken off now is tried again by each
// look.
func (e *Engine) withdraw(ctx context.Context, gone map[string]bool) bool {
	empty := e.state.withdraw(gone)
	if len(empty) == 0 {
		return false
	}
	if err := e.Notifier.Withdraw(ctx, empty); err != nil {
		e.Log.Warn("withdrawing notifications", "count", len(empty), "error", err)
		e.state.stay(empty)
		return true
	}
	for _, n := range empty {
		e.decide(Withdrawn, n.Messages...)
	}
	return true
}

// count asks for the unread count when it may have changed.
func (e *Engine) count(ctx context.Context, touched bool) {
	if e.recount = e.recount || touched; !e.recount {
		return
	}
	n, err := e.Mailbox.Unread(ctx, e.telling.Labels[0])
	if err == nil {
		e.unread = n
		err = e.listNewest(ctx)
	}
	if err != nil {
		e.Log.Warn("counting unread mail", "error", err)
		return
	}
	e.recount = false
}

// save writes the state down. Where that fails, mail is still told, and the
// state is written as soon as it can be.
func (e *Engine) save() {
	e.state.prune()
	err := e.Store.Save(e.state)
	if err != nil {
		e.Log.Error("writing the state down", "error", err)
	}
	e.unsaved = err
}
