package app

import (
	"errors"
	"strings"

	"lettertray/internal/words"
	"lettertray/tray"
)

// statusLine says in one line how things are: "ada@gmail.com · push · looked
// 12:03". With why, it begins to say what the person must do where they must.
func statusLine(v view, why bool) string {
	l := v.Words
	switch {
	case v.SigningIn:
		return l.Say(words.WaitingForBrowser)
	case !v.Trouble.None() && why:
		return l.Say(words.NeedsYou) + ": " + firstSentence(l.Tell(v.Trouble))
	case !v.Trouble.None():
		return l.Say(words.NeedsYou)
	case len(v.Accounts) == 0 && !v.Client:
		return l.Say(words.NotSetUpLine)
	case len(v.Accounts) == 0:
		return l.Say(words.NotSignedIn)
	case len(v.Accounts) == 1:
		return accountLine(v.Accounts[0], v, why)
	}
	worst := v.worst()
	if i := accountIcon(worst); i == tray.Attention || i == tray.Offline {
		return accountLine(worst, v, why)
	}
	return l.Say(words.Accounts, len(v.Accounts)) + " · " + strings.Join(standing(worst, v, why), " · ")
}

// accountLine says in one line how an account is doing.
func accountLine(a accountView, v view, why bool) string {
	return strings.Join(append([]string{a.Address}, standing(a, v, why)...), " · ")
}

// standing says how an account is doing, without its name.
func standing(a accountView, v view, why bool) (parts []string) {
	l, s := v.Words, a.Status
	switch {
	case a.Out:
		return []string{l.Say(words.SignedOut)}
	case !a.Why.None():
		return []string{l.Say(words.NeedsYou) + ": " + firstSentence(l.Tell(a.Why))}
	case s.Paused != nil:
		parts = append(parts, pausedWords(l, *s.Paused, v.Now))
	case s.Quiet && s.QuietEnd.IsZero():
		parts = append(parts, l.Say(words.QuietHours))
	case s.Quiet:
		parts = append(parts, l.Say(words.QuietUntil, l.Clock(s.QuietEnd, v.Now)))
	}
	if s.Held > 0 {
		parts = append(parts, l.Say(words.HeldBack, s.Held))
	}
	doing := l.Say(phases[s.Phase].text)
	if more := a.reason(); why && !more.None() && accountIcon(a) == tray.Attention {
		return append(parts, doing+": "+firstSentence(l.Tell(more)))
	}
	parts = append(parts, doing)
	if !s.Looked.IsZero() {
		parts = append(parts, l.Say(words.Looked, l.Clock(s.Looked, v.Now)))
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
	case len(v.Accounts) == 0:
		return words.Message{}
	}
	if say := v.worst().reason(); !say.None() {
		return say
	}
	for _, a := range v.Accounts { // which need the person less, and yet
		if say := a.reason(); !say.None() {
			return say
		}
	}
	return words.Message{}
}

// worst is the account whose state the icon shows; the first of several. There
// must be one.
func (v view) worst() accountView {
	worst := v.Accounts[0]
	for _, a := range v.Accounts[1:] {
		if rank[accountIcon(a)] > rank[accountIcon(worst)] {
			worst = a
		}
	}
	return worst
}

func (a accountView) reason() words.Message {
	switch s := a.Status; {
	case !a.Why.None():
		return a.Why
	case s.Unsaved != nil:
		return words.Unwritable.About()
	case a.Lost != "" && errors.Is(s.Err, errNoHolder):
		return words.HolderOut.About(a.Lost)
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
