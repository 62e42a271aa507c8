package app

import (
	"fmt"
	"io"
	"log/slog"
	"os/exec"
	"slices"
	"strings"
	"time"

	"lettertray/internal/config"
	"lettertray/internal/words"
)

// Browser returns a function that opens an address in the person's browser, by
// a command of the person's own if there is one, and calls failed where that
// does not work, at once or later. It writes the address to stderr as well, in
// the language of l: the person may open one elsewhere.
func Browser(stderr io.Writer, l *words.Locale, log *slog.Logger) func(address string, command config.Command, failed func()) {
	return func(address string, own config.Command, failed func()) {
		// Only addresses that no opener can take for an option or a file.
		if !slices.ContainsFunc(openable, func(prefix string) bool { return strings.HasPrefix(address, prefix) }) {
			log.Error("an address is not opened, since it is none of the web")
			failed()
			return
		}
		fmt.Fprintln(stderr, l.Say(words.Opening, address))
		command := append(opener[:len(opener):len(opener)], address)
		if len(own) > 0 {
			command = own.With(address)
		}
		launch(command, log, failed)
	}
}

// openable is how an address of the web begins, or of a Google on this computer.
var openable = []string{"https://", "http://127.0.0.1:", "http://localhost:", "http://[::1]:"}

// Editor returns a function that opens a file in the program that the desktop
// has for it, and calls failed as [Browser] does.
func Editor(log *slog.Logger) func(path string, failed func()) {
	return func(path string, failed func()) { launch(append(opener[:len(opener):len(opener)], path), log, failed) }
}

// A browser that is not running yet stays as long as its windows are open. What
// becomes of it later than this is no answer to a click.
const openingLimit = 10 * time.Second

// launch starts a program that may outlive the app.
func launch(command []string, log *slog.Logger, failed func()) {
	cmd := exec.Command(command[0], command[1:]...)
	if err := cmd.Start(); err != nil {
		log.Warn("opening an address or a file", "error", err)
		failed()
		return
	}
	began := time.Now()
	go func() { // reaps it
		if err := cmd.Wait(); err != nil {
			log.Warn("opening an address or a file", "with", command[0], "error", err)
			if time.Since(began) < openingLimit {
				failed()
			}
		}
	}()
}
