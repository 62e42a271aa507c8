package app

import (
	"lettertray/internal/jsonfile"
	"lettertray/internal/words"
	"lettertray/notify"
)

// An alert is what the person was told to do about something.
type alert struct {
	notify.Alert
	does    func() // what a click does that opens no page; nil: nothing
	forGood string // a file to leave when it was told, for runs to come; empty: none
	telling bool   // just now
	again   bool   // a notification service appeared meanwhile
	told    bool
}

// alert tells the person what to do, once for each thing it concerns, however
// often it is said again.
func (a *App) alert(about string, title, body words.Sayable, link string) {
	n := notify.Alert{Title: a.words.Tell(title), Body: a.words.Tell(body), URL: link, Key: about}
	if link != "" {
		n.Click = a.words.Say(words.OpenPage)
	}
	a.announce(alert{Alert: n})
}

// alertSignIn tells the person to sign in again, which a click begins.
func (a *App) alertSignIn(address string, why words.Message) {
	a.announce(alert{does: func() { a.signIn(address, "") }, Alert: notify.Alert{
		Title: a.words.Say(words.SignInToGmail), Body: a.words.Tell(why), Click: a.words.Say(words.SignInAgain), Key: address,
	}})
}

func (a *App) announce(next alert) {
	if old, ok := a.alerts[next.Key]; ok && old.Alert == next.Alert {
		return
	}
	a.Log.Warn("telling the person", "about", next.Key, "title", next.Title, "say", next.Body)
	a.tell(next)
}

// settled takes back what the person was told; it is told again when it happens
// again.
func (a *App) settled(about string) {
	if old, ok := a.alerts[about]; ok {
		delete(a.alerts, about)
		a.beside.Go(func() {
			if err := a.Notifier.Dismiss(a.ctx, old.Key); err != nil {
				a.Log.Debug("taking an alert back", "error", err)
			}
		})
	}
}

// alertAgain tells what no notification service was there for.
func (a *App) alertAgain() {
	for about, said := range a.alerts {
		switch {
		case said.told:
		case said.telling:
			said.again = true
			a.alerts[about] = said
		default:
			a.tell(said)
		}
	}
}

// tell shows an alert. Where that fails it is kept for when a notification
// service appears; the tray says it meanwhile.
func (a *App) tell(next alert) {
	next.telling, next.again = true, false
	a.alerts[next.Key] = next
	a.beside.Go(func() {
		err := a.Notifier.Alert(a.ctx, next.Alert)
		a.post(func() {
			now, ok := a.alerts[next.Key]
			if !ok || now.Alert != next.Alert {
				return
			}
			now.telling, now.told = false, err == nil
			a.alerts[next.Key] = now
			switch {
			case now.told && now.forGood != "":
				if err := jsonfile.Write(now.forGood, nil, ""); err != nil {
					a.Log.Warn("noting what the person was told", "error", err)
				}
			case !now.told && now.again:
				a.tell(now)
			}
		})
	})
}
