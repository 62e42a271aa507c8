package app

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os/exec"
	"time"

	"lettertray/internal/mail"
	"lettertray/internal/words"
)

// An Event is what other programs are told: "mail" for a letter that was told
// (by its id alone where a summary counted it),
// "status" for a change of an account's state, "settings" when other settings
// are followed. It says no more than a
// notification may.
type Event struct {
	Event   string    `json:"event"`
	Time    time.Time `json:"time"`
	Account string    `json:"account,omitempty"`
	Message string    `json:"message,omitempty"`
	Thread  string    `json:"thread,omitempty"`
	From    string    `json:"from,omitempty"`
	Address string    `json:"address,omitempty"` // the sender's
	Subject string    `json:"subject,omitempty"`
	State   string    `json:"state,omitempty"`
	Unread  *int      `json:"unread,omitempty"`
	Paused  *bool     `json:"paused,omitempty"`
}

func mailEvent(account string, m mail.Message, show mail.Show) Event {
	e := Event{Event: "mail", Account: account, Message: m.ID, Thread: m.Thread}
	if show <= mail.ShowSender {
		e.From, e.Address = mail.Plain(m.From.String()), mail.Plain(m.From.Address)
	}
	if show == mail.ShowFull {
		e.Subject = mail.Plain(m.Subject)
	}
	return e
}

// event describes how the account is doing.
func (acct *account) event(kind string) Event {
	paused := acct.status.Paused != nil
	e := Event{Event: kind, Account: acct.Address, State: phases[acct.status.Phase].name, Paused: &paused}
	if n := acct.status.Unread; n >= 0 {
		e.Unread = &n
	}
	return e
}

// same reports whether both say the same of an account.
func (e Event) same(o Event) bool {
	known := func(n *int) int {
		if n == nil {
			return -1
		}
		return *n
	}
	return e.State == o.State && known(e.Unread) == known(o.Unread) && *e.Paused == *o.Paused
}

// emitChanges tells the listeners of each account whose state has changed.
func (a *App) emitChanges() {
	for _, acct := range a.accounts {
		if now := acct.event("status"); acct.said.Event == "" || !now.same(acct.said) {
			acct.said = now
			a.emit(now)
		}
	}
}

// heard hands an event to whoever listens. It may be called from any goroutine.
func (a *App) heard(e Event) {
	a.post(func() {
		a.emit(e)
		if e.Event == "mail" {
			a.hook(e)
		}
	})
}

// listening is how many events wait for a listener before it is given up.
const listening = 64

// Listen calls emit with each event until ctx ends or emit fails.
func (a *App) Listen(ctx context.Context, emit func(Event) error) {
	events := make(chan Event, listening)
	a.post(func() {
		a.listeners[events] = true
		for _, acct := range a.accounts {
			e := acct.event("status")
			e.Time = a.Now().Round(0)
			events <- e
		}
	})
	defer a.post(func() { delete(a.listeners, events) })
	for {
		select {
		case <-ctx.Done():
			return
		case <-a.ended:
			return
		case e := <-events:
			if emit(e) != nil {
				return
			}
		}
	}
}

// emit hands an event to the listeners. One that does not keep up misses it.
func (a *App) emit(e Event) {
	e.Time = a.Now().Round(0)
	for l := range a.listeners {
		select {
		case l <- e:
		default:
		}
	}
}

// hookLimit is how long the person's command may take for one event. The app's
// end waits for one that has begun.
const hookLimit = 5 * time.Second

// hook runs the person's command with the event on its standard input, never
// through a shell. They run one after another.
func (a *App) hook(e Event) {
	command := a.settings.OnMail
	if len(command) == 0 {
		return
	}
	e.Time = a.Now().Round(0)
	line, err := json.Marshal(e)
	if err != nil {
		return
	}
	a.beside.Go(func() {
		select {
		case a.hooks <- struct{}{}: // nothing to wait for
		default:
			select {
			case a.hooks <- struct{}{}:
			case <-a.ctx.Done():
				return
			}
		}
		defer func() { <-a.hooks }()
		ctx, cancel := context.WithTimeout(context.WithoutCancel(a.ctx), hookLimit)
		defer cancel()
		cmd := exec.CommandContext(ctx, command[0], command[1:]...)
		cmd.Stdin = bytes.NewReader(append(line, '\n'))
		cmd.WaitDelay = time.Second // for a grandchild that keeps the pipe
		if err := cmd.Run(); err != nil {
			a.Log.Warn("the on_mail command failed", "command", command[0], "error", err)
			if exit := (*exec.ExitError)(nil); !errors.As(err, &exit) && !errors.Is(err, context.DeadlineExceeded) {
				a.post(func() { a.alert("on_mail", words.HookFailed, words.HookFailedDo.About(command[0]), "") })
			}
		}
	})
}
