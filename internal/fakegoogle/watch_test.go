package fakegoogle_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"cloud.google.com/go/pubsub/v2/apiv1/pubsubpb"

	"lettertray/internal/fakegoogle"
)

// watch asks for a watch of the labels.
func (w *world) watch(topic, labels string) (int, answer) {
	w.Helper()
	return w.gmail("POST", "/watch", fmt.Sprintf(`{"topicName":%q,"labelIds":[%s],"labelFilterBehavior":"include"}`, topic, labels))
}

func TestWatchIsRefused(t *testing.T) {
	for _, tt := range []struct {
		name    string
		arrange func(w *world) (topic string)
		want    int
		message string
	}{
		{"with a topic of another project", func(*world) string { return "projects/other/topics/a" },
			400, "Invalid topicName does not match projects/lettertray-demo/topics/*"},
		{"with something that is no topic", func(*world) string { return "a" },
			400, "Invalid topicName does not match projects/lettertray-demo/topics/*"},
		{"without the topic", func(*world) string { return "projects/lettertray-demo/topics/a" },
			404, "Error sending test message to Cloud PubSub projects/lettertray-demo/topics/a : Resource not found (resource=a)."},
		{"without the grant", func(w *world) string {
			topic := w.g.AddTopic("a")
			if err := w.g.DropGrants(topic); err != nil {
				w.Fatal(err)
			}
			return topic
		}, 403, "Error sending test message to Cloud PubSub projects/lettertray-demo/topics/a : User not authorized to perform this action."},
		{"while another topic has the place", func(w *world) string {
			if status, got := w.watch(w.g.AddTopic("other"), ""); status != 200 {
				w.Fatal(got)
			}
			return w.g.AddTopic("a")
		}, 400, "Only one user push notification client allowed per developer (call /stop then try again)"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := newWorld(t, fakegoogle.Options{})
			before, _ := w.g.Watch(ada)
			topic := tt.arrange(w)
			status, got := w.watch(topic, `"INBOX"`)
			if message := got.at("error", "message"); status != tt.want || message != tt.message {
				t.Errorf("%d %v", status, message)
			}
			if now, _ := w.g.Watch(ada); now.Topic == topic && before.Topic != topic {
				t.Error("it watches all the same")
			}
		})
	}
}

func TestWatch(t *testing.T) {
	now := time.Date(2026, 9, 11, 20, 0, 0, 0, time.UTC)
	w := newWorld(t, fakegoogle.Options{Now: func() time.Time { return now }, TokenLife: 30 * 24 * time.Hour})
	ps, ctx := w.pubsub()
	topic := w.g.AddTopic("a")
	sub, err := w.g.AddSubscription("a-1", topic)
	if err != nil {
		t.Fatal(err)
	}
	// pushes are the payloads that wait, acknowledged.
	pushes := func() (payloads []string) {
		t.Helper()
		got, err := ps.Pull(ctx, &pubsubpb.PullRequest{Subscription: sub, MaxMessages: 100})
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range got.ReceivedMessages {
			payloads = append(payloads, string(m.Message.Data))
			if _, err := ps.Acknowledge(ctx, &pubsubpb.AcknowledgeRequest{Subscription: sub, AckIds: []string{m.AckId}}); err != nil {
				t.Fatal(err)
			}
		}
		return payloads
	}
	head := func() string {
		return fmt.Sprintf(`{"emailAddress":"ada@gmail.com","historyId":%d}`, w.g.HistoryID(ada))
	}
	want := func(what string, payloads ...string) {
		t.Helper()
		if got := pushes(); strings.Join(got, "\n") != strings.Join(payloads, "\n") {
			t.Errorf("%s: pushed %v, want %v", what, got, payloads)
		}
	}

	w.g.Deliver(ada, fakegoogle.Letter{})
	want("nobody watches")
	status, got := w.watch(topic, `"INBOX"`)
	if status != 200 || got["expiration"] != fmt.Sprint(now.Add(7*24*time.Hour).UnixMilli()) || got["historyId"] != fmt.Sprint(w.g.HistoryID(ada)) {
		t.Errorf("watch: %d %v", status, got)
	}
	want("a watch pushes at once", head())
	id := w.g.Deliver(ada, fakegoogle.Letter{})
	want("a letter", head())
	w.g.Deliver(ada, fakegoogle.Letter{Labels: []string{"SENT"}})
	want("a letter under another label")
	if err := w.g.Archive(ada, id); err != nil {
		t.Fatal(err)
	}
	want("a letter that left the label", head())

	w.watch(topic, `"SENT"`)
	want("the last watch's labels win", head())
	w.g.Deliver(ada, fakegoogle.Letter{Labels: []string{"SENT"}})
	want("a letter under the new label", head())

	now = now.Add(7 * 24 * time.Hour)
	w.g.Deliver(ada, fakegoogle.Letter{Labels: []string{"SENT"}})
	want("the watch has lapsed")
	if status, got = w.watch(w.g.AddTopic("b"), ""); status != http.StatusOK {
		t.Errorf("another topic after the watch lapsed: %d %v", status, got)
	}
	if status, _ = w.gmail("POST", "/stop", ""); status != http.StatusOK {
		t.Errorf("stop: %d", status)
	}
	if watch, ok := w.g.Watch(ada); ok {
		t.Errorf("after stop there is %v", watch)
	}

	w.watch(topic, "")
	pushes()
	if err := w.g.DropGrants(topic); err != nil {
		t.Fatal(err)
	}
	w.g.Deliver(ada, fakegoogle.Letter{})
	want("the grant is gone")
}
