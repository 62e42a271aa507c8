package app

import (
	"fmt"
	"io"
	"log/slog"
	"os/exec"
	"strings"
)

// Browser returns a function that opens an address in the person's browser. It
// writes the address to stderr as well: where no browser can be opened, the
// person may open one elsewhere.
func Browser(stderr io.Writer, log *slog.Logger) func(address string) {
	return func(address string) {
		// Only addresses that no opener can take for an option or a file.
		if !strings.HasPrefix(address, "https://") && !strings.HasPrefix(address, "http://127.0.0.1:") {
			log.Error("an address is not opened, since it is none of the web")
			return
		}
		fmt.Fprintf(stderr, "Opening in your browser: %s\n", address)
		command := append(opener[:len(opener):len(opener)], address)
		cmd := exec.Command(command[0], command[1:]...)
		if err := cmd.Start(); err != nil {
			log.Warn("opening the browser", "error", err)
			return
		}
		// Some openers stay until the browser is closed, which may outlive the app.
		go func() {
			if err := cmd.Wait(); err != nil {
				log.Warn("opening the browser", "with", opener[0], "error", err)
			}
		}()
	}
}
