//go:build !race

package sync_test

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"lettertray/internal/fakegoogle"
)

// A story is what happened in a run, for whoever must understand a failure.
type story struct {
	lines  []string
	broken []string // promises, in words
}

// storyLength is how many lines of a story are printed: the last ones.
const storyLength = 250

// note adds a line to the story. The mutex is held.
func (s *sim) note(format string, args ...any) {
	at := time.Since(s.began)
	days := at / (24 * time.Hour)
	clock := time.Time{}.Add(at - days*24*time.Hour).Format("15:04:05.000")
	s.story.lines = append(s.story.lines, fmt.Sprintf("day %d %s  %s", days+1, clock, fmt.Sprintf(format, args...)))
}

// say adds a line to the story.
func (s *sim) say(format string, args ...any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.note(format, args...)
}

// breach notes that a promise was broken. The mutex is held.
func (s *sim) breach(format string, args ...any) {
	broken := fmt.Sprintf(format, args...)
	s.story.broken = append(s.story.broken, broken)
	s.note("BROKEN: %s", broken)
}

// tell fails the test with the story if a promise was broken.
func (s *sim) tell(t *testing.T, days int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	t.Logf("at most %d requests and %d quota units in a day, %d units in a minute", s.meter.day.mostRequests, s.meter.day.mostUnits, s.meter.minute.mostUnits)
	if len(s.story.broken) == 0 {
		return
	}
	lines := s.story.lines[max(0, len(s.story.lines)-storyLength):]
	t.Errorf("%s\n\nagain: go test ./sync -run '^%s$' -days %d -seeds %d\n\n%s",
		strings.Join(s.story.broken, "\n"), strings.ReplaceAll(t.Name(), "/", "$/^"), days, s.seed, strings.Join(lines, "\n"))
}

// Handle puts the engine's log into the story.
func (s *sim) Handle(_ context.Context, r slog.Record) error {
	var attrs strings.Builder
	r.Attrs(func(a slog.Attr) bool {
		fmt.Fprintf(&attrs, " %s=%.160s", a.Key, a.Value)
		return true
	})
	s.say("    engine: %s%s", r.Message, &attrs)
	return nil
}

func (s *sim) Enabled(context.Context, slog.Level) bool { return true }
func (s *sim) WithAttrs([]slog.Attr) slog.Handler       { return s }
func (s *sim) WithGroup(string) slog.Handler            { return s }

// brief is a fault in few words.
func brief(f fakegoogle.Fault) string {
	switch {
	case f.Cut:
		return "a cut connection"
	case f.Hang:
		return "no answer"
	case f.Body != "":
		return fmt.Sprintf("%q", f.Body)
	case f.Status != 0:
		return fmt.Sprintf("%d %s %.50q", f.Status, f.Reason, f.Message)
	}
	return fmt.Sprintf("%v %s", f.Code, f.Reason)
}
