package main

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"net"
	"net/netip"
	"net/url"
	"os"
	"runtime/debug"
	"time"

	"lettertray/assets"
	"lettertray/auth"
	"lettertray/internal/app"
	"lettertray/internal/config"
	"lettertray/internal/control"
	"lettertray/internal/jsonfile"
	"lettertray/internal/words"
	"lettertray/notify"
	"lettertray/tray"
)

// wires tie the app to the desktop.
type wires struct {
	app      app.Options
	instance *control.Instance
	// notifier makes another notifier in place of the desktop's; may be nil.
	notifier func(desktop *notify.Notifier) app.Notifier
	// beside runs beside the app until ctx ends; may be nil.
	beside func(ctx context.Context, a *app.App)
}

// run runs the app until ctx ends or the person quits. It must be called on the
// main goroutine, which macOS wants for the tray.
func (w wires) run(ctx context.Context) {
	ctx, quit := context.WithCancel(ctx)
	defer quit()
	o := w.app
	o.Quit, o.Edit = quit, app.Editor(o.Log)
	a := app.New(o)
	desktop := notify.New(ctx, notify.Options{
		Clicked: a.Clicked,
		Ready:   a.NotificationService,
		Icon:    assets.App,
		// The notification server reads it by its path.
		IconFile: iconFile(o.Paths, o.Log),
		Log:      o.Log,
	})
	defer desktop.Close()
	icon := tray.New(tray.Options{
		Draw:   func(i tray.Icon, n int) [][]byte { return assets.Icons(pictures[i], n) },
		Act:    a.Act,
		NoHost: a.NoTray,
		Log:    o.Log,
	})
	a.Notifier, a.Show = desktop, icon.Show
	if w.notifier != nil {
		a.Notifier = w.notifier(desktop)
	}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		a.Run(ctx)
	}()
	go w.instance.Serve(a.Answer)
	if w.beside != nil {
		go w.beside(ctx, a)
	}
	// What the start took is given back at once, rather than bit by bit, which
	// wakes an idle computer.
	spare := time.AfterFunc(5*time.Second, debug.FreeOSMemory)
	defer spare.Stop()
	icon.Run(ctx)
	quit()
	<-ended
}

// iconFile writes the picture of the app where other programs can read it by its
// path, and returns that; empty where it cannot be written.
func iconFile(p config.Paths, log *slog.Logger) string {
	path := p.Picture()
	if have, err := jsonfile.Read(path); err == nil && bytes.Equal(have, assets.App) {
		return path
	}
	if err := jsonfile.Write(path, assets.App, ""); err != nil {
		log.Warn("the notifications' picture is not written", "error", err)
		return ""
	}
	return path
}

var pictures = map[tray.Icon]assets.State{
	tray.Fine:      assets.Fine,
	tray.Unread:    assets.Unread,
	tray.Paused:    assets.Paused,
	tray.Offline:   assets.Offline,
	tray.Attention: assets.Attention,
}

// places are where another Gmail and Pub/Sub than Google's are, for tests.
type places struct {
	gmail  string // base URL
	pubsub string // host and port
}

const (
	gmailVariable  = "LETTERTRAY_GMAIL_ENDPOINT"
	pubsubVariable = "PUBSUB_EMULATOR_HOST" // the ecosystem's own
)

// elsewhere reads the environment. What it names gets tokens, so it must be on
// this computer. A Pub/Sub emulator without a Gmail to go with it is a
// developer's leftover; the client library would follow it and drop its
// credentials, so the variable is unset.
func elsewhere(getenv func(string) string, log *slog.Logger) (places, error) {
	p := places{gmail: getenv(gmailVariable), pubsub: getenv(pubsubVariable)}
	if p.gmail == "" {
		if p.pubsub != "" {
			log.Info("the variable is not followed, since no other Gmail is named with it", "variable", pubsubVariable)
			os.Unsetenv(pubsubVariable)
		}
		return places{}, nil
	}
	u, err := url.Parse(p.gmail)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || !loopback(u.Hostname()) {
		return places{}, elsewhereRefused(words.BadEndpoint, gmailVariable)
	}
	if p.pubsub == "" {
		return p, nil
	}
	host, _, err := net.SplitHostPort(p.pubsub)
	if err != nil || !loopback(host) {
		return places{}, elsewhereRefused(words.BadEmulator, pubsubVariable)
	}
	return p, nil
}

func elsewhereRefused(say words.Text, variable string) error {
	return &auth.Error{Say: say.About(variable), Err: errors.New(variable + " names another computer")}
}

// loopback reports whether the host is this computer, by its literal address
// or the name that RFC 6761 §6.3 reserves for it.
func loopback(host string) bool {
	if host == "localhost" {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.IsLoopback()
}
