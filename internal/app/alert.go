package app

import "lettertray/notify"

// An alert is what the person was told to do about something.
type alert struct {
	notify.Alert
	told bool
}

// alert tells the person what to do, once for each thing it concerns, however
// often it is said again.
func (a *App) alert(about, title, body, link string) {
	next := alert{Alert: notify.Alert{Title: title, Body: body, URL: link, Key: about}}
	if old, ok := a.alerts[about]; ok && old.Alert == next.Alert {
		return
	}
	a.Log.Warn(title, "about", about, "say", body)
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
	for _, told := range a.alerts {
		if !told.told {
			a.tell(told)
		}
	}
}

// tell shows an alert. Where that fails it is kept for when a notification
// service appears; the tray says it meanwhile.
func (a *App) tell(next alert) {
	a.alerts[next.Key] = next
	a.beside.Go(func() {
		err := a.Notifier.Alert(a.ctx, next.Alert)
		a.post(func() {
			if now, ok := a.alerts[next.Key]; ok && now.Alert == next.Alert {
				now.told = err == nil
				a.alerts[next.Key] = now
			}
		})
	})
}
