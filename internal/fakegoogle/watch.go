package fakegoogle

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"time"
)

// gmailPublisher is who publishes Gmail's pushes, and publisherRole what it
// must have been granted on the topic (Gmail API, push guide).
const (
	gmailPublisher = "serviceAccount:gmail-api-push@system.gserviceaccount.com"
	publisherRole  = "roles/pubsub.publisher"
)

var topicName = regexp.MustCompile(`^projects/([^/]+)/topics/[^/]+$`)

// startWatch begins or renews a person's watch and publishes one notification
// at once, which no record stands behind. Nobody knows in which order Google
// makes its checks.
func (g *Google) startWatch(r *request) (any, *refusal) {
	var asked struct {
		Topic    string   `json:"topicName"`
		Labels   []string `json:"labelIds"`
		Behavior string   `json:"labelFilterBehavior"`
		Action   string   `json:"labelFilterAction"` // the older name of it
	}
	if err := json.Unmarshal(r.body, &asked); err != nil {
		return nil, badRequest("Invalid JSON payload received.")
	}
	behavior := strings.ToLower(asked.Behavior + asked.Action)
	if !slices.Contains([]string{"", "include", "exclude"}, behavior) {
		return nil, badRequest("Invalid value at 'label_filter_behavior'")
	}
	for _, l := range asked.Labels {
		if _, known := r.box.tallies[l]; !known {
			return nil, badRequest("Invalid label: %s", l)
		}
	}
	if refused := g.checkTopic(r.box, asked.Topic); refused != nil {
		return nil, refused
	}
	ends := g.opts.Now().Add(watchLife)
	r.box.watch = &watch{topic: asked.Topic, ends: ends}
	g.push(r.box, nil) // before the labels narrow it
	r.box.watch.labels, r.box.watch.exclude = asked.Labels, behavior == "exclude"
	return struct {
		Head       decimal `json:"historyId"`
		Expiration decimal `json:"expiration"`
	}{decimal(r.box.head), decimal(ends.UnixMilli())}, nil
}

// checkTopic says why a mailbox cannot be watched through the topic, or nil.
func (g *Google) checkTopic(box *mailbox, name string) *refusal {
	parts := topicName.FindStringSubmatch(name)
	if parts == nil || parts[1] != g.opts.Project {
		return badRequest("Invalid topicName does not match projects/%s/topics/*", g.opts.Project)
	}
	const failed = "Error sending test message to Cloud PubSub "
	topic := g.pubsub.topics[name]
	switch {
	case box.watch != nil && box.watch.topic != name && g.opts.Now().Before(box.watch.ends):
		r := badRequest("Only one user push notification client allowed per developer (call /stop then try again)")
		r.reason = "failedPrecondition"
		return r
	case topic == nil:
		r := notFound()
		r.message = failed + name + " : Resource not found (resource=" + name[strings.LastIndex(name, "/")+1:] + ")."
		return r
	case !topic.lets(gmailPublisher):
		return forbidden(failed + name + " : User not authorized to perform this action.")
	}
	return nil
}

// stopWatch ends the watch, for every computer of the person. Without one it is fine too.
func (g *Google) stopWatch(r *request) (any, *refusal) {
	r.box.watch = nil
	return struct{}{}, nil
}

// A Watch is a live watch, for tests to look at.
type Watch struct {
	Topic  string
	Labels []string
	Ends   time.Time
}

// Watch is a person's live watch; ok tells whether there is one.
func (g *Google) Watch(address string) (w Watch, ok bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	live := g.box(address).watch
	if live == nil || !g.opts.Now().Before(live.ends) {
		return Watch{}, false
	}
	return Watch{live.topic, live.labels, live.ends}, true
}
