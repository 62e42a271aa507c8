//go:build !race

package sync_test

import (
	"fmt"
	"slices"
	"time"

	"lettertray/internal/fakegoogle"
	"lettertray/internal/mail"
)

// project is the person's first own label.
const project = "Label_1"

// A mailbox is what happened to each letter, as far as it decides what is to be
// told. Google has the rest.
type mailbox struct {
	letters []*letter
	byID    map[string]*letter
	lost    uint64 // history before is lost, and the app has not yet gone on from there; zero: it is not
}

// A letter is one mail.
type letter struct {
	id, name string
	date     time.Time // Gmail's internalDate
	labels   []string
	gone     bool // deleted
	due      bool // came into a watched label unread, and has stayed so
	moved    bool // came by being moved there, and not by arriving
	told     int
	spare    int // how much more often than once it may be told
}

// tellable reports whether the letter, as it is now, may be told.
func (l *letter) tellable(watched []string) bool {
	has := func(label string) bool { return slices.Contains(l.labels, label) }
	return !l.gone && has(mail.Unread) && slices.ContainsFunc(watched, has) &&
		!slices.ContainsFunc([]string{mail.Sent, mail.Draft, mail.Spam, mail.Trash}, has)
}

// arrivals are the labels that a letter may come with.
var arrivals = [][]string{
	{mail.Sent}, {mail.Draft}, {mail.Spam, mail.Unread}, {mail.Inbox}, {mail.Unread, "CATEGORY_PROMOTIONS"},
	{project, mail.Unread}, {project, mail.Inbox, mail.Unread}, {mail.Inbox, mail.Unread, mail.Sent},
}

// deliver has a letter come in.
func (s *sim) deliver() { s.arrive([]string{mail.Inbox, mail.Unread}) }

// deliverOdd has a letter come that is not simply new in the inbox.
func (s *sim) deliverOdd() { s.arrive(arrivals[s.rng.IntN(len(arrivals))]) }

// burst has many letters come at once.
func (s *sim) burst() {
	for range 2 + s.rng.IntN(25) {
		s.deliver()
	}
}

// deliverLate has a letter come whose date lies before the moment it shows up.
func (s *sim) deliverLate() {
	s.arriveAt([]string{mail.Inbox, mail.Unread}, s.google().Add(-time.Duration(s.rng.IntN(50))*time.Minute))
}

func (s *sim) arrive(labels []string) *letter { return s.arriveAt(labels, s.google()) }

func (s *sim) arriveAt(labels []string, date time.Time) *letter {
	s.mu.Lock()
	defer s.mu.Unlock()
	l := &letter{name: fmt.Sprintf("letter-%d", len(s.mailbox.letters)+1), labels: labels, date: date}
	s.note("%s arrives with %v", l.name, labels)
	l.id = s.Deliver(ada, fakegoogle.Letter{FromName: "Grace", FromAddress: "grace@navy.example", Subject: l.name, Labels: labels, Date: date})
	l.due = l.tellable(s.labels)
	s.mailbox.add(l)
	return l
}

func (m *mailbox) add(l *letter) {
	m.letters = append(m.letters, l)
	if m.byID == nil {
		m.byID = map[string]*letter{}
	}
	m.byID[l.id] = l
}

// change takes and gives labels of a random letter that has a label.
func (s *sim) change(having string, add, remove []string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if l := s.anyLetter(having); l != nil {
		s.relabel(l, add, remove)
	}
}

// relabel takes and gives labels. The mutex is held.
func (s *sim) relabel(l *letter, add, remove []string) {
	was := l.labels
	l.labels = slices.DeleteFunc(slices.Clone(was), func(x string) bool { return slices.Contains(remove, x) })
	for _, x := range add {
		if !slices.Contains(l.labels, x) {
			l.labels = append(l.labels, x)
		}
	}
	s.note("%s: plus %v, minus %v", l.name, add, remove)
	entered := slices.ContainsFunc(s.labels, func(x string) bool { return slices.Contains(l.labels, x) && !slices.Contains(was, x) })
	switch {
	case !l.tellable(s.labels):
		l.due = false
	case !l.due && entered:
		l.due, l.moved = true, true
	}
	if err := s.Modify(ada, l.id, add, remove); err != nil {
		s.breach("the test's picture of the mailbox is wrong: %v", err)
	}
}

// erase deletes a random letter for good.
func (s *sim) erase() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if l := s.anyLetter(""); l != nil {
		s.note("%s is deleted", l.name)
		l.gone, l.due = true, false
		if err := s.Delete(ada, l.id); err != nil {
			s.breach("the test's picture of the mailbox is wrong: %v", err)
		}
	}
}

// readAll has the person clear the inbox on another computer.
func (s *sim) readAll() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.note("everything is read")
	for _, l := range s.mailbox.letters {
		if !l.gone && slices.Contains(l.labels, mail.Unread) {
			s.relabel(l, nil, []string{mail.Unread})
		}
	}
}

// anyLetter is a letter with the label, one of the newest as a rule. The mutex
// is held.
func (s *sim) anyLetter(having string) *letter {
	var some []*letter
	for _, l := range slices.Backward(s.mailbox.letters) {
		if !l.gone && (having == "" || slices.Contains(l.labels, having)) {
			some = append(some, l)
		}
	}
	if len(some) == 0 {
		return nil
	}
	return some[min(int(s.rng.ExpFloat64()*5), len(some)-1)]
}

// loseHistory takes in that what happened up to now is not to be found in
// history any more. Until the app has gone on without it, mail that is moved
// looks like old mail, and nobody promises to find it. The mutex is held.
func (s *sim) loseHistory() { s.mailbox.lost = s.HistoryID(ada) }

// goOn takes in that the app's cursor stands there. The mutex is held.
func (s *sim) goOn(cursor mail.HistoryID) {
	if s.mailbox.lost == 0 || uint64(cursor) < s.mailbox.lost {
		return
	}
	s.mailbox.lost = 0
	for _, l := range s.mailbox.letters {
		if l.moved && l.told == 0 {
			l.due = false
		}
	}
}

// forgetAll takes in that the app believes to have started for the first time:
// it announces no old mail. The mutex is held.
func (s *sim) forgetAll() {
	for _, l := range s.mailbox.letters {
		if l.told == 0 {
			l.due = false
		}
	}
}
