package sync

import (
	"slices"
	"time"

	"lettertray/internal/mail"
)

// Telling says which mail is told, and when. The zero value tells what comes to
// the inbox, at any time.
type Telling struct {
	Labels  []string // ids: mail in any of these is told; empty: INBOX
	Without []string // ids: mail with any of these is not
	Only    string   // an id that a mail must have as well; empty: none
	Returns bool     // mail that comes back to a watched label is told again
	Ruled   bool     // Sender may say other than usually
	// Sender says what holds for mail from an address; nil: the usual.
	Sender func(address string) Tell
	// Quiet reports whether nothing is told at now, and until when; nil: never.
	Quiet func(now time.Time) (until time.Time, quiet bool)
}

// Tell is what holds for mail from one sender.
type Tell int

const (
	TellUsually  Tell = iota
	TellAlways        // whatever Without and Only say
	TellNever         // not at all
	TellSilently      // without a sound
)

// Tell has the engine follow other wishes from now on. The last ones win.
func (e *Engine) Tell(t Telling) {
	e.tellings.Store(&t)
	e.Poke(changed)
}

func (t Telling) sender(address string) Tell {
	if t.Sender == nil {
		return TellUsually
	}
	return t.Sender(address)
}

// left says why mail with these labels is left out; empty: it is not. Labels
// that are not known leave nothing out.
func (t Telling) left(labels []string) Rule {
	switch {
	case len(labels) == 0:
		return ""
	case slices.ContainsFunc(t.Without, func(l string) bool { return slices.Contains(labels, l) }):
		return SkippedLabel
	case t.Only != "" && !slices.Contains(labels, t.Only):
		return SkippedOnly
	}
	return ""
}

// judge says why a message, as it is now, is not told; empty: it is.
func (t Telling) judge(m mail.Message) Rule {
	if !wanted(m, t.Labels) {
		return skipped(m.Labels, t.Labels)
	}
	switch t.sender(m.From.Address) {
	case TellNever:
		return SkippedRule
	case TellAlways:
		return ""
	}
	return t.left(m.Labels)
}

// adopt takes over the last wishes, and reports whether other mail than before
// is watched.
func (e *Engine) adopt() (rewatch bool) {
	next := e.tellings.Swap(nil)
	if next == nil {
		return false
	}
	before := e.telling.Labels
	e.telling = next.whole()
	return !slices.Equal(before, e.telling.Labels)
}

// whole fills in what the zero value leaves out.
func (t Telling) whole() Telling {
	if len(t.Labels) == 0 {
		t.Labels = []string{mail.Inbox}
	}
	return t
}

// hush takes in whether it is quiet now, and reports whether that has ended.
func (e *Engine) hush() (ended bool) {
	before := e.quiet
	e.quiet, e.quietUntil = false, time.Time{}
	if e.telling.Quiet != nil {
		e.quietUntil, e.quiet = e.telling.Quiet(e.Now())
	}
	return before && !e.quiet
}
