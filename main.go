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
	log := slog.New(slog.NewTextHandler(stderr, nil))
	if len(args) > 0 && !strings.HasPrefix(args[0], "-") {
		return command(ctx, args, stdout, stderr, log)
	}
	o, err := parse(args, stderr)
	switch {
	case errors.Is(err, flag.ErrHelp):
		fmt.Fprint(stdout, usage)
		return 0
	case err != nil:
		return 2
	}
	return exit(stderr, start(ctx, o, stderr, log))
}

// options are the command line of a run.
type options struct {
	client string
	access auth.Access // empty: as the account has, or the least
	login  bool        // started by the desktop at login: says nothing that is not needed
}

// parse reads the command line. What is wrong with it is told already.
func parse(args []string, stderr io.Writer) (o options, err error) {
	f := flag.NewFlagSet("lettertray", flag.ContinueOnError)
	f.SetOutput(io.Discard) // what is wrong is told below, in our words
	f.StringVar(&o.client, "client", "", "take in the OAuth client `FILE`")
	f.Func("access", "how much to let Lettertray see: `LEVEL` is headers (the default), preview or actions", func(s string) (err error) {
		if o.access, err = auth.ParseAccess(s); err != nil {
			return errors.New("it is headers, preview or actions")
		}
		return nil
	})
	f.BoolVar(&o.login, "login", false, "start as at login: without asking to sign in")
	err = f.Parse(args)
	if err == nil && f.NArg() > 0 {
		err = fmt.Errorf("%q is one word too many", f.Arg(0))
	}
	if err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintf(stderr, "lettertray: %v. See: lettertray --help\n", err)
	}
	if err != nil {
		return o, err
	}
	return o, nil
}

// exit tells the person of an error and returns the exit code.
func exit(stderr io.Writer, err error) int {
	if err == nil {
		return 0
	}
	say := auth.Say(err)
	if say == "" {
		say = err.Error()
	}
	fmt.Fprintln(stderr, "lettertray: "+say)
	return 1
}

// start takes in what the command line brings and runs the app, or hands over
// to the instance that runs already.
func start(ctx context.Context, o options, stderr io.Writer, log *slog.Logger) error {
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
			fmt.Fprintln(stderr, said)
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
		return &auth.Error{Say: "The settings are wrong: " + err.Error() + ". Mend that, or move the file away, and start again.", Err: err}
	}
	installation, err := config.ReadInstallation(paths)
	if err != nil {
		log.Error("keeping this installation's id", "error", err)
	}
	w := wires{
		app: app.Options{
			Paths: paths, Settings: settings, Installation: installation, Access: o.access,
			Keyring: auth.OpenKeyring(), Gmail: places.gmail, PubSub: places.pubsub,
			Browse: app.Browser(stderr, log), Autostart: atLogin{}, Quietly: o.login, Log: log,
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
