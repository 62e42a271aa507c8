package app

import (
	"context"
	"slices"
	"strings"
	"time"

	"lettertray/internal/config"
	"lettertray/internal/control"
	"lettertray/internal/words"
	"lettertray/notify"
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
		return control.Response{Error: a.manner.Load().words.Say(words.Ending)}
	}
}

// answers are the commands, by their names. The words behind a name are checked
// by who sends it, but for what they mean.
var answers = map[string]func(a *App, args arguments) control.Response{
	"status":    func(a *App, _ arguments) control.Response { return a.report() },
	"pause":     (*App).answerPause,
	"resume":    (*App).answerResume,
	"resync":    (*App).answerResync,
	"signin":    (*App).answerSignIn,
	"signout":   (*App).answerSignOut,
	"access":    (*App).answerAccess,
	"open":      (*App).answerOpen,
	"cure":      (*App).answerCure,
	"list":      (*App).answerList,
	"settings":  (*App).answerSettings,
	"autostart": (*App).answerAutostart,
	"watch":     (*App).answerWatch,
	"quit":      (*App).answerQuit,
	"start":     (*App).answerStart,
	"client":    (*App).answerClient,
}

func (a *App) answer(q control.Request) control.Response {
	carryOut, known := answers[q.Command]
	if !known {
		return a.failed(words.UnknownRequest, q.Command)
	}
	return carryOut(a, q.Args)
}

// arguments are the words behind a command's name.
type arguments []string

// at returns a word by its place; empty where there is none.
func (args arguments) at(i int) string {
	if i < len(args) {
		return args[i]
	}
	return ""
}

// option reports whether the option is among the words, and returns the others.
func (args arguments) option(name string) (rest arguments, given bool) {
	rest = slices.DeleteFunc(slices.Clone(args), func(word string) bool { return word == name })
	return rest, len(rest) < len(args)
}

// said, failed and wrong answer in the person's language: that it is done, that
// it could not be, and that the words of the command were wrong.
func (a *App) said(t words.Text, about ...any) control.Response {
	return control.Response{Text: a.words.Say(t, about...)}
}

func (a *App) failed(t words.Text, about ...any) control.Response {
	return control.Response{Error: a.words.Say(t, about...)}
}

func (a *App) wrong(t words.Text, about ...any) control.Response {
	return control.Response{Error: a.words.Say(t, about...), Usage: true}
}

func (a *App) answerPause(args arguments) control.Response {
	p, ok := pauseFor(args.at(0), a.Now())
	if !ok {
		return a.wrong(words.NoPause, args.at(0))
	}
	if !a.pause(p) {
		return a.failed(words.NothingToPause)
	}
	return a.said(words.IsPaused, pausedWords(a.words, *p, a.Now()))
}

// pauseFor reads how long to pause: a duration, "tomorrow", or nothing for a
// pause until the person resumes.
func pauseFor(how string, now time.Time) (p *mailsync.Pause, ok bool) {
	switch how {
	case "":
		return &mailsync.Pause{}, true
	case "tomorrow":
		return &mailsync.Pause{Until: tomorrow(now)}, true
	}
	d, err := time.ParseDuration(how)
	if err != nil || d <= 0 {
		return nil, false
	}
	return &mailsync.Pause{Until: now.Add(d)}, true
}

func (a *App) answerResume(arguments) control.Response {
	if a.paused() == nil {
		for _, acct := range a.accounts {
			if s := acct.status; s.Quiet && !s.QuietEnd.IsZero() {
				return a.said(words.NotPausedQuiet, a.words.Clock(s.QuietEnd, a.Now()))
			}
		}
		return a.said(words.WasNotPaused)
	}
	a.pause(nil)
	return a.said(words.GoesOn)
}

func (a *App) answerResync(arguments) control.Response {
	if len(a.accounts) == 0 {
		return a.nobody()
	}
	a.resync("")
	return a.said(words.LooksNow)
}

func (a *App) answerCure(args arguments) control.Response {
	if acct, none := a.named(args.at(0)); acct == nil {
		return none
	}
	if page := a.openCure(args.at(0)); page != "" {
		return a.said(words.CureOpens, page)
	}
	return a.said(words.NothingToDo)
}

// test shows a test notification, which then says how long it took.
func (a *App) test() control.Response {
	begin := time.Now()
	ctx, cancel := context.WithTimeout(context.Background(), signOutLimit)
	defer cancel()
	l := a.manner.Load().words
	took, err := a.Notifier.Test(ctx)
	if err != nil {
		a.Log.Warn("showing a test notification", "error", err)
		return control.Response{Error: l.Say(words.TestFailed)}
	}
	ms := func(d time.Duration) string { return l.Decimal(float64(d) / float64(time.Millisecond)) }
	whole := ms(time.Since(begin))
	says := notify.Alert{Title: l.Say(words.Works), Body: l.Say(words.WorksIn, whole), Key: notify.TestKey}
	if err := a.Notifier.Alert(ctx, says); err != nil {
		a.Log.Warn("saying how long a test notification took", "error", err)
	}
	text := l.Say(words.TestShown, ms(took), whole)
	if a.Notifier.Inhibited() {
		text += " " + l.Say(words.TestHeld)
	}
	return control.Response{Text: text}
}

func (a *App) answerSettings(args arguments) control.Response {
	path := a.Paths.Settings()
	switch {
	case len(args) == 2 && args[0] == "get":
		value, err := a.settings.Get(args[1])
		if err != nil {
			return control.Response{Error: a.words.Tell(settingsWords(err))}
		}
		return control.Response{Text: value}
	case len(args) >= 3 && args[0] == "set":
		if err := config.Set(path, a.words, args[1], config.Value(args[1], args[2:])); err != nil {
			return control.Response{Error: a.words.Tell(settingsWords(err))}
		}
		if s, err := config.ReadSettings(path); err == nil {
			a.follow(s, nil) // at once; the watcher finds nothing new
		}
		return a.said(words.IsSet, args[1], path)
	case len(args) == 1 && args[0] == "edit":
		a.openSettings()
		return a.said(words.SettingsOpen, path)
	case len(args) == 1 && args[0] == "keys":
		var addresses []string
		for _, acct := range a.accounts {
			addresses = append(addresses, acct.Address)
		}
		return control.Response{Text: strings.Join(config.Keys(addresses...), "\n")}
	}
	return a.wrong(words.SettingsUsage)
}

func (a *App) answerAutostart(args arguments) control.Response {
	if how := args.at(0); how != "" {
		l, ok := map[string]login{"on": byEntry, "unit": byUnit, "off": notAtLogin}[how]
		if !ok {
			return a.wrong(words.LoginUsage)
		}
		if err := a.startAtLogin(l); err != nil {
			return control.Response{Error: a.words.Tell(loginWords(err))}
		}
	}
	switch {
	case a.atLogin && a.Autostart.ByUnit():
		return a.said(words.AtLoginUnit)
	case a.atLogin:
		return a.said(words.AtLoginOn)
	}
	return a.said(words.AtLoginOff)
}

func (a *App) answerWatch(arguments) control.Response {
	return control.Response{Stream: func(ctx context.Context, emit func(any) error) {
		a.Listen(ctx, func(e Event) error { return emit(e) })
	}}
}

func (a *App) answerQuit(arguments) control.Response {
	a.do(tray.Action{Command: tray.Quit})
	return a.said(words.Ends)
}
