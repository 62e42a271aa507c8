package app

import (
	"errors"
	"io/fs"
	"os"
	"strings"
	"time"

	"lettertray/auth"
	"lettertray/internal/config"
	"lettertray/internal/jsonfile"
	"lettertray/internal/words"
	mailsync "lettertray/sync"
	"lettertray/tray"
)

// Act carries out what the person chose in the menu. It may be called from any
// goroutine.
func (a *App) Act(t tray.Action) { a.post(func() { a.do(t) }) }

func (a *App) do(t tray.Action) {
	now := a.Now()
	switch t.Command {
	case tray.SignIn:
		a.signIn(t.Account, "")
	case tray.AddAccount:
		a.signIn("", "")
	case tray.CancelSignIn:
		a.cancelSignIn()
	case tray.SetAccess:
		a.signIn(t.Account, auth.Access(t.Value))
	case tray.OpenInbox:
		if acct := a.account(t.Account); acct != nil {
			a.open(acct.Address, "")
		}
	case tray.OpenCure:
		a.openCure(t.Account)
	case tray.OpenLetter:
		a.openLetter(t.Account, t.Value)
	case tray.Resync:
		a.resync(t.Account)
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
		a.signOut(a.account(t.Account), false)
	case tray.SignOutEverywhere:
		a.signOut(a.account(t.Account), true)
	case tray.ToggleAtLogin:
		how := byEntry
		if a.atLogin {
			how = notAtLogin
		}
		a.startAtLogin(how)
	case tray.OpenSettings:
		a.openSettings()
	case tray.Quit:
		a.Quit()
	}
}

// openLetter opens a letter of the menu in its account.
func (a *App) openLetter(address, id string) {
	acct := a.account(address)
	if acct == nil {
		return
	}
	for _, m := range acct.status.Newest {
		if m.ID == id {
			a.open(acct.Address, m.Thread)
		}
	}
}

// openCure opens the page where the person can cure what is wrong with an
// account, and returns its address; empty: there is none.
func (a *App) openCure(address string) string {
	for _, acct := range a.accounts {
		if address != "" && !strings.EqualFold(acct.Address, address) {
			continue
		}
		if page := acct.view().cure(); page != "" {
			a.browse(page, a.settings.For(acct.Address).Browser, words.NoBrowserDo)
			return page
		}
	}
	return ""
}

// resync has everything tried again that the person may have cured meanwhile,
// for one account or with the empty address for all.
func (a *App) resync(address string) {
	clear(a.line.denied) // the person may have cured that too
	for _, acct := range a.accounts {
		if address != "" && acct.Address != address {
			continue
		}
		if acct.engine != nil {
			acct.poke(mailsync.Asked)
		} else if !acct.out && a.hasClient {
			acct.connect()
		}
	}
}

// pause pauses all accounts, or with nil resumes them, and reports whether there
// were any. The tray shows it at once, though an engine may be waiting for
// Google.
func (a *App) pause(p *mailsync.Pause) (any bool) {
	for _, acct := range a.accounts {
		if acct.engine == nil {
			acct.status.Paused = nil
			continue
		}
		any, acct.status.Paused, acct.wish = true, p, &wish{p}
		if p == nil {
			acct.engine.Resume()
		} else {
			acct.engine.Pause(p.Until)
		}
	}
	return any
}

// A wish is what the person wants of a pause; a nil pause is its end.
type wish struct{ pause *mailsync.Pause }

// open reports whether an engine that says it is so paused has not heard of the
// wish. One whose time is over is no longer waited for.
func (w wish) open(says *mailsync.Pause, now time.Time) bool {
	if w.pause != nil && !w.pause.Until.IsZero() && !now.Before(w.pause.Until) {
		return false
	}
	if w.pause == nil || says == nil {
		return w.pause != says
	}
	return !w.pause.Until.Equal(says.Until)
}

// paused is the pause that holds for all accounts; nil: there is none.
func (a *App) paused() *mailsync.Pause {
	for _, acct := range a.accounts {
		if acct.status.Paused != nil {
			return acct.status.Paused
		}
	}
	return nil
}

// tomorrow is when a pause until tomorrow ends: in the morning, not at
// midnight, for whoever is still up then has not slept.
func tomorrow(now time.Time) time.Time {
	return time.Date(now.Year(), now.Month(), now.Day()+1, 7, 0, 0, 0, now.Location())
}

// openSettings opens the settings file, which it makes if there is none yet.
func (a *App) openSettings() {
	path := a.Paths.Settings()
	if _, err := os.Lstat(path); errors.Is(err, fs.ErrNotExist) {
		if err := jsonfile.Write(path, config.Template(a.words), ""); err != nil {
			a.Log.Error("making the settings file", "error", err)
			a.alertAnew("settings", words.NoSettingsFile, words.NoSettingsFileDo.About(path), "")
			return
		}
	}
	a.Edit(path, func() {
		go a.post(func() { a.alertAnew("editor", words.NoEditor, words.NoEditorDo.About(path), "") })
	})
}
