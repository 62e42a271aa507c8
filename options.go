package main

import (
	"errors"
	"flag"
	"io"
	"strings"

	"lettertray/auth"
	"lettertray/internal/words"
)

// options are the command line of a run.
type options struct {
	client  string
	access  auth.Access // empty: as the account has, or the least
	login   bool        // started by the desktop at login: says nothing that is not needed
	version bool
	help    bool
}

// parse reads the command line of a run, and says what is wrong with it in a
// message of ours: package flag's are English.
func parse(args []string) (o options, wrong words.Message) {
	f := flag.NewFlagSet("lettertray", flag.ContinueOnError)
	f.SetOutput(io.Discard)
	f.Func("client", "", func(file string) error {
		if o.client = file; file == "" {
			wrong = words.ValueMissing.About("--client")
			return errors.New("empty")
		}
		return nil
	})
	f.Func("access", "", func(level string) (err error) {
		if o.access, err = auth.ParseAccess(level); err != nil {
			wrong = words.BadAccess.About("--access", level)
		}
		return err
	})
	f.BoolVar(&o.login, "login", false, "")
	f.BoolVar(&o.version, "version", false, "")
	err := f.Parse(args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		o.help = true
	case err != nil && wrong.None():
		last := args[max(len(args)-f.NArg()-1, 0)] // that was read
		wrong = words.BadOption.About(last)
		if name := strings.TrimPrefix(strings.TrimPrefix(last, "-"), "-"); f.Lookup(name) != nil {
			wrong = words.ValueMissing.About(last)
		}
	case err == nil && f.NArg() > 0:
		wrong = words.TooManyWords.About(f.Arg(0))
	}
	return o, wrong
}

// asksHelp reports whether a word of the command line asks what it can be.
func asksHelp(word string) bool { return word == "-h" || word == "-help" || word == "--help" }
