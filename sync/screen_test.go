package sync_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	gosync "sync"

	"lettertray/internal/mail"
	mailsync "lettertray/sync"
)

// A screen is a notification service. It shows what each notification tells.
type screen struct {
	mu    gosync.Mutex
	said  []string          // all that was told, in order
	notes map[string]string // what is shown now, by handle
	last  int
	away  error  // why nothing can be told; nil: it can
	hangs error  // why nothing can be withdrawn; nil: it can
	quits func() // called once something is told; may be nil
	dies  func() // the same, and nobody gets to know what was told; may be nil
}

func newScreen() *screen { return &screen{notes: map[string]string{}} }

// set changes how the service behaves from now on.
func (s *screen) set(change func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	change()
}

func (s *screen) Deliver(ctx context.Context, b mail.Batch) (shown []mail.Shown, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.away != nil {
		return nil, s.away
	}
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	show := func(text string, ids ...string) {
		s.last++
		handle := fmt.Sprintf("%06d", s.last)
		s.notes[handle] = text
		s.said = append(s.said, text)
		shown = append(shown, mail.Shown{Handle: handle, Messages: ids})
	}
	var names, ids []string
	for _, m := range slices.Backward(b.Messages) {
		name := m.Subject
		if name == "" {
			name = "New mail"
		}
		names, ids = append(names, name), append(ids, m.ID)
	}
	switch {
	case b.Digest:
		if n := len(b.More); n > 0 {
			names = append(names, fmt.Sprintf("and %d more", n))
		}
		show("digest: "+strings.Join(names, ", "), append(ids, b.More...)...)
	default:
		if n := len(b.More); n > 0 {
			show(fmt.Sprintf("and %d more", n), b.More...)
		}
		for i, name := range names {
			show(name, ids[i])
		}
	}
	if s.quits != nil {
		s.quits()
		s.quits = nil
	}
	if s.dies != nil {
		s.dies()
		s.dies = nil
		return nil, errors.New("killed")
	}
	return shown, nil
}

func (s *screen) Withdraw(_ context.Context, shown []mail.Shown) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.hangs != nil {
		return s.hangs
	}
	for _, n := range shown {
		delete(s.notes, n.Handle)
	}
	return nil
}

// A disk keeps the state as a file would: what is loaded is no longer shared.
type disk struct {
	mu     gosync.Mutex // guards fails
	state  mailsync.State
	damage error // what was wrong with it when it was read; nil: nothing
	fails  error // why nothing can be written; nil: it can
	saves  int
}

func (d *disk) Load() (mailsync.State, error) {
	s := clone(d.state)
	if d.damage != nil {
		d.state = mailsync.State{} // the file is set aside
	}
	return s, d.damage
}

func (d *disk) Save(s mailsync.State) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.fails != nil {
		return d.fails
	}
	d.saves++
	d.state = clone(s)
	return nil
}

// full makes every write fail with the error; nil makes room again.
func (d *disk) full(err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.fails = err
}

func clone(s mailsync.State) mailsync.State {
	s.Watched = slices.Clone(s.Watched)
	s.Told = maps.Clone(s.Told)
	s.Held = slices.Clone(s.Held)
	s.Shown = slices.Clone(s.Shown)
	s.Gone = slices.Clone(s.Gone)
	return s
}
