package app

import (
	"cmp"
	"strings"
	"time"

	"lettertray/internal/config"
	"lettertray/internal/mail"
	"lettertray/internal/words"
	mailsync "lettertray/sync"
	"lettertray/tray"
)

// A view is all that the tray's state is made from.
type view struct {
	Client    bool // an OAuth client file is there
	Accounts  []accountView
	SigningIn bool
	Consent   string        // the address that the browser was to open for that; empty: none
	Trouble   words.Message // of what concerns no account; none: nothing
	Show      config.Show
	AtLogin   *bool // nil: not offered
	Now       time.Time
	Step      time.Duration // in which the age of letters is counted at first
	Words     *words.Locale
}

// An accountView is what there is to say of one account.
type accountView struct {
	Address string
	Access  string
	Out     bool          // it must sign in again
	Why     words.Message // what keeps it from connecting; none: nothing
	Unkept  words.Message // why its sign-in ends with the app; none: it is kept
	Lost    string        // whose sign-in, now over, everybody's pushes came by; empty: nobody's
	Status  mailsync.Status
	Meter   meter
}

// trayState says what the tray shows.
func trayState(v view) tray.State {
	s := tray.State{
		Icon:      icon(v),
		Number:    v.unread(),
		Status:    statusLine(v, true),
		Tooltip:   tooltip(v),
		SigningIn: v.SigningIn,
		Paused:    v.paused(),
		AtLogin:   v.AtLogin,
		Settings:  true,
		Words:     v.Words,
	}
	var all []tray.Account
	for _, a := range v.Accounts {
		all = append(all, trayAccount(a, v))
	}
	s.MoreAccounts = len(all) - copy(s.Accounts[:], all)
	return s
}

// tooltip says how many letters are unread, how things are, and in whole
// sentences what is wrong.
func tooltip(v view) string {
	tip := []string{statusLine(v, false)}
	if n := unreadWords(v.Words, v.unread()); n != "" {
		tip = []string{n, tip[0]}
	}
	if more := v.reason(); !more.None() && !v.SigningIn {
		tip = append(tip, v.Words.Tell(more))
	}
	return strings.Join(tip, " · ")
}

// trayAccount says what the menu shows of an account.
func trayAccount(a accountView, v view) tray.Account {
	t := tray.Account{
		Address: a.Address, Status: accountLine(a, v, true), Unread: max(a.Status.Unread, 0),
		NeedsSignIn: a.Out, Renew: mail.KindOf(a.Status.Err) == mail.ScopeMissing, Cure: a.cure() != "", Access: a.Access,
	}
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

// menuStep keeps the menu from changing, and the computer from waking, each
// minute.
const menuStep = 15 * time.Minute

// letterLine is a letter's line in the menu: who, about what, how long ago.
func letterLine(m mail.Message, v view) string {
	parts := []string{cmp.Or(short(m.From.String(), longestSender), v.Words.Say(words.Unknown))}
	if v.Show == config.ShowFull {
		parts = append(parts, cmp.Or(short(m.Subject, longestSubject), v.Words.Say(words.NoSubject)))
	}
	return strings.Join(append(parts, ageWords(v.Words, m.Date, v.Now, v.Step)), " · ")
}

// The longest sender and subject in a line of the menu, in runes: the age has its
// place behind them.
const (
	longestSender  = 30
	longestSubject = 60
)

// short cuts a stranger's text, and marks that it did.
func short(text string, most int) string {
	text = strings.TrimSpace(text)
	if runes := []rune(text); len(runes) > most {
		return strings.TrimSpace(string(runes[:most-1])) + "…"
	}
	return text
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
	switch {
	case !v.Trouble.None(), len(v.Accounts) == 0 && !v.SigningIn:
		return tray.Attention
	case len(v.Accounts) == 0:
		return tray.Offline
	}
	return accountIcon(v.worst())
}

// rank orders the icons by how much the person should know of them.
var rank = map[tray.Icon]int{tray.Fine: 0, tray.Unread: 1, tray.Offline: 2, tray.Paused: 3, tray.Attention: 4}

func accountIcon(a accountView) tray.Icon {
	switch s := a.Status; {
	case a.Out, !a.Why.None(), s.Phase == mailsync.NeedsYou, s.Unsaved != nil, s.Phase == mailsync.Polling && mail.Curable(s.Err):
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

// view gathers what the tray's state is made from.
func (a *App) view() view {
	v := view{
		Client: a.hasClient, SigningIn: a.signingIn != nil, Trouble: a.troubled(),
		Show: a.settings.Shows(a.locked), AtLogin: a.atLoginState(), Now: a.Now(), Step: menuStep, Words: a.words,
	}
	if a.signingIn != nil {
		v.Consent = a.signingIn.consent
	}
	for _, acct := range a.accounts {
		acct.read()
		v.Accounts = append(v.Accounts, acct.view())
	}
	return v
}

func (acct *account) view() accountView {
	return accountView{acct.Address, acct.Access, acct.out, acct.why, acct.unkept, acct.app.lostHolder(), acct.status, acct.meter}
}

// troubled is what is wrong that concerns no account; none: nothing.
func (a *App) troubled() words.Message {
	if a.trouble.None() {
		return a.unfollowed
	}
	return a.trouble
}

// show shows the tray's state if it has changed.
func (a *App) show() {
	if s := trayState(a.view()); s != a.shown {
		a.shown = s
		a.Show(s)
	}
}
