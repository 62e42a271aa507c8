package app

import (
	"strings"
	"time"

	mailsync "lettertray/sync"
	"lettertray/tray"
)

// A view is all that the tray's state is made from.
type view struct {
	Client    bool   // an OAuth client file is there
	Account   string // empty: nobody has signed in
	Out       bool   // the account must sign in again
	Why       string // words for what keeps the account from connecting; empty: nothing
	SigningIn bool
	Trouble   string // words for what concerns no account; empty: nothing
	PubSub    bool   // the grant covers Pub/Sub
	Status    mailsync.Status
	Meter     meter
	Now       time.Time
}

// trayState says what the tray shows.
func trayState(v view) tray.State {
	line := statusLine(v)
	tip := []string{line}
	if n := unreadWord(v.Status.Unread); n != "" {
		tip = []string{n, line}
	}
	if more := reason(v); more != "" {
		tip = append(tip, more)
	}
	return tray.State{
		Icon:        icon(v),
		Status:      line,
		Tooltip:     strings.Join(tip, " · "),
		SignedIn:    v.Account != "",
		NeedsSignIn: v.Account != "" && v.Out,
		SigningIn:   v.SigningIn,
		Paused:      v.Account != "" && v.Status.Paused != nil,
	}
}

// icon picks the picture: what the person must do goes before what they chose,
// and that before how things are.
func icon(v view) tray.Icon {
	switch s := v.Status; {
	case v.Account == "" && !v.SigningIn, v.Out, v.Why != "", v.Trouble != "", s.Phase == mailsync.NeedsYou, s.Unsaved != nil:
		return tray.Attention
	case v.Account == "":
		return tray.Offline
	case s.Paused != nil:
		return tray.Paused
	case s.Phase == mailsync.Offline, s.Phase == mailsync.Starting, s.Phase == mailsync.Polling && (s.Err != nil || !v.PubSub):
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
	case v.Account == "" && !v.Client:
		return "Not set up: lettertray --client FILE"
	case v.Account == "":
		return "Not signed in"
	}
	parts := []string{v.Account}
	switch {
	case v.Out:
		return v.Account + " · signed out"
	case v.Why != "":
		return v.Account + " · keyring out of reach"
	case v.Status.Paused != nil:
		parts = append(parts, pausedWord(*v.Status.Paused, v.Now))
	}
	parts = append(parts, phaseWord(v.Status.Phase))
	if !v.Status.Looked.IsZero() {
		parts = append(parts, "looked "+clock(v.Status.Looked, v.Now))
	}
	return strings.Join(parts, " · ")
}

// reason says in whole sentences why things are not well, and what to do; empty
// where they are.
func reason(v view) string {
	s := v.Status
	switch {
	case v.Trouble != "":
		return v.Trouble
	case v.Account == "" && !v.Client:
		return noClient
	case v.Why != "":
		return v.Why
	case v.Account == "":
		return ""
	case s.Unsaved != nil:
		return "Lettertray cannot write down what it told. Is the disk full? Until it can, a restart may tell mail twice."
	case s.Err != nil:
		say, _ := advice(s.Err)
		return say
	case s.Muted:
		return "No notification service answers. New mail is kept and told when one does."
	case !v.PubSub && s.Phase == mailsync.Polling:
		return "Pub/Sub was not granted, so Lettertray looks once a minute. Sign out here and in again to grant it."
	case s.SetAside != nil:
		return "Lettertray's memory of this mailbox was damaged and set aside; it went on from the copy before. Some mail may be told twice."
	}
	return ""
}

// view gathers what the tray's state is made from.
func (a *App) view() view {
	v := view{Client: a.hasClient, SigningIn: a.signingIn != nil, Trouble: a.trouble, Now: a.Now(), Status: mailsync.Status{Unread: -1}}
	if len(a.accounts) > 0 {
		acct := a.accounts[0]
		acct.read()
		v.Account, v.Out, v.Why, v.PubSub, v.Status, v.Meter = acct.Address, acct.out, acct.why, acct.PubSub, acct.status, acct.meter
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
