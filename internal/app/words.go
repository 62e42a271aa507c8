package app

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"lettertray/auth"
	"lettertray/internal/mail"
	mailsync "lettertray/sync"
)

const (
	wordOpen     = "Open"
	wordMarkRead = "Mark as read"
	wordArchive  = "Archive"
)

const noClient = "Lettertray needs an OAuth client of your own Google Cloud project. " +
	"The README says how to make one in a few minutes; then run: lettertray --client FILE"

// advice says what happened and what to do next, and where; the link may be
// empty.
func advice(err error) (say, link string) {
	if f, ok := errors.AsType[*mail.Failure](err); ok {
		link = f.Link
	}
	if say := auth.Say(err); say != "" {
		return say, link
	}
	if errors.Is(err, errNoHolder) {
		return "No account's sign-in covers Pub/Sub, so Lettertray looks once a minute. Sign in again and leave that box ticked.", ""
	}
	switch mail.KindOf(err) {
	case mail.RateLimited:
		return "Google asks to wait a little. Lettertray goes on by itself.", link
	case mail.QuotaSpent:
		return "The project's quota for today is used up. Lettertray tries again every hour.", link
	case mail.SignedOut:
		return "Google has ended this sign-in. Choose “Sign in…” in the menu; your settings are kept.", link
	case mail.APIDisabled:
		name := "The Gmail API"
		if strings.Contains(link, "pubsub") {
			name = "The Pub/Sub API"
		}
		return name + " is not enabled in your Google Cloud project. Open its page, enable it, then choose “Resync now”.", link
	case mail.ScopeMissing:
		return "The sign-in does not cover this. Sign out here, sign in again, and leave all boxes ticked.", link
	case mail.AdminBlocked:
		return "An administrator's policy forbids it. Ask the administrator to allow Lettertray's OAuth client.", link
	case mail.OtherWatch:
		return "Another program watches this mailbox through the same project. Give Lettertray a project of its own, or stop the other one. Until then Lettertray looks once a minute.", link
	case mail.TopicMissing, mail.NotFound:
		return "The Pub/Sub topic or subscription is missing. Lettertray makes it again.", link
	case mail.GrantMissing:
		return "Gmail may not publish to the topic yet. That takes a minute or two after the set-up.", link
	case mail.Refused:
		return "Google refused a request that should have worked. Choose “Resync now”; if it stays, the log says more.", link
	}
	return "Google cannot be reached, or has trouble. Lettertray tries again by itself.", link
}

// statusAdvice says what is wrong with an account's mail or its pushes, what to
// do, and where.
func statusAdvice(s mailsync.Status) (say, link string) {
	if s.Err == nil {
		return "", ""
	}
	say, link = advice(s.Err)
	if s.Phase != mailsync.Polling || errors.Is(s.Err, errNoHolder) {
		return say, link
	}
	switch mail.KindOf(s.Err) {
	case mail.Refused:
		say = "Your Google account may not use Pub/Sub in this project: it needs the rights of an owner or editor there."
	case mail.ScopeMissing:
		say = "The sign-in does not cover Pub/Sub. Sign in again and leave that box ticked."
	}
	return say + " Until then Lettertray looks once a minute.", link
}

// phaseWord is what the status line calls a phase.
func phaseWord(p mailsync.Phase) string {
	switch p {
	case mailsync.Push:
		return "push"
	case mailsync.Polling:
		return "polling"
	case mailsync.Offline:
		return "offline"
	case mailsync.NeedsYou:
		return "needs you"
	case mailsync.SignedOut:
		return "signed out"
	}
	return "connecting"
}

// pausedWord says how long a pause lasts, as seen at now.
func pausedWord(p mailsync.Pause, now time.Time) string {
	if p.Until.IsZero() {
		return "paused"
	}
	return "paused until " + clock(p.Until, now)
}

// clock writes a time of day, with the day where that is not today.
func clock(t, now time.Time) string {
	t = t.In(now.Location())
	switch d := t.Sub(now).Abs(); {
	case t.Format(time.DateOnly) == now.Format(time.DateOnly):
		return t.Format("15:04")
	case d < 6*24*time.Hour:
		return t.Format("Mon 15:04")
	}
	return t.Format("2 Jan 15:04")
}

// ageWord says how long ago something was, roughly.
func ageWord(at, now time.Time) string {
	switch d := now.Sub(at); {
	case d < 15*time.Minute:
		return "just now"
	case d < time.Hour:
		return fmt.Sprintf("%d min", int(d.Minutes())/15*15)
	case d < 24*time.Hour:
		return fmt.Sprintf("%d h", int(d.Hours()))
	}
	return fmt.Sprintf("%d d", int(now.Sub(at).Hours()/24))
}

// unreadWord counts unread mail in words; empty where there is none or nobody
// knows.
func unreadWord(n int) string {
	switch {
	case n <= 0:
		return ""
	case n == 1:
		return "1 unread"
	}
	return fmt.Sprintf("%d unread", n)
}
