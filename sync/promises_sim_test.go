//go:build !race

package sync_test

import (
	"time"

	"lettertray/internal/mail"
	mailsync "lettertray/sync"
)

// What a day may cost, whatever happens in it.
const (
	dayRequests = 3_000
	dayUnits    = 40_000
	minuteUnits = 6_000 // Gmail allows no more
)

// A meter counts what Gmail is asked for.
type meter struct {
	requests, units int // so far
	day, minute     window
}

// A window is the current day or minute, and the worst one so far.
type window struct {
	began                   time.Time
	requests, units         int
	mostRequests, mostUnits int
}

// count takes in a call. The mutex is held.
func (s *sim) count() {
	m := &s.meter
	requests, units := s.Spent()
	m.day.add(24*time.Hour, requests-m.requests, units-m.units)
	m.minute.add(time.Minute, requests-m.requests, units-m.units)
	m.requests, m.units = requests, units
}

func (w *window) add(length time.Duration, requests, units int) {
	if now := time.Now(); now.Sub(w.began) >= length {
		w.began, w.requests, w.units = now, 0, 0
	}
	w.requests += requests
	w.units += units
	w.mostRequests, w.mostUnits = max(w.mostRequests, w.requests), max(w.mostUnits, w.units)
}

// checkAlways checks what holds at any time.
func (s *sim) checkAlways() {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.app == nil, s.network.Load() != online, s.troubled():
		s.clear = time.Time{}
	case s.clear.IsZero():
		s.clear = time.Now()
	case time.Since(s.clear) > 2*time.Hour:
		if _, ok := s.Watch(ada); !ok {
			s.breach("the watch has lapsed, and nothing kept the engine from renewing it")
		}
	}
	if m := s.meter; m.day.mostRequests > dayRequests || m.day.mostUnits > dayUnits || m.minute.mostUnits > minuteUnits {
		s.breach("%d requests and %d quota units in a day, %d units in a minute", m.day.mostRequests, m.day.mostUnits, m.minute.mostUnits)
	}
}

// troubled reports whether some calls meet a fault. The mutex is held.
func (s *sim) troubled() bool {
	for _, t := range s.trouble.active {
		if s.google().Before(t.until) {
			return true
		}
	}
	return false
}

const (
	// A wait that Google names binds everybody for an hour at most, and a push
	// may have been lost just before that.
	calmDown = 2 * time.Hour
	// Nobody knows that Gmail may not publish any more before mail comes that no
	// push announced; then the watch is renewed, an hour after the last time at
	// the earliest.
	pushesBack = 80 * time.Minute
	// A connection that is dead without a word is found by a probe.
	probed = 80 * time.Second
)

// checkCalm mends everything but the clock, lets time pass in which nobody
// helps, and checks what must be true then.
func (s *sim) checkCalm() {
	s.mend()
	defer func() { s.calm = false }()
	s.wait(calmDown)
	s.checkTold()
	s.deliver()
	s.wait(pushesBack)
	s.checkTold()

	s.checkPrompt()
	s.changeNetwork()
	s.wait(probed)
	s.checkPrompt()

	s.mu.Lock()
	defer s.mu.Unlock()
	if _, ok := s.Watch(ada); !ok {
		s.breach("there is no watch")
	}
	if st := s.status; st.Phase != mailsync.Push || st.Held != 0 || st.Muted || st.Unsaved != nil {
		s.breach("all is well, and the status is %+v", st)
	}
	if st, n := s.status, s.countUnread(); st.Unread != n {
		s.breach("%d are unread, and the status says %d", n, st.Unread)
	}
}

// checkPrompt checks that mail is told at once.
func (s *sim) checkPrompt() {
	l := s.arrive([]string{mail.Inbox, mail.Unread})
	s.wait(time.Second)
	s.checkTold()
	s.mu.Lock()
	defer s.mu.Unlock()
	if l.due && l.told == 0 {
		s.breach("%s was not told at once", l.name)
	}
}

// mend ends all that was wrong, and has the app run.
func (s *sim) mend() {
	s.say("all is mended")
	s.calm = true
	s.agenda = nil
	s.mu.Lock()
	s.trouble.active, s.trouble.shortPages = nil, false
	s.disk.full = false
	s.mu.Unlock()
	s.network.Store(online)
	s.LagHistory(0)
	s.mendPushes()
	s.bringServer()
	if s.app != nil {
		s.app.fuse.Store(0)
		s.resume()
	}
	s.wait(0)
	if s.app == nil {
		s.signIn()
		s.start()
		s.resume()
	}
}

// checkTold checks that what is to be told was, and that what is on the screen
// has its reason there.
func (s *sim) checkTold() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, l := range s.mailbox.letters {
		if l.due && l.told == 0 {
			s.breach("%s was never told", l.name)
		}
	}
	for _, n := range s.screen.notes {
		live := n.orphan
		for _, id := range n.messages {
			live = live || s.mailbox.byID[id].tellable(s.labels)
		}
		if !live {
			s.breach("a notification is left for %s", s.names(n.messages))
		}
	}
	if len(s.screen.unsaved.told) > 0 {
		s.breach("it is not written down that %s was told", s.names(s.screen.unsaved.told))
	}
}

// countUnread counts the first label's unread letters. The mutex is held.
func (s *sim) countUnread() (n int) {
	for _, l := range s.Letters(ada) {
		m := mail.Message{Labels: l.Labels}
		if m.Has(s.labels[0]) && m.Has(mail.Unread) {
			n++
		}
	}
	return n
}
