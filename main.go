// Command lettertray tells new Gmail as native notifications, from an icon in
// the tray.
package main

import (
	"context"
	"errors"
	"flag"
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
	o, err := parse(args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return c.answer(c.words.Say(words.Usage))
	case o.version:
		return c.answer(version())
	case err != nil:
		return c.wrong(words.BadOption, err.Error())
	case o.more != "":
		return c.wrong(words.TooManyWords, o.more)
	}
	return c.exit(start(ctx, o, c, log))
}

// options are the command line of a run.
type options struct {
	client  string
	access  auth.Access // empty: as the account has, or the least
	login   bool        // started by the desktop at login: says nothing that is not needed
	version bool
	more    string // the first word that is none of these
}

// parse reads the command line.
func parse(args []string) (o options, err error) {
	f := flag.NewFlagSet("lettertray", flag.ContinueOnError)
	f.SetOutput(io.Discard) // what is wrong is told in our words
	f.StringVar(&o.client, "client", "", "")
	f.Func("access", "", func(s string) (err error) {
		if o.access, err = auth.ParseAccess(s); err != nil {
			return errors.New("headers, preview, actions")
		}
		return nil
	})
	f.BoolVar(&o.login, "login", false, "")
	f.BoolVar(&o.version, "version", false, "")
	err = f.Parse(args)
	o.more = f.Arg(0)
	return o, err
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
	settings, err := config.ReadSettings(paths.Settings())
	if err != nil {
		return &auth.Error{Say: words.WrongSettings.About(config.Say(err)), Err: err}
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
