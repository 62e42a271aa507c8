// Command lettertray tells new Gmail as native notifications, from an icon in
// the tray.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"runtime/debug"
	"strings"
	"syscall"
	"time"

	"lettertray/auth"
	"lettertray/internal/app"
	"lettertray/internal/config"
	"lettertray/internal/control"
	"lettertray/internal/jsonfile"
	"lettertray/internal/words"
)

func main() {
	// Idle nearly always, what the app keeps counts more than the time that it
	// takes to collect garbage.
	debug.SetGCPercent(70)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second signal ends it the hard way
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	os.Exit(code)
}

// run is the program but for its process. It returns the exit code: 0 fine, 1
// failed, 2 wrong usage.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	settings, _ := config.ReadSettings(config.Standard().Settings()) // a start says what is wrong with them
	c := console{stdout, stderr, words.Choose(string(settings.Language))}
	log := slog.New(slog.NewTextHandler(stderr, nil))
	if len(args) > 0 && !strings.HasPrefix(args[0], "-") {
		return command(ctx, args, c, log)
	}
	o, wrong := parse(args)
	switch {
	case o.help:
		return c.answer(c.words.Say(words.Usage))
	case o.version:
		return c.answer(version())
	case !wrong.None():
		return c.wrong(wrong)
	}
	return c.exit(start(ctx, o, c, log))
}

// start takes in what the command line brings and runs the app, or hands over
// to the instance that runs already.
func start(ctx context.Context, o options, c console, log *slog.Logger) error {
	places, err := elsewhere(os.Getenv, log)
	if err != nil {
		return err
	}
	paths := config.Standard()
	if err := paths.Make(); err != nil {
		return err
	}
	if o.client != "" {
		if err := app.TakeClient(paths, o.client); err != nil {
			return err
		}
	}
	instance, err := control.Acquire(paths.Lock(), paths.Socket())
	for late := time.Now().Add(endPatience); errors.Is(err, control.ErrRunning); {
		said, asked := handOver(ctx, paths, o)
		if asked == nil {
			fmt.Fprintln(c.stderr, said)
			return nil
		}
		if time.Now().After(late) || ctx.Err() != nil {
			return asked
		}
		// It holds the lock and takes no commands: it is just ending, or starting.
		time.Sleep(endPatience / 100)
		instance, err = control.Acquire(paths.Lock(), paths.Socket())
	}
	if err != nil {
		return err
	}
	defer instance.Close()
	for _, dir := range []string{paths.Config, paths.State} {
		jsonfile.Sweep(dir)
	}
	settings, err := config.LastGood(paths)
	if err != nil { // which the app tells the person, as soon as it follows them
		log.Error("reading the settings: the last good ones hold", "error", err)
	}
	installation, err := config.ReadInstallation(paths)
	if err != nil {
		log.Error("keeping this installation's id", "error", err)
	}
	w := wires{
		app: app.Options{
			Paths: paths, Settings: settings, Installation: installation, Access: o.access,
			Keyring: auth.OpenKeyring(), Gmail: places.gmail, PubSub: places.pubsub,
			Browse: app.Browser(c.stderr, c.words, log), Autostart: atLogin{}, Quietly: o.login, Log: log,
		},
		instance: instance,
	}
	w.run(ctx)
	return nil
}

// endPatience is how long an instance may take to end: signing out waits for
// Google.
const endPatience = 20 * time.Second

// handOver tells the running instance what this start brought, and returns what
// that says.
func handOver(ctx context.Context, paths config.Paths, o options) (string, error) {
	q := control.Request{Command: "start"}
	if o.access != "" {
		q.Args = []string{string(o.access)}
	}
	if o.client != "" {
		q.Command = "client"
	}
	r, err := control.Ask(ctx, paths.Socket(), q)
	return r.Text, heard(r, err)
}
