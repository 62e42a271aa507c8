package desktop

import (
	"fmt"
	"os"
	"testing"
	"time"
)

const megabyte = 1e6

// What the program may cost. Only `make bench` holds it to that: a busy machine
// would fail it without anybody's fault.
const (
	maxRatio    = 1.5 // median from publish to Notify, against the bare client's
	maxRSS      = 25  // MB, idle
	maxSwitches = 60  // voluntary context switches a minute, idle
	maxStart    = 150 // ms, from the program's start to its registered icon
	maxBinary   = 22  // MB, stripped
)

func TestCosts(t *testing.T) {
	if !*costs {
		t.Skip("make bench measures")
	}
	need(t, "dbus-daemon", "gnome-keyring-daemon", "secret-tool")
	b := newBox(t)
	b.startKeyring(t)
	g := b.serveGoogle(t)
	watch := b.startStopwatch(t)
	b.signInUnseen(t, g)

	measureBinary(t)
	measureStart(t, b, watch)
	streams := g.Count(streamingPull)
	app := b.startApp(t)
	g.untilCalled(t, streamingPull, streams+1)
	measureIdle(t, app)
	measureLatency(t, b, g, watch)
}

// signInUnseen has ada sign in without a browser, and ends the app again.
func (b *box) signInUnseen(t *testing.T, g *google) {
	t.Helper()
	var app *part
	b.allow(t, g, ada, func() { app = b.startApp(t, "--client", b.client()) })
	g.untilCalled(t, streamingPull, 1)
	g.untilCalled(t, watchMailbox, 1)
	eventually(t, "the keyring has the token", func() bool { return b.token(ada) != "" })
	app.stop()
}

// report prints a figure beside its limit.
func report(what string, got, limit float64, unit string) {
	verdict := "pass"
	if got > limit {
		verdict = "FAIL"
	}
	fmt.Printf("%-42s %8.2f %-3s at most %-4g %s\n", what, got, unit, limit, verdict)
}

// remark prints a figure that has no limit.
func remark(what string, got float64, unit string) {
	fmt.Printf("%-42s %8.2f %s\n", what, got, unit)
}

func measureBinary(t *testing.T) {
	file, err := os.Stat(lettertray)
	if err != nil {
		t.Fatal(err)
	}
	report("stripped binary", float64(file.Size())/megabyte, maxBinary, "MB")
}

func measureStart(t *testing.T, b *box, watch *stopwatch) {
	var all []time.Duration
	for range 11 {
		watch.forget()
		begin := time.Now()
		app := b.startApp(t)
		all = append(all, watch.untilRegistered(t).Sub(begin))
		app.stop()
	}
	report("start to registered icon, median of 11", median(all), maxStart, "ms")
}
