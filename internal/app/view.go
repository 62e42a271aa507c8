package app

import (
	"fmt"
	"strings"
	"time"

	"lettertray/internal/config"
	"lettertray/internal/mail"
	mailsync "lettertray/sync"
	"lettertray/tray"
)

// A view is all that the tray's state is made from.
type view struct {
	Client    bool // an OAuth client file is there
	Accounts  []accountView
	SigningIn bool
	Trouble   string // words for what concerns no account; empty: nothing
	Show      config.Show
	AtLogin   *bool // nil: not offered
	Now       time.Time
}

// An accountView is what there is to say of one account.
type accountView struct {
	Address string
	Access  string
	Out     bool   // it must sign in again
	Why     string // words for what keeps it from connecting; empty: nothing
	Status  mailsync.Status
	Meter   meter
}

// trayState says what the tray shows.
func trayState(v view) tray.State {
	line := statusLine(v)
	tip := []string{line}
	unread := v.unread()
	if n := unreadWord(unread); n != "" {
		tip = []string{n, line}
	}
	if more := v.reason(); more != "" {
		tip = append(tip, more)
	}
	s := tray.State{
		Icon:      icon(v),
		Number:    unread,
		Status:    line,
		Tooltip:   strings.Join(tip, " · "),
		SigningIn: v.SigningIn,
		Paused:    v.paused(),
		AtLogin:   v.AtLogin,
		Settings:  true,
	}
	var all []tray.Account
	for _, a := range v.Accounts {
		all = append(all, trayAccount(a, v))
	}
	s.MoreAccounts = len(all) - copy(s.Accounts[:], all)
	return s
}

// trayAccount says what the menu shows of an account.
func trayAccount(a accountView, v view) tray.Account {
	t := tray.Account{Address: a.Address, Status: accountLine(a, v.Now), Unread: max(a.Status.Unread, 0), NeedsSignIn: a.Out, Access: a.Access}
	if v.Show.Stricter(config.ShowSender) == config.ShowCount {
		return t
	}
	var letters []tray.Letter
	for _, m := range a.Status.Newest {
		letters = append(letters, tray.Letter{ID: m.ID, Text: letterLine(m, v)})
	}
	copy(t.Newest[:], letters)
	return t
}

// letterLine is a letter's line in the menu: who, about what, how long ago.
func letterLine(m mail.Message, v view) string {
	parts := []string{m.From.String()}
	if v.Show == config.ShowFull {
		parts = append(parts, m.Subject)
	}
	return strings.Join(append(parts, ageWord(m.Date, v.Now)), " · ")
}

// unread is the sum of all accounts' unread mail that is known.
func (v view) unread() (n int) {
	for _, a := range v.Accounts {
		n += max(a.Status.Unread, 0)
	}
	return n
}

// paused reports whether notifications are paused. A pause is everybody's.
func (v view) paused() bool {
	for _, a := range v.Accounts {
		if a.Status.Paused != nil {
			return true
		}
	}
	return false
}

// icon picks the picture: what the person must do goes before what they chose,
// and that before how things are.
func icon(v view) tray.Icon {
	worst := tray.Fine
	for _, a := range v.Accounts {
		if i := accountIcon(a); rank[i] > rank[worst] {
			worst = i
		}
	}
	switch {
	case v.Trouble != "", len(v.Accounts) == 0 && !v.SigningIn:
		return tray.Attention
	case len(v.Accounts) == 0:
		return tray.Offline
	}
	return worst
}

// rank orders the icons by how much the person should know of them.
var rank = map[tray.Icon]int{tray.Fine: 0, tray.Unread: 1, tray.Offline: 2, tray.Paused: 3, tray.Attention: 4}

