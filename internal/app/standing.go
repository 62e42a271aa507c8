package app

import (
	"strings"

	"lettertray/internal/words"
	mailsync "lettertray/sync"
	"lettertray/tray"
)

// statusLine is the line on top of the menu: "ada@gmail.com · push · looked
// 12:03".
func statusLine(v view) string {
	switch {
	case v.SigningIn:
		return v.Words.Say(words.WaitingForBrowser)
	case !v.Trouble.None():
		return v.Words.Say(words.NeedsYou) + ": " + firstSentence(v.Words.Tell(v.Trouble))
	case len(v.Accounts) == 0 && !v.Client:
		return v.Words.Say(words.NotSetUpLine)
	case len(v.Accounts) == 0:
		return v.Words.Say(words.NotSignedIn)
	case len(v.Accounts) == 1:
		return accountLine(v.Accounts[0], v)
	}
	worst := v.Accounts[0]
	for _, a := range v.Accounts[1:] {
		if rank[accountIcon(a)] > rank[accountIcon(worst)] {
			worst = a
		}
	}
	if i := accountIcon(worst); i == tray.Attention || i == tray.Offline {
		return accountLine(worst, v)
	}
	return v.Words.Say(words.Accounts, len(v.Accounts)) + " · " + strings.Join(standing(worst, v), " · ")
}

// accountLine says in one line how an account is doing.
func accountLine(a accountView, v view) string {
	return strings.Join(append([]string{a.Address}, standing(a, v)...), " · ")
}

// standing says how an account is doing, without its name.
func standing(a accountView, v view) (parts []string) {
	l := v.Words
	switch {
	case a.Out:
		return []string{l.Say(words.SignedOut)}
	case !a.Why.None():
		return []string{l.Say(words.KeyringAway)}
	case a.Status.Paused != nil:
		parts = append(parts, pausedWords(l, *a.Status.Paused, v.Now))
	case a.Status.Quiet:
		parts = append(parts, l.Say(words.QuietHours))
	}
	doing := l.Say(phases[a.Status.Phase].text)
	if more := a.reason(); !more.None() && a.Status.Phase == mailsync.NeedsYou {
		return append(parts, doing+": "+firstSentence(l.Tell(more)))
	}
	parts = append(parts, doing)
	if !a.Status.Looked.IsZero() {
		parts = append(parts, l.Say(words.Looked, l.Clock(a.Status.Looked, v.Now)))
	}
	return parts
}

// reason says in whole sentences why things are not well, and what to do; none
// where they are.
func (v view) reason() words.Message {
	switch {
	case !v.Trouble.None():
		return v.Trouble
	case len(v.Accounts) == 0 && !v.Client:
		return words.NoClient.About()
	}
	for _, a := range v.Accounts {
		if say := a.reason(); !say.None() {
			return say
		}
	}
	return words.Message{}
}

func (a accountView) reason() words.Message {
	switch s := a.Status; {
	case !a.Why.None():
		return a.Why
	case s.Unsaved != nil:
		return words.Unwritable.About()
	case s.Err != nil:
		say, _ := statusAdvice(s)
		return say
	case s.Muted:
		return words.NoService.About()
	case s.SetAside != nil:
		return words.SetAside.About()
	}
	return a.Unkept
}

// cure is the page where the person can cure what is wrong; empty: there is
// none.
func (a accountView) cure() string {
	if a.Out || !a.Why.None() {
		return ""
	}
	_, link := statusAdvice(a.Status)
	return link
}
