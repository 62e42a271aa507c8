//go:build !darwin || cgo

package tray

import (
	"bytes"
	"context"
	"io"
	"log"
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"
)

func TestSystraysWordsGoToTheLogAndOthersPass(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var others, ours bytes.Buffer
		defer log.SetOutput(log.Writer())
		log.SetOutput(&others)
		ctx, cancel := context.WithCancel(t.Context())
		listen(ctx, slog.New(slog.NewTextHandler(&ours, nil)))

		log.Print("systray error: failed to request name: no")
		log.Print("systray error: failed to register: no panel")
		log.Print("http: something else")
		synctest.Wait()
		cancel()
		synctest.Wait()

		if got := ours.String(); strings.Count(got, "\n") != 1 || !strings.Contains(got, "failed to request name: no") {
			t.Errorf("our log: %s", got)
		}
		if got := others.String(); strings.Count(got, "\n") != 1 || !strings.Contains(got, "http: something else") {
			t.Errorf("the standard log: %s", got)
		}
		if log.Writer() != io.Writer(&others) {
			t.Error("the standard log was not given back")
		}
	})
}

// slog's first default handler writes through the standard log, whose lock is
// held while a line is written.
func TestALogThatWritesToTheStandardLogDoesNotDeadlock(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var out bytes.Buffer
		defer log.SetOutput(log.Writer())
		log.SetOutput(&out)
		ctx, cancel := context.WithCancel(t.Context())
		listen(ctx, slog.Default())
		log.Print("systray error: failed to request name: no")
		synctest.Wait()
		cancel()
		synctest.Wait()
		if !strings.Contains(out.String(), "failed to request name") {
			t.Errorf("got %q", out.String())
		}
	})
}
