package app

import (
	"time"

	mailsync "lettertray/sync"
	"lettertray/tray"
)

// Do carries out what the person chose in the menu. It may be called from any
// goroutine.
func (a *App) Do(c tray.Command) { a.post(func() { a.do(c) }) }

func (a *App) do(c tray.Command) {
	now := a.Now()
	switch c {
	case tray.SignIn:
		a.signIn()
	case tray.CancelSignIn:
		if a.signingIn != nil {
			a.signingIn()
		}
	case tray.OpenInbox:
		if len(a.accounts) > 0 {
			a.Browse(conversation(a.accounts[0].Address, ""))
		}
	case tray.Resync:
		a.resync()
	case tray.Pause30m:
		a.pause(&mailsync.Pause{Until: now.Add(30 * time.Minute)})
	case tray.Pause1h:
		a.pause(&mailsync.Pause{Until: now.Add(time.Hour)})
	case tray.PauseTomorrow:
		a.pause(&mailsync.Pause{Until: tomorrow(now)})
	case tray.PauseUntilResumed:
		a.pause(&mailsync.Pause{})
	case tray.Resume:
		a.pause(nil)
	case tray.SignOutHere:
		a.signOut(false)
	case tray.SignOutEverywhere:
		a.signOut(true)
	case tray.Quit:
		a.Quit()
	}
}

// resync has everything tried again that the person may have cured meanwhile.
func (a *App) resync() {
	for _, acct := range a.accounts {
		if acct.engine == nil && !acct.out && a.hasClient {
			acct.connect()
		}
	}
	a.poke(mailsync.Asked)
}

// pause pauses all accounts, or with nil resumes them. The tray shows it at
// once, though an engine may be waiting for Google.
func (a *App) pause(p *mailsync.Pause) {
	for _, acct := range a.accounts {
		if acct.engine == nil {
			continue
		}
		acct.status.Paused = p
		if p == nil {
			acct.engine.Resume()
		} else {
			acct.engine.Pause(p.Until)
		}
	}
}

// tomorrow is when a pause until tomorrow ends: in the morning, not at
// midnight, for whoever is still up then has not slept.
func tomorrow(now time.Time) time.Time {
	return time.Date(now.Year(), now.Month(), now.Day()+1, 7, 0, 0, 0, now.Location())
}
