package desktop

import (
	"fmt"
	"os/exec"
	"strings"
	"testing"
	"time"

	"lettertray/internal/fakegoogle"
)

// warmUp is how many letters each client gets before its times count.
const warmUp = 10

// breath is the time between two letters, in which a client finishes what it
// does after telling one: its paperwork must not run into the other's turn.
const breath = 50 * time.Millisecond

// measureLatency delivers letters to the app and to the bare client by turns
// and compares how long each takes until it asks for the notification. The
// server, the bus and the machine are the same for both.
func measureLatency(t *testing.T, b *box, g *google, watch *stopwatch) {
	b.startBare(t, g)
	g.untilAsked(t, historyList, bob) // for the push that his watch begins with

	took := map[string][]time.Duration{}
	for i := range warmUp + *letters {
		for _, person := range []string{ada, bob} {
			subject := fmt.Sprintf("Letter %d to %s", i, person)
			<-time.After(breath)
			begin := time.Now()
			g.Deliver(person, letter("Grace Hopper", subject, ""))
			if told := watch.untilNotified(t, subject); i >= warmUp {
				took[person] = append(took[person], told.Sub(begin))
			}
		}
	}
	fmt.Printf("publish to Notify, %d letters each:\n", *letters)
	remark("  lettertray, median", median(took[ada]), "ms")
	remark("  lettertray, p99", quantile(took[ada], 0.99), "ms")
	remark("  bare client, median", median(took[bob]), "ms")
	remark("  bare client, p99", quantile(took[bob], 0.99), "ms")
	report("  ratio of the medians", median(took[ada])/median(took[bob]), maxRatio, "")
}

// startBare starts the bare client for bob.
func (b *box) startBare(t *testing.T, g *google) {
	t.Helper()
	_, access := g.Grant(bob, fakegoogle.ScopeMetadata, fakegoogle.ScopePubSub)
	topic := g.AddTopic("bare")
	subscription, err := g.AddSubscription("bare", topic)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(bareClient, "-gmail", g.url, "-pubsub", g.pubsub, "-topic", topic, "-subscription", subscription)
	cmd.Stdin = strings.NewReader(access + "\n")
	p := b.start(t, cmd)
	t.Cleanup(func() {
		if t.Failed() {
			t.Logf("the bare client said:\n%s", p.log)
		}
	})
}
