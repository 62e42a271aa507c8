package fakegoogle

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"
)

// Pushes is what becomes of Gmail's notifications on their way to the topic.
type Pushes int

const (
	PushesPrompt  Pushes = iota // published at once
	PushesDropped               // lost
	PushesDoubled               // published twice
	PushesHeld                  // kept until ReleasePushes or Mend
	PushesSwapped               // every second one overtakes the one before it
)

// A push is a notification on its way.
type push struct {
	topic string
	data  []byte
}

// SetPushes says what becomes of pushes from now on. What is held stays held.
func (g *Google) SetPushes(p Pushes) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.faults.pushes = p
}

// Pushes is what SetPushes has set.
func (g *Google) Pushes() Pushes {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.faults.pushes
}

// ReleasePushes publishes the held pushes, oldest first.
func (g *Google) ReleasePushes() {
	g.mu.Lock()
	defer g.mu.Unlock()
	held := g.faults.held
	g.faults.held = nil
	g.publishAll(held)
}

// watchLife is how long a watch lives (Gmail API, push guide).
const watchLife = 7 * 24 * time.Hour

// A watch is the one place where a person's mailbox is published to.
type watch struct {
	topic   string
	labels  []string // empty: all
	exclude bool     // the labels are those not to be told of
	ends    time.Time
}

// wants reports whether the watch tells of a change to a message that carries,
// or has just lost, these labels.
func (w *watch) wants(labels []string) bool {
	if len(w.labels) == 0 {
		return true
	}
	hit := slices.ContainsFunc(w.labels, func(l string) bool { return slices.Contains(labels, l) })
	return hit != w.exclude
}

// push tells the topic of a person's watch where the mailbox's history stands.
// Nothing happens without a live watch, or when Gmail may no longer publish.
func (g *Google) push(box *mailbox, labels []string) {
	w := box.watch
	if w == nil || !g.opts.Now().Before(w.ends) || !w.wants(labels) {
		return
	}
	p := push{w.topic, notification(box.address, box.head)}
	switch g.faults.pushes {
	case PushesDropped:
	case PushesDoubled:
		g.publishAll([]push{p, p})
	case PushesHeld:
		g.faults.held = append(g.faults.held, p)
	case PushesSwapped:
		if len(g.faults.held) == 0 {
			g.faults.held = []push{p}
			return
		}
		overtaken := g.faults.held
		g.faults.held = nil
		g.publishAll(append([]push{p}, overtaken...))
	default:
		g.publishAll([]push{p})
	}
}

// publishAll hands pushes to their topics as far as Gmail may.
func (g *Google) publishAll(pushes []push) {
	for _, p := range pushes {
		if t := g.pubsub.topics[p.topic]; t != nil && t.lets(gmailPublisher) {
			g.publish(t, p.data)
		}
	}
}

// notification is Gmail's push: the history id is a number here, although the
// guide shows a string and the REST answers have one.
func notification(address string, head uint64) []byte {
	data, err := json.Marshal(struct {
		Address string `json:"emailAddress"`
		Head    uint64 `json:"historyId"`
	}{address, head})
	if err != nil {
		panic(err) // a string and a number always marshal
	}
	return data
}

// Publish puts any payload on a topic, past every setting of SetPushes: a
// stranger's, a broken or an old one.
func (g *Google) Publish(topic string, data []byte) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	t := g.pubsub.topics[topic]
	if t == nil {
		return fmt.Errorf("there is no topic %s", topic)
	}
	g.publish(t, data)
	return nil
}
