package app

import (
	"context"

	"lettertray/auth"
	"lettertray/internal/config"
	"lettertray/internal/mail"
	"lettertray/internal/words"
)

// A teller is an account's way to the notifier: it adds how mail is told, and
// hands on to the hook and the listeners what was.
type teller struct {
	app     *App
	account string
}

func (t teller) Deliver(ctx context.Context, b mail.Batch) ([]mail.Shown, error) {
	manner := t.app.manner.Load()
	b.Style = mail.Style{Show: manner.show, Mute: !manner.sound, Open: manner.words.Say(words.Open)}
	if manner.actions[t.account] {
		b.Style.Actions = []mail.Action{{Key: actRead, Label: manner.words.Say(words.MarkRead)}, {Key: actArchive, Label: manner.words.Say(words.Archive)}}
	}
	shown, err := t.app.Notifier.Deliver(ctx, b)
	told := map[string]bool{}
	for _, n := range shown {
		for _, id := range n.Messages {
			told[id] = true
		}
	}
	for _, m := range b.Messages {
		if told[m.ID] {
			t.app.heard(mailEvent(t.account, m, manner.show))
		}
	}
	for _, id := range b.More { // only counted, so their words are not known
		if told[id] {
			t.app.heard(Event{Event: "mail", Account: t.account, Message: id})
		}
	}
	return shown, err
}

func (t teller) Withdraw(ctx context.Context, shown []mail.Shown) error {
	return t.app.Notifier.Withdraw(ctx, shown)
}

// A manner is how mail is told just now. It is not changed once it is stored.
type manner struct {
	show    mail.Show
	sound   bool
	words   *words.Locale
	actions map[string]bool // addresses whose access lets the app act
}

var shows = map[config.Show]mail.Show{
	config.ShowFull:   mail.ShowFull,
	config.ShowSender: mail.ShowSender,
	config.ShowCount:  mail.ShowCount,
}

// setManner works out how mail is told from now on, and makes what is on the
// screen as strict.
func (a *App) setManner() {
	m := &manner{show: shows[a.settings.Shows(a.locked)], sound: a.settings.Audible(), words: a.words, actions: map[string]bool{}}
	for _, acct := range a.accounts {
		m.actions[acct.Address] = acct.Access == string(auth.Actions)
	}
	before := a.manner.Swap(m)
	if before.words != m.words {
		a.Notifier.Speak(m.words)
	}
	if before.show == m.show {
		return
	}
	a.beside.Go(func() {
		// One at a time, and each by the latest: the screen may be locked right
		// after it was unlocked.
		a.tightening.Lock()
		defer a.tightening.Unlock()
		if err := a.Notifier.Tighten(a.ctx, a.manner.Load().show); err != nil {
			a.Log.Warn("making the notifications on the screen show less", "error", err)
		}
	})
}
