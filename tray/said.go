//go:build !darwin || cgo

package tray

import (
	"context"
	"io"
	"log"
	"log/slog"
	"strings"
)

// A listener takes systray's words out of the standard log, where it writes
// them, and lets everybody else's pass.
type listener struct {
	next io.Writer
	said chan<- string
}

// Write hands over and never logs itself: it is called under the standard
// logger's lock, through which a slog handler may have to write.
func (l *listener) Write(line []byte) (int, error) {
	_, words, ours := strings.Cut(string(line), "systray error: ")
	if !ours {
		return l.next.Write(line)
	}
	select {
	case l.said <- strings.TrimSpace(words):
	default: // so many complaints at once say nothing that the first ones didn't
	}
	return len(line), nil
}

// listen sends systray's words to the tray's log until ctx ends.
func listen(ctx context.Context, to *slog.Logger) {
	said := make(chan string, 16)
	l := &listener{log.Writer(), said}
	log.SetOutput(l)
	go func() {
		defer func() {
			if log.Writer() == l { // else somebody has redirected it since
				log.SetOutput(l.next)
			}
		}()
		for {
			select {
			case <-ctx.Done():
				return
			case words := <-said:
				to.Log(ctx, gravity(words), "systray complains", "words", words)
			}
		}
	}()
}

// gravity is how much a complaint matters. That no panel is there to register
// with is found out, and said, by the tray itself.
func gravity(words string) slog.Level {
	if strings.HasPrefix(words, "failed to register:") {
		return slog.LevelDebug
	}
	return slog.LevelWarn
}
