package fakegoogle

import (
	"context"
	"net/url"
	"slices"
	"time"
)

// A Call is one request that reached this Google.
type Call struct {
	Time     time.Time
	Method   string     // gmail.users.history.list, oauth.refresh, Subscriber.StreamingPull, …
	Person   string     // whose token came along; empty where none did
	Resource string     // the message's or label's id, the topic, the subscription; may be empty
	Query    url.Values // of a Gmail request, without tokens; nil elsewhere
	Status   string     // "200", "NotFound", "cut", …; empty while it runs
}

// journalLength is how many calls are remembered: a screenful for the demo and
// more than enough to explain a failed test.
const journalLength = 300

// units are what Gmail charges projects made since May 2026 (Gmail API, usage
// limits). Trash counts as modify; stop's 50 are those of the older table.
var units = map[string]int{
	"gmail.users.getProfile":      1,
	"gmail.users.watch":           100,
	"gmail.users.stop":            50,
	"gmail.users.history.list":    2,
	"gmail.users.labels.list":     1,
	"gmail.users.labels.get":      1,
	"gmail.users.messages.list":   5,
	"gmail.users.messages.get":    20,
	"gmail.users.messages.modify": 5,
	"gmail.users.messages.trash":  5,
}

// A journal remembers what was asked.
type journal struct {
	calls    []Call // oldest first
	counts   map[string]int
	requests int
	units    int
	changed  chan struct{} // closed at the next change; nil while nobody waits
}

func newJournal() journal { return journal{counts: make(map[string]int)} }

// begin counts a call.
func (j *journal) begin(method string) {
	j.counts[method]++
	if cost, isGmail := units[method]; isGmail {
		j.requests++
		j.units += cost
	}
}

// note remembers a call whose status is known.
func (j *journal) note(c Call) {
	if len(j.calls) == journalLength {
		j.calls = slices.Delete(j.calls, 0, journalLength/3)
	}
	j.calls = append(j.calls, c)
	j.wake()
}

// wake lets those who wait look again.
func (j *journal) wake() {
	if j.changed != nil {
		close(j.changed)
		j.changed = nil
	}
}

// Calls are the most recent calls, oldest first. An opened stream stands there
// as "open", and again with its end.
func (g *Google) Calls() []Call {
	g.mu.Lock()
	defer g.mu.Unlock()
	return slices.Clone(g.journal.calls)
}

// Count is how often a method was called, failed calls included.
func (g *Google) Count(method string) int {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.journal.counts[method]
}

// Spent is how many requests Gmail has had and how many quota units they cost.
// Google does not charge every failed request; here all of them count.
func (g *Google) Spent() (requests, units int) {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.journal.requests, g.journal.units
}

// Await waits until done says so, asking it again after every call and every
// stream's end, and gives ctx's error if that ends first.
func (g *Google) Await(ctx context.Context, done func() bool) error {
	for {
		g.mu.Lock()
		if g.journal.changed == nil {
			g.journal.changed = make(chan struct{})
		}
		changed := g.journal.changed
		g.mu.Unlock()
		if done() {
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}
