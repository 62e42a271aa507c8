//go:build !race

package sync_test

import (
	"errors"
	"slices"
	"time"

	mailsync "lettertray/sync"
)

// A simDisk keeps the state as internal/app and internal/jsonfile do: replaced
// whole, with the one before it kept beside.
type simDisk struct {
	file, before *mailsync.State // nil: no such file
	damaged      bool            // the file makes no sense; it has replaced a good one
	written      time.Time       // when, by our clock
	skewed       bool            // our clock was wrong then
	lost         bool            // both were damaged, and nothing was written since
	full         bool
}

// Load reads what an earlier run wrote. What is damaged is set aside.
func (p *process) Load() (s mailsync.State, damage error) {
	_ = p.locally(func() error { // a dead process loads in vain
		d := &p.sim.disk
		p.first = d.file == nil && d.before == nil
		if d.damaged {
			d.file, d.damaged, damage = nil, false, errors.New("the state file is damaged")
		}
		switch {
		case d.file != nil:
			s = clone(*d.file)
		case d.before != nil:
			s = clone(*d.before)
		case damage != nil:
			s.Reconciled, d.lost = d.written, true
		}
		s.Shown = p.sim.adopt(s.Shown)
		return nil
	})
	return s, damage
}

// Save replaces the state.
func (p *process) Save(s mailsync.State) error {
	return p.locally(func() error {
		d := &p.sim.disk
		p.saves++
		if d.full {
			return errors.New("no space left on device")
		}
		if d.file != nil {
			d.before = d.file
		}
		s = clone(s)
		d.file, d.written, d.skewed, d.lost = &s, p.sim.wall(), p.sim.skew.Load() != 0, false
		p.sim.screen.unsaved = saves{}
		p.sim.goOn(s.Cursor)
		if p.first {
			p.first = false
			p.sim.forgetAll()
		}
		return nil
	})
}

// fillDisk has nothing be written for a while.
func (s *sim) fillDisk() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.note("the disk is full")
	s.disk.full = true
	s.later(s.about(s.spell), s.emptyDisk)
}

func (s *sim) emptyDisk() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.disk.full = false
}

// damage kills the app and breaks its state file, and at times the one before.
func (s *sim) damage() {
	if s.app != nil {
		s.app.kill()
		s.bury()
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	d := &s.disk
	if d.file == nil || d.damaged || d.before == nil && d.skewed {
		return
	}
	d.damaged = true
	if d.before != nil && (d.skewed || s.chance(0.6)) {
		s.note("the state file is damaged")
		s.forget(lost(*d.file, *d.before))
		return
	}
	s.note("all that was written of the state is damaged")
	s.forget(lost(*d.file, mailsync.State{}))
	d.before = nil
	s.loseHistory()
	for _, l := range s.mailbox.letters {
		// The promise: what came later than an hour before the file was written.
		if l.told == 0 && !l.date.After(d.written.Add(-time.Hour)) {
			l.due = false
		}
	}
}

// lost is what the one state knows and the other does not.
func lost(from, left mailsync.State) (s saves) {
	for id := range from.Told {
		if _, ok := left.Told[id]; !ok {
			s.told = append(s.told, id)
		}
	}
	var kept []string
	for _, n := range left.Shown {
		kept = append(kept, n.Handle)
	}
	for _, n := range from.Shown {
		if !slices.Contains(kept, n.Handle) {
			s.handles = append(s.handles, n.Handle)
		}
	}
	return s
}
