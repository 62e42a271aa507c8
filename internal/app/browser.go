package app

import (
	"fmt"
	"io"
	"log/slog"
	"os/exec"
	"slices"
	"strings"

	"lettertray/internal/config"
)

// Browser returns a function that opens an address in the person's browser, by
// a command of the person's own if there is one. It writes the address to stderr as well: where no browser can be opened, the
// person may open one elsewhere.
func Browser(stderr io.Writer, log *slog.Logger) func(address string, command config.Command) {
	return func(address string, own config.Command) {
		// Only addresses that no opener can take for an option or a file.
		if !slices.ContainsFunc(openable, func(prefix string) bool { return strings.HasPrefix(address, prefix) }) {
			log.Error("an address is not opened, since it is none of the web")
			return
		}
		fmt.Fprintf(stderr, "Opening in your browser: %s\n", address)
		command := append(opener[:len(opener):len(opener)], address)
		if len(own) > 0 {
			command = own.With(address)
		}
		launch(command, log)
	}
}

// openable is how an address of the web begins, or of a Google on this computer.
var openable = []string{"https://", "http://127.0.0.1:", "http://localhost:", "http://[::1]:"}

// Editor returns a function that opens a file in the program that the desktop
// has for it.
func Editor(log *slog.Logger) func(path string) {
	return func(path string) { launch(append(opener[:len(opener):len(opener)], path), log) }
}

// launch starts a program that may outlive the app.
func launch(command []string, log *slog.Logger) {
	cmd := exec.Command(command[0], command[1:]...)
	if err := cmd.Start(); err != nil {
		log.Warn("opening an address or a file", "error", err)
		return
	}
	go func() { // reaps it
		if err := cmd.Wait(); err != nil {
			log.Warn("opening an address or a file", "with", command[0], "error", err)
		}
	}()
}
