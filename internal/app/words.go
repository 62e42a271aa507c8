package app

import (
	"errors"
	"strings"
	"time"

	"lettertray/auth"
	"lettertray/internal/mail"
	"lettertray/internal/words"
	mailsync "lettertray/sync"
)

// advice says what happened and what to do next, and where; the link may be
// empty.
func advice(err error) (say words.Message, link string) {
	if f, ok := errors.AsType[*mail.Failure](err); ok {
		link = f.Link
	}
	if say := auth.Say(err); !say.None() {
		return say, link
	}
	if errors.Is(err, errNoHolder) {
		return words.NoPubSubAccount.About(), ""
	}
	return failureText(mail.KindOf(err), link).About(), link
}

func failureText(k mail.Kind, link string) words.Text {
	switch k {
	case mail.RateLimited:
		return words.RateLimited
	case mail.QuotaSpent:
		return words.QuotaSpent
	case mail.SignedOut:
		return words.SignInOver
	case mail.APIDisabled:
		if strings.Contains(link, "pubsub") {
			return words.PubSubDisabled
		}
		return words.GmailDisabled
	case mail.ScopeMissing:
		return words.ScopeMissing
	case mail.AdminBlocked:
		return words.AdminBlocked
	case mail.OtherWatch:
		return words.OtherWatch
	case mail.TopicMissing, mail.NotFound:
		return words.TopicMissing
	case mail.GrantMissing:
		return words.GrantMissing
	case mail.Refused:
		return words.Refused
	}
	return words.Unreachable
}

// statusAdvice says what is wrong with an account's mail or its pushes, what to
// do, and where.
func statusAdvice(s mailsync.Status) (say words.Message, link string) {
	if s.Err == nil {
		return words.Message{}, ""
	}
	say, link = advice(s.Err)
	if s.Phase != mailsync.Polling || errors.Is(s.Err, errNoHolder) {
		return say, link
	}
	switch mail.KindOf(s.Err) {
	case mail.OtherWatch: // says so itself
		return say, link
	case mail.Refused:
		say = words.PubSubRefused.About()
	case mail.ScopeMissing:
		say = words.PubSubNotCovered.About()
	}
	return words.LooksMeanwhile.About(say), link
}

// A phase is what a state of an account is called: in a status line, and by
// other programs, for which it never changes.
type phase struct {
	text words.Text
	name string
}

var phases = map[mailsync.Phase]phase{
	mailsync.Starting:  {words.Connecting, "connecting"},
	mailsync.Push:      {words.Push, "push"},
	mailsync.Polling:   {words.Polling, "polling"},
	mailsync.Offline:   {words.Offline, "offline"},
	mailsync.NeedsYou:  {words.NeedsYou, "needs you"},
	mailsync.SignedOut: {words.SignedOut, "signed out"},
}

// paused is the state of an account whose notifications are paused, whatever
// its phase.
var paused = phase{words.Paused, "paused"}

// pausedWords say how long a pause lasts, as seen at now.
func pausedWords(l *words.Locale, p mailsync.Pause, now time.Time) string {
	if p.Until.IsZero() {
		return l.Say(words.Paused)
	}
	return l.Say(words.PausedUntil, l.Clock(p.Until, now))
}

// ageWords say how long ago something was: in the first hour by so large steps.
func ageWords(l *words.Locale, at, now time.Time, step time.Duration) string {
	switch d := now.Sub(at); {
	case d < step:
		return l.Say(words.JustNow)
	case d < time.Hour:
		return l.Say(words.Minutes, int(d.Truncate(step).Minutes()))
	case d < 24*time.Hour:
		return l.Say(words.Hours, int(d.Hours()))
	}
	return l.Count(words.Days, int(now.Sub(at).Hours()/24))
}

// unreadWords count unread mail; empty where there is none or nobody knows.
func unreadWords(l *words.Locale, n int) string {
	if n <= 0 {
		return ""
	}
	return l.Count(words.Unread, n)
}

// firstSentence is where a status line has no room for more.
func firstSentence(say string) string {
	first, _, _ := strings.Cut(say, ". ")
	return strings.TrimSuffix(first, ".")
}
