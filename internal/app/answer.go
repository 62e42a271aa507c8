package app

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"lettertray/auth"
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
		if a.paused() == nil {
			return control.Response{Text: "Notifications were not paused."}
		}
		a.pause(nil)
		return control.Response{Text: "Notifications go on; what was held is told as one digest."}
	case "resync":
		a.resync("")
		return control.Response{Text: "Lettertray looks."}
	case "signin":
		return a.answerSignIn(arg(0), "")
	case "signout":
		everywhere := slices.Contains(q.Args, "--everywhere")
		q.Args = slices.DeleteFunc(slices.Clone(q.Args), func(s string) bool { return s == "--everywhere" })
		return a.answerSignOut(arg(0), everywhere)
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
		if acct := a.account(""); acct != nil && arg(0) != "" && arg(0) != acct.Access {
			return a.answerSignIn(acct.Address, auth.Access(arg(0)))
		}
		return control.Response{Text: "Lettertray is running already."}
	case "client": // a second start has taken in another client file
		a.readClient()
		return control.Response{Text: "Lettertray is running already, and takes the OAuth client over."}
	}
	return control.Response{Error: fmt.Sprintf("The running Lettertray does not know the command %q.", q.Command)}
}

// wrong says what was wrong with the words of a command.
func wrong(say string) control.Response { return control.Response{Error: say, Usage: true} }

func (a *App) answerPause(how string) control.Response {
	p, err := pauseFor(how, a.Now())
	if err != nil {
		return wrong(err.Error())
	}
	if !a.pause(p) {
		return control.Response{Error: "There is nothing to pause: no account is connected."}
	}
	return control.Response{Text: "Notifications are " + pausedWord(*p, a.Now()) + "; mail is held, and then told as one digest."}
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
	if len(a.accounts) == 0 {
		return control.Response{Error: "Nobody is signed in here."}
	}
	if address == "" && len(a.accounts) > 1 {
		return wrong("Say which account to sign out: lettertray signout ADDRESS")
	}
	acct := a.account(address)
	if acct == nil {
		return control.Response{Error: fmt.Sprintf("Nobody is signed in as %s here.", address)}
	}
	a.signOut(acct, everywhere)
	if everywhere {
		return control.Response{Text: acct.Address + " is being signed out on all computers; a notification tells if Google cannot be reached. Settings stay."}
	}
	return control.Response{Text: acct.Address + " is signed out on this computer. Settings stay."}
}

func (a *App) answerSignIn(address string, access auth.Access) control.Response {
	switch {
	case !a.hasClient:
		return control.Response{Error: noClient}
	case a.signingIn != nil:
		return control.Response{Error: "A sign-in is under way already: go on in your browser, or cancel it in the menu."}
	}
	a.signIn(address, access)
	return control.Response{Text: "Your browser opens."}
}

func (a *App) answerOpen(address string) control.Response {
	acct := a.account(address)
	switch {
	case acct == nil && address == "":
		return control.Response{Error: "Nobody is signed in here. Sign in with: lettertray signin"}
	case acct == nil:
		return control.Response{Error: fmt.Sprintf("Nobody is signed in as %s here.", address)}
	}
	a.open(acct.Address, "")
	return control.Response{Text: "Your browser opens the inbox of " + acct.Address + "."}
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
	return control.Response{Text: fmt.Sprintf("A test notification should be on the screen. The notification service took %v, the whole way %v.",
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
		if s, err := config.ReadSettings(path); err == nil {
			a.follow(s, nil) // at once; the watcher finds nothing new
		}
		return control.Response{Text: args[1] + " is set in " + path + "."}
	case len(args) == 1 && args[0] == "keys":
		var addresses []string
		for _, acct := range a.accounts {
			addresses = append(addresses, acct.Address)
		}
		return control.Response{Text: strings.Join(config.Keys(addresses...), "\n")}
	}
	return wrong("Say: lettertray settings get KEY, settings set KEY VALUE, or settings keys.")
}

func (a *App) answerAutostart(how string) control.Response {
	if logins := map[string]login{"on": byEntry, "unit": byUnit, "off": notAtLogin}; how != "" {
		l, ok := logins[how]
		if !ok {
			return wrong("Say: lettertray autostart on, off, or unit for a systemd user unit.")
		}
		if err := a.startAtLogin(l); err != nil {
			return control.Response{Error: err.Error()}
		}
	}
	if a.atLogin {
		return control.Response{Text: "Lettertray starts at login."}
	}
	return control.Response{Text: "Lettertray does not start at login."}
}
