//go:build !race

package sync_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"lettertray/internal/mail"
	mailsync "lettertray/sync"
)

// A simScreen is a notification server and what it shows.
type simScreen struct {
	notes   map[string]*simNote // by handle
	last    int
	server  int // how many servers there have been
	mood    mood
	refuses int   // so many notes are refused
	fuse    int   // the server dies after so many notes; zero: not so
	unsaved saves // what was told since the state was last written down
}

// A mood is how a notification server answers.
type mood int

const (
	there mood = iota
	away
	hung
)

// A simNote is one notification.
type simNote struct {
	messages []string
	orphan   bool // no run of the app can know of it
}

// saves are things that a kill would have the app forget.
type saves struct {
	handles []string
	told    []string
}

var (
	errAway    = errors.New("no notification service")
	errHangs   = errors.New("the notification service hangs")
	errRefused = errors.New("notification refused")
)

// Deliver shows what the app's notifier would: a summary first, then the
// newest singly, each of them a step at which all may end.
func (p *process) Deliver(ctx context.Context, b mail.Batch) (shown []mail.Shown, err error) {
	var notes [][]string
	for _, m := range slices.Backward(b.Messages) {
		notes = append(notes, []string{m.ID})
	}
	switch {
	case b.Digest:
		notes = [][]string{append(slices.Concat(notes...), b.More...)}
	case len(b.More) > 0:
		notes = slices.Insert(notes, 0, b.More)
	}
	var refused error
	for _, messages := range notes {
		if err := p.await(ctx); err != nil {
			return shown, errors.Join(refused, err)
		}
		var n mail.Shown
		err := p.locally(func() error {
			n, err = p.sim.show(messages)
			return err
		})
		switch {
		case errors.Is(err, errRefused):
			refused = err
		case err != nil:
			return shown, errors.Join(refused, err)
		default:
			shown = append(shown, n)
		}
	}
	return shown, refused
}

// Withdraw takes notifications away.
func (p *process) Withdraw(ctx context.Context, shown []mail.Shown) error {
	for _, n := range shown {
		if !p.sim.shows(n.Handle) {
			continue
		}
		if err := p.await(ctx); err != nil {
			return err
		}
		err := p.locally(func() error {
			p.sim.note("    withdrawn: %s", p.sim.names(n.Messages))
			delete(p.sim.screen.notes, n.Handle)
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// await gives an error if the server is away or, after 5 s, if it hangs.
func (p *process) await(ctx context.Context) error {
	p.sim.mu.Lock()
	m := p.sim.screen.mood
	p.sim.mu.Unlock()
	switch m {
	case away:
		return errAway
	case hung:
		select {
		case <-time.After(5 * time.Second):
			return errHangs
		case <-ctx.Done():
		}
	}
	return ctx.Err()
}

// shows reports whether the notification is on the screen.
func (s *sim) shows(handle string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.screen.notes[handle] != nil
}

// show shows one notification. The mutex is held.
func (s *sim) show(messages []string) (mail.Shown, error) {
	sc := &s.screen
	if sc.refuses > 0 {
		sc.refuses--
		return mail.Shown{}, errRefused
	}
	sc.last++
	handle := fmt.Sprintf("%d/%d", sc.server, sc.last)
	if sc.notes == nil {
		sc.notes = map[string]*simNote{}
	}
	sc.notes[handle] = &simNote{messages: slices.Clone(messages)}
	sc.unsaved.handles = append(sc.unsaved.handles, handle)
	s.note("    told: %s", s.names(messages))
	for _, id := range messages {
		sc.unsaved.told = append(sc.unsaved.told, id)
		l := s.mailbox.byID[id]
		if l.told++; l.told > 1+l.spare {
			s.breach("%s was told %d times", l.name, l.told)
		}
	}
	if sc.fuse--; sc.fuse == 0 {
		s.dropServer()
	}
	return mail.Shown{Handle: handle, Messages: slices.Clone(messages)}, nil
}

// adopt is what of the notifications is still known to the server that is
// there. The mutex is held.
func (s *sim) adopt(shown []mail.Shown) []mail.Shown {
	server := fmt.Sprintf("%d/", s.screen.server)
	return slices.DeleteFunc(shown, func(n mail.Shown) bool { return !strings.HasPrefix(n.Handle, server) })
}

// dropServer ends the notification server, and what it shows with it. The mutex
// is held.
func (s *sim) dropServer() {
	s.note("the notification server ends")
	s.screen.server++
	s.screen.notes = nil
	s.screen.mood = away
	s.screen.fuse = 0
}

// leaveServer has the notification server gone for a while, or hanging.
func (s *sim) leaveServer() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.chance(0.5) {
		s.dropServer()
	} else {
		s.note("the notification server hangs")
		s.screen.mood = hung
	}
	s.later(s.about(s.spell), s.bringServer)
}

// bringServer has it answer again, which the notifier tells the engine.
func (s *sim) bringServer() {
	s.mu.Lock()
	if s.screen.mood != there {
		s.note("the notification server answers")
	}
	s.screen.mood, s.screen.refuses, s.screen.fuse = there, 0, 0
	s.mu.Unlock()
	s.poke(mailsync.Service)
}

// dismiss has the person click some notifications away.
func (s *sim) dismiss() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, handle := range slices.Sorted(maps.Keys(s.screen.notes)) {
		if s.chance(0.5) {
			delete(s.screen.notes, handle)
		}
	}
}

// forget has the app forget what it told and did not write down: it may be
// told once more, and what shows it is nobody's. The mutex is held.
func (s *sim) forget(lost saves) {
	for _, handle := range lost.handles {
		if n := s.screen.notes[handle]; n != nil {
			n.orphan = true
		}
	}
	for _, id := range lost.told {
		s.mailbox.byID[id].spare++
	}
}

// names are letters for the story. The mutex is held.
func (s *sim) names(ids []string) string {
	var names []string
	for _, id := range ids {
		names = append(names, s.mailbox.byID[id].name)
	}
	return strings.Join(names, " ")
}
