package sync

import (
	"maps"
	"slices"
	"time"

	"lettertray/internal/mail"
)

// State is what one account's engine must remember between runs. It holds no
// sender, subject or text.
type State struct {
	Cursor     mail.HistoryID       `json:"cursor"`            // history up to here is told or held; zero before the first look
	Reconciled time.Time            `json:"reconciled"`        // Google's clock at the last successful look
	Renewed    time.Time            `json:"renewed"`           // when the watch was last renewed, by our clock
	Ends       time.Time            `json:"ends"`              // when Gmail ends the watch
	Topic      string               `json:"topic,omitempty"`   // where the watch publishes to
	Watched    []string             `json:"watched,omitempty"` // ids of the labels that the watch is for
	Told       map[string]time.Time `json:"told,omitempty"`    // message ids that were told, and when by Google's clock
	Held       []string             `json:"held,omitempty"`    // message ids to tell later, oldest first
	Paused     *Pause               `json:"paused,omitempty"`  // nil: not paused
	Shown      []mail.Shown         `json:"shown,omitempty"`   // notifications on the screen
	Gone       []string             `json:"gone,omitempty"`    // message ids whose notification could not be withdrawn yet
}

// A Pause holds mail back. A zero Until is a pause until the person resumes.
type Pause struct {
	Until time.Time `json:"until,omitzero"`
}

const (
	toldFor = 30 * 24 * time.Hour // longer than Gmail keeps history, so an id cannot come back as news
	toldMax = 5000                // bounds the file at some 200 kB
)

// tell notes that the message was told at a time of Google's clock.
func (s *State) tell(id string, at time.Time) {
	if s.Told == nil {
		s.Told = map[string]time.Time{}
	}
	s.Told[id] = at
}

// told reports whether the message was told already.
func (s *State) told(id string) bool {
	_, ok := s.Told[id]
	return ok
}

// unhold forgets held messages that have gone.
func (s *State) unhold(gone map[string]bool) {
	s.Held = slices.DeleteFunc(s.Held, func(id string) bool { return gone[id] })
}

// show notes what is on the screen. A message told again has replaced its
// notification; one without a handle cannot be withdrawn.
func (s *State) show(shown []mail.Shown) {
	for _, n := range shown {
		if n.Handle == "" {
			continue
		}
		s.Shown = slices.DeleteFunc(s.Shown, func(old mail.Shown) bool { return old.Handle == n.Handle })
		s.Shown = append(s.Shown, n)
	}
}

// withdraw takes the gone messages out of what is on the screen, and returns
// the notifications that tell of nothing any more.
func (s *State) withdraw(gone map[string]bool) (empty []mail.Shown) {
	if len(gone)+len(s.Gone) == 0 {
		return nil
	}
	var left []mail.Shown
	for _, n := range s.Shown {
		rest := slices.DeleteFunc(minus(n.Messages, s.Gone), func(id string) bool { return gone[id] })
		if len(rest) == 0 {
			empty = append(empty, n)
			continue
		}
		n.Messages = rest
		left = append(left, n)
	}
	s.Shown, s.Gone = left, nil
	return empty
}

// stay puts back what could not be withdrawn.
func (s *State) stay(empty []mail.Shown) {
	s.Shown = append(s.Shown, empty...)
	for _, n := range empty {
		s.Gone = append(s.Gone, n.Messages...)
	}
}

// shownMax bounds what is remembered as being on the screen: no notification
// server keeps more, and the oldest have long expired.
const shownMax = 200

// prune forgets what is too old to matter. Google's clock decides: ours may be
// set forward by years for a while.
func (s *State) prune() {
	maps.DeleteFunc(s.Told, func(_ string, at time.Time) bool { return s.Reconciled.Sub(at) > toldFor })
	if over := len(s.Told) - toldMax; over > 0 {
		oldest := slices.SortedFunc(maps.Keys(s.Told), func(a, b string) int { return s.Told[a].Compare(s.Told[b]) })
		for _, id := range oldest[:over] {
			delete(s.Told, id)
		}
	}
	if over := len(s.Shown) - shownMax; over > 0 {
		s.Shown = slices.Delete(s.Shown, 0, over)
	}
}
