package app

import (
	"context"
	"fmt"
	"strings"
	"time"

	"lettertray/internal/config"
	"lettertray/internal/control"
	mailsync "lettertray/sync"
	"lettertray/tray"
)

// Answer carries out a command from the control socket. It may be called from
// several goroutines.
func (a *App) Answer(q control.Request) control.Response {
	if q.Command == "test" { // waits for the notification service, and so not on Run's goroutine
		return a.test()
	}
	answer := make(chan control.Response, 1)
	a.post(func() { answer <- a.answer(q) })
	select {
	case r := <-answer:
		return r
	case <-a.ended:
	}
	select {
	case r := <-answer: // to quit, say: it ended in answering
		return r
	default:
		return control.Response{Error: "Lettertray is ending."}
	}
}

func (a *App) answer(q control.Request) control.Response {
	arg := func(i int) string {
		if i < len(q.Args) {
			return q.Args[i]
		}
		return ""
	}
	switch q.Command {
	case "status":
		return a.report()
	case "pause":
		return a.answerPause(arg(0))
	case "resume":
		a.pause(nil)
		return control.Response{Text: "Notifications go on; what was held is told as one digest."}
	case "resync":
		a.resync("")
		return control.Response{Text: "Lettertray looks."}
	case "signin":
		a.signIn(arg(0), "")
		return control.Response{Text: "Your browser opens."}
	case "signout":
		return a.answerSignOut(arg(0), arg(1) == "--everywhere")
	case "open":
		return a.answerOpen(arg(0))
	case "list":
		return a.answerList()
	case "settings":
		return a.answerSettings(q.Args)
	case "autostart":
		return a.answerAutostart(arg(0))
	case "watch":
		return control.Response{Stream: func(ctx context.Context, emit func(any) error) {
			a.Listen(ctx, func(e Event) error { return emit(e) })
		}}
	case "quit":
		a.do(tray.Action{Command: tray.Quit})
		return control.Response{Text: "Lettertray ends."}
	case "start": // a second start hands over
		return control.Response{Text: "Lettertray is running already."}
	case "client": // a second start has taken in another client file
		a.readClient()
		return control.Response{Text: "Lettertray is running already, and takes the OAuth client over."}
	}
	return control.Response{Error: fmt.Sprintf("The running Lettertray does not know the command %q.", q.Command)}
}

func (a *App) answerPause(how string) control.Response {
	p, err := pauseFor(how, a.Now())
	if err != nil {
		return control.Response{Error: err.Error()}
	}
	a.pause(p)
	return control.Response{Text: "Notifications are " + pausedWord(*p, a.Now()) + "; mail is held until then."}
}

// pauseFor reads how long to pause: a duration, "tomorrow", or nothing for a
// pause until the person resumes.
func pauseFor(how string, now time.Time) (*mailsync.Pause, error) {
	switch how {
	case "":
		return &mailsync.Pause{}, nil
	case "tomorrow":
		return &mailsync.Pause{Until: tomorrow(now)}, nil
	}
	d, err := time.ParseDuration(how)
	if err != nil || d <= 0 {
		return nil, fmt.Errorf("%q is no time to pause for: say 30m, 1h, tomorrow, or nothing to pause until you resume", how)
	}
	return &mailsync.Pause{Until: now.Add(d)}, nil
}

func (a *App) answerSignOut(address string, everywhere bool) control.Response {
	if address == "" && len(a.accounts) != 1 {
		return control.Response{Error: "Say which account to sign out: lettertray signout ADDRESS"}
	}
	acct := a.account(address)
	if acct == nil {
		return control.Response{Error: fmt.Sprintf("Nobody is signed in as %s here.", address)}
	}
	a.signOut(acct, everywhere)
	if everywhere {
		return control.Response{Text: acct.Address + " is signed out on all computers. Settings stay."}
	}
	return control.Response{Text: acct.Address + " is signed out on this computer. Settings stay."}
}

func (a *App) answerOpen(address string) control.Response {
	acct := a.account(address)
	if acct == nil {
		return control.Response{Error: "There is no such account here."}
	}
	a.open(acct.Address, "")
	return control.Response{Text: "Your browser opens the inbox of " + acct.Address + "."}
}

// answerList lists the newest unread letters, as much of them as may be shown.
func (a *App) answerList() control.Response {
	v := a.view()
	if v.Show == config.ShowCount {
		return control.Response{Text: unreadOrNone(v.unread())}
	}
	var lines []string
	for _, acct := range v.Accounts {
		if len(v.Accounts) > 1 {
			lines = append(lines, acct.Address)
		}
		for _, m := range acct.Status.Newest {
			lines = append(lines, plain(letterLine(m, v)))
		}
	}
	if len(lines) == 0 {
		return control.Response{Text: unreadOrNone(v.unread())}
	}
	return control.Response{Text: strings.Join(lines, "\n")}
}

func unreadOrNone(n int) string {
	if n == 0 {
		return "No unread mail."
	}
	return unreadWord(n)
}

// plain keeps a stranger's text on its line of a terminal.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r >= 0x7f && r < 0xa0 || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 {
			return -1
		}
		return r
	}, s)
}

// test shows a test notification.
func (a *App) test() control.Response {
	begin := time.Now()
	ctx, cancel := context.WithTimeout(context.Background(), signOutLimit)
	defer cancel()
	took, err := a.Notifier.Test(ctx)
	if err != nil {
		a.Log.Warn("showing a test notification", "error", err)
		return control.Response{Error: "The test notification could not be shown: no notification service answers."}
	}
	return control.Response{Text: fmt.Sprintf("The notification service took %v, the whole way %v.",
		took.Round(100*time.Microsecond), time.Since(begin).Round(100*time.Microsecond))}
}

func (a *App) answerSettings(args []string) control.Response {
	path := a.Paths.Settings()
	switch {
	case len(args) == 2 && args[0] == "get":
		value, err := a.settings.Get(args[1])
		if err != nil {
			return control.Response{Error: err.Error()}
		}
		return control.Response{Text: value}
	case len(args) >= 3 && args[0] == "set":
		if err := config.Set(path, args[1], strings.Join(args[2:], " ")); err != nil {
			return control.Response{Error: err.Error()}
		}
		return control.Response{Text: args[1] + " is set in " + path + "."}
	case len(args) == 1 && args[0] == "keys":
		var addresses []string
		for _, acct := range a.accounts {
			addresses = append(addresses, acct.Address)
		}
		return control.Response{Text: strings.Join(config.Keys(addresses...), "\n")}
	}
	return control.Response{Error: "Say: lettertray settings get KEY, settings set KEY VALUE, or settings keys."}
}

func (a *App) answerAutostart(how string) control.Response {
	switch how {
	case "on", "off":
		if err := a.startAtLogin(how == "on"); err != nil {
			return control.Response{Error: err.Error()}
		}
	case "":
	default:
		return control.Response{Error: "Say: lettertray autostart on, or off."}
	}
	if a.atLogin {
		return control.Response{Text: "Lettertray starts at login."}
	}
	return control.Response{Text: "Lettertray does not start at login."}
}
