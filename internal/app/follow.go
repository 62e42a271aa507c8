package app

import (
	"context"

	"lettertray/internal/config"
	"lettertray/internal/words"
	"lettertray/notify"
	mailsync "lettertray/sync"
	"lettertray/sync/wake"
)

// watch follows the settings file, the screen's lock, and the computer's sleep
// and network.
func (a *App) watch(ctx context.Context) {
	have := a.settings
	a.beside.Go(func() {
		err := config.Follow(ctx, a.Paths.Settings(), have, func(s config.Settings, err error) {
			a.post(func() { a.follow(s, err) })
		})
		if err != nil {
			a.Log.Warn("the settings file is not followed", "error", err)
		}
	})
	a.beside.Go(func() {
		wake.Watch(ctx, wake.Options{Now: a.clock, Log: a.Log}, func(r wake.Reason) {
			a.post(func() { a.woke(r) })
		})
	})
	a.beside.Go(func() {
		notify.WatchLock(ctx, a.Log, func(locked bool) {
			a.post(func() {
				a.locked = locked
				a.setManner()
			})
		})
	})
}

// follow takes in other settings. What is wrong with them is told, and the last
// good ones hold.
func (a *App) follow(s config.Settings, err error) {
	if err != nil {
		a.Log.Warn("following the settings", "error", err)
		a.unfollowed = words.NotFollowedBody.About(settingsWords(err))
		a.alert("settings", words.NotFollowed, a.unfollowed, "")
		return
	}
	if a.unfollowed.None() && s.Equal(a.settings) {
		return // a command has set them already
	}
	a.settled("settings")
	a.settled("on_mail")
	if a.settings.Language != s.Language {
		a.words = words.Choose(string(s.Language))
	}
	a.settings, a.unfollowed = s, words.Message{}
	if err := config.Keep(a.Paths); err != nil {
		a.Log.Warn("keeping a copy of the settings", "error", err)
	}
	a.setManner()
	a.emit(Event{Event: "settings"})
	for _, acct := range a.accounts {
		a.nameLabels(acct)
	}
}

// settingsWords say what is wrong with the settings.
func settingsWords(err error) words.Message {
	if say := config.Say(err); !say.None() {
		return say
	}
	return words.SettingsWrong.About(err.Error())
}

// woke has every engine look: the computer slept, or the network changed.
func (a *App) woke(r wake.Reason) {
	a.http.CloseIdleConnections() // they look alive and are not
	a.line.redial()
	hint := mailsync.Woke
	if r == wake.Online {
		hint = mailsync.Network
	}
	a.poke(hint)
}

// poke hints to every engine that it may be worth looking.
func (a *App) poke(h mailsync.Hint) {
	for _, acct := range a.accounts {
		acct.poke(h)
	}
}
