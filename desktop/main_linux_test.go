package desktop

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

var (
	costs    = flag.Bool("costs", false, "measure what the program costs (make bench)")
	letters  = flag.Int("letters", 200, "letters that each client of the latency measurement gets")
	idle     = flag.Duration("idle", time.Minute, "how long the idle program is watched")
	kills    = flag.Int("kills", 20, "how often TestKills kills the app")
	seed     = flag.Uint64("seed", 0, "draws the moments of TestKills; 0 draws a seed")
	pictures = flag.String("pictures", "", "folder for the README's pictures (make pictures)")
)

// The programs under test, as a person would run them. Built by TestMain.
var lettertray, bareClient string

func TestMain(m *testing.M) {
	flag.Parse()
	dir, err := os.MkdirTemp("", "lettertray")
	if err != nil {
		fmt.Fprintln(os.Stderr, "desktop:", err)
		os.Exit(1)
	}
	code := build(dir)
	if code == 0 {
		code = m.Run()
	}
	os.RemoveAll(dir)
	os.Exit(code)
}

// build makes the binaries as `make build` does, never with the race detector:
// what is tested and measured is what people get.
func build(dir string) int {
	lettertray, bareClient = filepath.Join(dir, "lettertray"), filepath.Join(dir, "bare")
	for out, pkg := range map[string]string{lettertray: "..", bareClient: "./bare"} {
		cmd := exec.Command("go", "build", "-trimpath", "-buildvcs=false",
			"-tags=grpcnotrace", "-gcflags=all=-l", "-ldflags=-s -w", "-o", out, pkg)
		cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
		cmd.Stdout, cmd.Stderr = os.Stderr, os.Stderr
		if err := cmd.Run(); err != nil {
			fmt.Fprintf(os.Stderr, "desktop: building %s: %v\n", pkg, err)
			return 1
		}
	}
	return 0
}
