package desktop

import (
	"context"
	"fmt"
	"testing"
	"time"

	"lettertray/internal/fakegoogle"
)

// What waits for the app after a long absence: new mail that stayed, and what
// else happened in the mailbox.
const (
	sizeNew     = 10_000  // letters that came and stayed unread
	sizeRecords = 100_000 // of history, theirs included
	sizeOld     = 1_000   // letters that were there before
)

// What it may cost to catch up with that.
const (
	maxPeakRSS       = 40    // MB
	maxNotifications = 5     // instead of one a letter
	maxUnits         = 6_000 // of Gmail's quota: a person's for one minute
	maxCatchUp       = 60    // s: so that all those units fall into one minute
)

// TestSize measures how the app catches up with a full mailbox.
func TestSize(t *testing.T) {
	if !*costs {
		t.Skip("make bench measures")
	}
	need(t, "dbus-daemon", "gnome-keyring-daemon", "secret-tool")
	b := newBox(t)
	b.startKeyring(t)
	g := b.serveGoogle(t)
	watch := b.startStopwatch(t)
	var old []string
	for i := range sizeOld {
		old = append(old, g.deliver("Ada's past", fmt.Sprintf("Old letter %d", i), ""))
	}
	b.signInUnseen(t, g)
	g.fill(t, old)
	watch.forgetNotes()

	counted := g.Count(labelsGet)
	_, before := g.Spent()
	begin := time.Now()
	app := b.startApp(t)
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	defer cancel()
	if g.Await(ctx, func() bool { return g.Count(labelsGet) > counted }) != nil {
		t.Fatal("the app does not catch up")
	}
	took := time.Since(begin)
	_, after := g.Spent()
	peak := float64(number(t, fmt.Sprintf("/proc/%d/status", app.cmd.Process.Pid), "VmHWM")) * 1024 / megabyte
	fmt.Printf("catching up with %d new letters in %d records:\n", sizeNew, sizeRecords)
	report("  resident memory, peak", peak, maxPeakRSS, "MB")
	report("  notifications", float64(watch.forgetNotes()), maxNotifications, "")
	report("  quota units", float64(after-before), maxUnits, "")
	report("  time", took.Seconds(), maxCatchUp, "s")
}

// fill has the mailbox's history happen: letters that stay, between others that
// come and are read, and old ones whose star comes and goes.
func (g *google) fill(t *testing.T, old []string) {
	t.Helper()
	records := 0
	must := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
		records++
	}
	for i := range sizeNew {
		g.deliver("Grace Hopper", fmt.Sprintf("Letter %d", i), "")
		records++
		for left := (sizeRecords - records) / (sizeNew - i); left >= 4; left -= 4 {
			passing := g.Deliver(ada, fakegoogle.Letter{FromAddress: "news@example.com", Subject: "News"})
			records++
			must(g.MarkRead(ada, passing))
			star := old[i%len(old)]
			must(g.Modify(ada, star, []string{"STARRED"}, nil))
			must(g.Modify(ada, star, nil, []string{"STARRED"}))
		}
	}
	t.Logf("%d records", records)
}
