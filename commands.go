package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"slices"
	"strings"
	"time"

	"lettertray/auth"
	"lettertray/internal/config"
	"lettertray/internal/control"
	"lettertray/internal/decisions"
	"lettertray/internal/words"
)

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
	"list":       {0, []string{"--json"}},
	"open":       {1, nil}, // an account, or the number of a letter that list says
	"signin":     {1, []string{"--cancel"}},
	"access":     {2, nil},
	"cure":       {1, nil},
	"signout":    {1, []string{"--everywhere"}},
	"settings":   {20, nil}, // a value may be given as several words
	"autostart":  {1, nil},
	"test":       {},
	"watch":      {0, []string{"--json"}},
	"quit":       {},
	"why":        {1, nil},
	"completion": {1, nil},
	"demo":       {},
	"help":       {1, nil},
	"version":    {},
}

// command runs one of the commands. What stands behind “settings set KEY” is a
// value, whatever it looks like.
func command(ctx context.Context, args []string, c console, log *slog.Logger) int {
	name, rest := args[0], args[1:]
	t, known := takes[name]
	if !known {
		return c.wrong(words.UnknownCommand.About(name))
	}
	n := 0
	for i, a := range rest {
		if asksHelp(a) && (name != "settings" || i < 2) {
			return c.answer(c.words.Say(words.Usage))
		}
		if slices.Contains(t.options, a) {
			continue
		}
		if n++; n > t.words || strings.HasPrefix(a, "-") && name != "settings" {
			return c.wrong(words.TakesNo.About(name, a))
		}
	}
	switch name {
	case "help":
		return c.answer(c.words.Say(words.Usage))
	case "version":
		return c.answer(version())
	case "demo":
		return c.exit(demo(ctx, c, log))
	case "why":
		return why(rest, c)
	case "completion":
		return complete(rest, c)
	case "watch":
		return watch(ctx, rest, c)
	}
	return ask(ctx, name, rest, c)
}

// ask carries a command to the running instance.
func ask(ctx context.Context, name string, args []string, c console) int {
	r, err := control.Ask(ctx, config.Standard().Socket(), control.Request{Command: name, Args: args})
	switch err := heard(r, err); {
	case err != nil && r.Usage:
		c.exit(err)
		return 2
	case err != nil:
		return c.exit(err)
	case slices.Contains(args, "--json"):
		return c.answer(string(r.Data))
	}
	return c.answer(r.Text)
}

// heard turns what the instance answered, or that there is none, into words.
func heard(r control.Response, err error) error {
	switch {
	case errors.Is(err, control.ErrNotRunning):
		return &auth.Error{Say: words.NotRunning.About(), Err: err}
	case err == nil && r.Error != "":
		return refusal(r.Error)
	}
	return err
}

// watch prints each event as a line of JSON until one side ends.
func watch(ctx context.Context, args []string, c console) int {
	if len(args) == 0 {
		return c.wrong(words.WatchAsJSON)
	}
	r, err := control.Listen(ctx, config.Standard().Socket(), control.Request{Command: "watch"}, func(line json.RawMessage) {
		fmt.Fprintln(c.stdout, string(line))
	})
	if err == nil && r.Error == "" && ctx.Err() == nil {
		err = &auth.Error{Say: words.HasEnded.About(), Err: control.ErrNotRunning}
		return c.exit(err)
	}
	return c.exit(heard(r, err))
}

// why tells what was decided about a message. It needs no running instance.
func why(args []string, c console) int {
	if len(args) != 1 {
		return c.wrong(words.WhyWhat)
	}
	decided, err := decisions.Find(config.Standard().Decisions(), args[0])
	switch {
	case err != nil:
		return c.exit(err)
	case len(decided) == 0:
		return c.exit(&auth.Error{Say: words.NothingDecided.About(), Err: fs.ErrNotExist})
	}
	now := time.Now()
	for _, d := range decided {
		c.answer(c.words.Clock(d.At, now) + " · " + c.words.Rule(d.Rule))
	}
	return 0
}
