package main

import (
	"errors"
	"fmt"
	"io"
	"runtime/debug"

	"lettertray/auth"
	"lettertray/internal/words"
)

// A console is the terminal that a command was given in. What was asked for
// goes to standard output, everything else to standard error.
type console struct {
	stdout, stderr io.Writer
	words          *words.Locale
}

// answer prints what was asked for, and returns the exit code of a success.
func (c console) answer(text string) int {
	fmt.Fprintln(c.stdout, text)
	return 0
}

// wrong says what is wrong with the command line, and returns the exit code of
// that.
func (c console) wrong(say words.Sayable) int {
	fmt.Fprintln(c.stderr, c.words.Tell(say))
	return 2
}

// A refusal is what the running instance says against a command, in the
// person's language.
type refusal string

func (r refusal) Error() string { return string(r) }

// exit tells the person of an error, if there is one, and returns the exit code.
// One without words for them is told as the log has it, behind a sentence.
func (c console) exit(err error) int {
	if err == nil {
		return 0
	}
	text := c.words.Say(words.Failed, err.Error())
	if said, ok := errors.AsType[refusal](err); ok {
		text = string(said)
	} else if say := auth.Say(err); !say.None() {
		text = c.words.Tell(say)
	}
	fmt.Fprintln(c.stderr, "lettertray: "+text)
	return 1
}

// version names the source that the program was built from, as far as the
// build knew it.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "lettertray"
	}
	built := map[string]string{}
	for _, s := range info.Settings {
		built[s.Key] = s.Value
	}
	v := "lettertray " + info.Main.Version
	if built["vcs.modified"] == "true" {
		v += " (changed)"
	}
	return v + " " + info.GoVersion + " " + built["GOOS"] + "/" + built["GOARCH"]
}
