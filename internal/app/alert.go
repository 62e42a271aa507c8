package app

import (
	"lettertray/internal/jsonfile"
	"lettertray/internal/words"
	"lettertray/notify"
)

// An alert is what the person was told to do about something.
type alert struct {
	notify.Alert
	title, body words.Sayable
	does        func() // what a click does that opens no page; nil: nothing
	forGood     string // a file to leave when it was told, for runs to come; empty: none
	telling     bool   // just now
	again       bool   // a notification service appeared meanwhile
	told        bool
}

// alert tells the person what to do, once for each thing it concerns, however
// often it is said again. link is the page that a click opens; may be empty.
func (a *App) alert(about string, title, body words.Sayable, link string) {
	next := alert{Alert: notify.Alert{Key: about, URL: link}, title: title, body: body}
	if link != "" {
		next.Click = a.words.Say(words.OpenPage)
	}
	a.announce(next)
}

// alertAnew is alert for the answer to what the person just did: it is told each
// time.
func (a *App) alertAnew(about string, title, body words.Sayable, link string) {
	delete(a.alerts, about)
	a.alert(about, title, body, link)
}

// alertSignIn tells the person to sign in again, which a click begins.
func (a *App) alertSignIn(address string, why words.Message) {
	a.announce(alert{
		Alert: notify.Alert{Key: address, Click: a.words.Say(words.SignInAgain)},
		title: words.SignInToGmail, body: why,
		does: func() { a.signIn(address, "") },
	})
}

// announce tells an alert, unless it is what was told before.
func (a *App) announce(next alert) {
	next.Title, next.Body = a.words.Tell(next.title), a.words.Tell(next.body)
	if old, ok := a.alerts[next.Key]; ok && old.Alert == next.Alert {
		return
	}
	a.Log.Warn("telling the person", "about", next.Key, "title", words.English.Tell(next.title), "say", words.English.Tell(next.body))
	a.tell(next)
}

// settled takes back what the person was told; it is told again when it happens
// again.
func (a *App) settled(about string) {
	if _, ok := a.alerts[about]; ok {
		delete(a.alerts, about)
		a.dismiss(about)
	}
}

func (a *App) dismiss(about string) {
	a.beside.Go(func() {
		if err := a.Notifier.Dismiss(a.ctx, about); err != nil {
			a.Log.Debug("taking an alert back", "error", err)
		}
	})
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
		a.post(func() { a.alerted(next, err) })
	})
}

// alerted notes how telling an alert went.
func (a *App) alerted(next alert, err error) {
	now, ok := a.alerts[next.Key]
	switch {
	case !ok: // settled meanwhile, and perhaps before it was on the screen
		a.dismiss(next.Key)
		return
	case now.Alert != next.Alert:
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
}
