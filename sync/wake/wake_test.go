package wake

import (
	"context"
	"slices"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

func TestTheClockTells(t *testing.T) {
	t.Setenv("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nonexistent")
	for name, c := range map[string]struct {
		jump time.Duration
		want int
	}{
		"nothing happened":                 {0, 0},
		"an NTP daemon corrects the clock": {5 * time.Second, 0},
		"or sets it back a little":         {-5 * time.Second, 0},
		"a short sleep":                    {11 * time.Second, 1},
		"a night":                          {8 * time.Hour, 1},
		"a clock set back":                 {-time.Hour, 1},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var ahead atomic.Int64
				hints := watch(t, Options{Now: func() time.Time { return time.Now().Add(time.Duration(ahead.Load())) }})
				time.Sleep(time.Hour)
				ahead.Store(int64(c.jump))
				time.Sleep(tick)
				synctest.Wait()
				if len(*hints) != c.want {
					t.Errorf("hints %v, want %d within %v", *hints, c.want, tick)
				}
				time.Sleep(time.Hour)
				synctest.Wait()
				if len(*hints) != c.want || slices.Contains(*hints, Online) {
					t.Errorf("hints %v, want %d in all", *hints, c.want)
				}
			})
		})
	}
}

// watch watches until the test ends. Read the hints after synctest.Wait.
func watch(t *testing.T, o Options) *[]Reason {
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	hints := new([]Reason)
	go func() {
		defer close(done)
		Watch(ctx, o, func(r Reason) { *hints = append(*hints, r) })
	}()
	t.Cleanup(func() { cancel(); <-done })
	return hints
}

func TestALateTickIsASleep(t *testing.T) {
	// Where the monotonic clock runs on during a sleep, the tick comes late.
	if jumped(tick, tick) || jumped(tick+slack, tick) || !jumped(tick+slack+1, tick) || !jumped(tick-slack-1, tick) || !jumped(-time.Hour, tick) {
		t.Error("the line between a tick and a sleep is not where it is said to be")
	}
}
