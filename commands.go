package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"strings"

	"lettertray/auth"
	"lettertray/internal/config"
	"lettertray/internal/control"
	"lettertray/internal/decisions"
)

const usage = `Lettertray tells you of new Gmail within a second.

  lettertray                      run; with no account yet, sign in
  lettertray --client FILE        first take in the OAuth client file from the Google Cloud console
  lettertray demo                 try it with a Google of its own, which writes you letters

What the menu does, for the Lettertray that is running:
  lettertray status [--json]      how it is doing
  lettertray pause [30m|1h|tomorrow]   hold notifications back; resume tells one digest
  lettertray resume
  lettertray resync               look now
  lettertray list                 the newest unread mail
  lettertray open [ADDRESS]       open the inbox in the browser
  lettertray signin [ADDRESS]     sign in, or add an account
  lettertray signout ADDRESS [--everywhere]
  lettertray settings get KEY | set KEY VALUE | keys
  lettertray autostart [on|off|unit]   start at login; unit: by a systemd user unit
  lettertray test                 show a test notification, and how long it took
  lettertray watch --json         each event as a line of JSON, for scripts and bars
  lettertray quit

  lettertray why MESSAGE-ID       why a message of the last week was told or not
  lettertray help
  lettertray completion bash|zsh|fish

Options for a run:
  --access headers|preview|actions   how much Lettertray may see: headers if you say nothing
  --client FILE                      take in the OAuth client file
  --login                            start as at login: without asking to sign in
`

// takes says what each command takes: how many words at the most, and which
// options.
var takes = map[string]struct {
	words   int
	options []string
}{
	"status":     {0, []string{"--json"}},
	"pause":      {1, nil},
	"resume":     {},
	"resync":     {},
	"list":       {},
	"open":       {1, nil},
	"signin":     {1, nil},
	"signout":    {1, []string{"--everywhere"}},
	"settings":   {20, nil}, // a value may be given as several words
	"autostart":  {1, nil},
	"test":       {},
	"watch":      {0, []string{"--json"}},
	"quit":       {},
	"why":        {1, nil},
	"completion": {1, nil},
	"demo":       {},
	"help":       {},
}

// command runs one of the commands.
func command(ctx context.Context, args []string, stdout, stderr io.Writer, log *slog.Logger) int {
	name, rest := args[0], args[1:]
	t, known := takes[name]
	if !known {
		fmt.Fprintf(stderr, "Lettertray does not know the command %q. See: lettertray --help\n", name)
		return 2
	}
	words := 0
	for _, a := range rest {
		if slices.Contains(t.options, a) {
			continue
		}
		if words++; words > t.words || strings.HasPrefix(a, "-") && name != "settings" {
			fmt.Fprintf(stderr, "lettertray %s takes no %q.\n", name, a)
			return 2
		}
	}
	switch name {
	case "help":
		fmt.Fprint(stdout, usage)
		return 0
	case "demo":
		return exit(stderr, demo(ctx, stdout, stderr, log))
	case "why":
		return why(rest, stdout, stderr)
	case "completion":
		return complete(rest, stdout, stderr)
	case "watch":
		return watch(ctx, rest, stdout, stderr)
	}
	return ask(ctx, name, rest, stdout, stderr)
}

// ask carries a command to the running instance.
func ask(ctx context.Context, name string, args []string, stdout, stderr io.Writer) int {
	programs := slices.Contains(args, "--json")
	r, err := control.Ask(ctx, config.Standard().Socket(), control.Request{Command: name, Args: args})
	if err := heard(r, err); err != nil {
		code := exit(stderr, err)
		if r.Usage {
			code = 2
		}
		return code
	}
	if programs {
		fmt.Fprintln(stdout, string(r.Data))
	} else {
		fmt.Fprintln(stdout, r.Text)
	}
	return 0
}

// heard turns what the instance answered, or that there is none, into words.
func heard(r control.Response, err error) error {
	switch {
	case errors.Is(err, control.ErrNotRunning):
		return &auth.Error{Say: "Lettertray is not running. Start it with: lettertray", Err: err}
	case err == nil && r.Error != "":
		return errors.New(r.Error)
	}
	return err
}

// watch prints each event as a line of JSON until one side ends.
func watch(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	if len(args) == 0 {
		fmt.Fprintln(stderr, "Events come as JSON: lettertray watch --json")
		return 2
	}
	r, err := control.Listen(ctx, config.Standard().Socket(), control.Request{Command: "watch"}, func(line json.RawMessage) {
		fmt.Fprintln(stdout, string(line))
	})
	if err == nil && r.Error == "" && ctx.Err() == nil {
		err = errors.New("the running Lettertray has ended")
	}
	return exit(stderr, heard(r, err))
}

// why tells what was decided about a message. It needs no running instance.
func why(args []string, stdout, stderr io.Writer) int {
	if len(args) != 1 {
		fmt.Fprintln(stderr, "lettertray why takes the id of one message, as “lettertray watch --json” tells it.")
		return 2
	}
	lines, err := decisions.Find(config.Standard().Decisions(), args[0])
	if err != nil {
		return exit(stderr, err)
	}
	if len(lines) == 0 {
		return exit(stderr, errors.New("nothing was decided about this message in the last week: Lettertray has not seen it come"))
	}
	for _, l := range lines {
		fmt.Fprintln(stdout, l)
	}
	return 0
}