func accountIcon(a accountView) tray.Icon {
	switch s := a.Status; {
	case a.Out, a.Why != "", s.Phase == mailsync.NeedsYou, s.Unsaved != nil, s.Phase == mailsync.Polling && mail.Curable(s.Err):
		return tray.Attention
	case s.Paused != nil:
		return tray.Paused
	case s.Phase == mailsync.Offline, s.Phase == mailsync.Starting, s.Phase == mailsync.Polling && s.Err != nil:
		return tray.Offline
	case s.Unread > 0:
		return tray.Unread
	}
	return tray.Fine
}

// statusLine is the line on top of the menu: "ada@gmail.com · push · looked
// 12:03".
func statusLine(v view) string {
	switch {
	case v.SigningIn:
		return "Waiting for your browser…"
	case len(v.Accounts) == 0 && !v.Client:
		return "Not set up: lettertray --client FILE"
	case len(v.Accounts) == 0:
		return "Not signed in"
	case len(v.Accounts) == 1:
		return accountLine(v.Accounts[0], v.Now)
	}
	worst := v.Accounts[0]
	for _, a := range v.Accounts[1:] {
		if rank[accountIcon(a)] > rank[accountIcon(worst)] {
			worst = a
		}
	}
	if i := accountIcon(worst); i == tray.Attention || i == tray.Offline {
		return accountLine(worst, v.Now)
	}
	return fmt.Sprintf("%d accounts · %s", len(v.Accounts), strings.Join(standing(worst, v.Now), " · "))
}

// accountLine says in one line how an account is doing.
func accountLine(a accountView, now time.Time) string {
	return strings.Join(append([]string{a.Address}, standing(a, now)...), " · ")
}

// standing says how an account is doing, without its name.
func standing(a accountView, now time.Time) (parts []string) {
	switch {
	case a.Out:
		return []string{"signed out"}
	case a.Why != "":
		return []string{"keyring out of reach"}
	case a.Status.Paused != nil:
		parts = append(parts, pausedWord(*a.Status.Paused, now))
	case a.Status.Quiet:
		parts = append(parts, "quiet hours")
	}
	if first, _, ok := strings.Cut(a.reason(), ". "); ok && a.Status.Phase == mailsync.NeedsYou {
		return append(parts, phaseWord(a.Status.Phase)+": "+first)
	}
	parts = append(parts, phaseWord(a.Status.Phase))
	if !a.Status.Looked.IsZero() {
		parts = append(parts, "looked "+clock(a.Status.Looked, now))
	}
	return parts
}

// reason says in whole sentences why things are not well, and what to do; empty
// where they are.
func (v view) reason() string {
	switch {
	case v.Trouble != "":
		return v.Trouble
	case len(v.Accounts) == 0 && !v.Client:
		return noClient
	}
	for _, a := range v.Accounts {
		if say := a.reason(); say != "" {
			return say
		}
	}
	return ""
}

func (a accountView) reason() string {
	switch s := a.Status; {
	case a.Why != "":
		return a.Why
	case s.Unsaved != nil:
		return "Lettertray cannot write down what it told. Is the disk full? Until it can, a restart may tell mail twice."
	case s.Err != nil:
		say, _ := statusAdvice(s)
		return say
	case s.Muted:
		return "No notification service answers. New mail is kept and told when one does."
	case s.SetAside != nil:
		return "Lettertray's memory of this mailbox was damaged and set aside; it went on from the copy before. Some mail may be told twice."
	}
	return ""
}

// view gathers what the tray's state is made from.
func (a *App) view() view {
	v := view{
		Client: a.hasClient, SigningIn: a.signingIn != nil, Trouble: a.trouble,
		Show: a.settings.Shows(a.locked), AtLogin: a.atLoginState(), Now: a.Now(),
	}
	for _, acct := range a.accounts {
		acct.read()
		v.Accounts = append(v.Accounts, accountView{acct.Address, acct.Access, acct.out, acct.why, acct.status, acct.meter})
	}
	return v
}

// show shows the tray's state if it has changed.
func (a *App) show() {
	if s := trayState(a.view()); s != a.shown {
		a.shown = s
		a.Show(s)
	}
}
