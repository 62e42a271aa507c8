package sync

import (
	"slices"

	"lettertray/internal/mail"
)

// A Rule says in words why a message was told or not. It holds nothing of the
// message.
type Rule string

const (
	Told         Rule = "told"
	Summed       Rule = "told in a summary, since many came at once"
	Digested     Rule = "told in the digest after a pause"
	Wordless     Rule = "told without its words, since it could not be read"
	HeldPaused   Rule = "held, since notifications are paused"
	HeldQuiet    Rule = "held, since these are quiet hours"
	HeldAway     Rule = "held, since no notification service answers"
	SkippedRead  Rule = "not told, since it was read already"
	SkippedPlace Rule = "not told, since it is in no watched label"
	SkippedOwn   Rule = "not told, since the person wrote it"
	SkippedBin   Rule = "not told, since it is in spam or in the bin"
	SkippedLabel Rule = "not told, since a label of it is left out by the settings"
	SkippedOnly  Rule = "not told, since the settings tell only primary or important mail"
	SkippedRule  Rule = "not told, since the settings say so of its sender"
	SkippedGone  Rule = "not told, since it was deleted"
	Withdrawn    Rule = "withdrawn, since it was read or has left"
)

// skipped says why a message with these labels is not told.
func skipped(labels, watched []string) Rule {
	switch {
	case written(labels):
		return SkippedOwn
	case binned(labels):
		return SkippedBin
	case !slices.ContainsFunc(watched, func(l string) bool { return slices.Contains(labels, l) }):
		return SkippedPlace
	}
	return SkippedRead
}

// decide reports a rule for each of the messages.
func (e *Engine) decide(r Rule, ids ...string) {
	for _, id := range ids {
		e.Decided(id, r)
	}
}

// decideOn reports the rule by which the batch's messages were told.
func (e *Engine) decideOn(b mail.Batch) {
	one, rest := Told, Summed
	if b.Digest {
		one, rest = Digested, Digested
	}
	for _, m := range b.Messages {
		r := one
		if len(m.Labels) == 0 {
			r = Wordless
		}
		if e.state.told(m.ID) {
			e.decide(r, m.ID)
		}
	}
	for _, id := range b.More {
		if e.state.told(id) {
			e.decide(rest, id)
		}
	}
}
