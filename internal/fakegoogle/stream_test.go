package fakegoogle_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"cloud.google.com/go/pubsub/v2/apiv1/pubsubpb"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"

	"lettertray/internal/fakegoogle"
)

// A pull is an open StreamingPull.
type pull struct {
	*world
	grpc.BidiStreamingClient[pubsubpb.StreamingPullRequest, pubsubpb.StreamingPullResponse]
}

func (w *world) pull(ps wire, ctx context.Context) pull {
	w.Helper()
	n := w.g.Streams("")
	stream, err := ps.StreamingPull(ctx)
	if err != nil {
		w.Fatal(err)
	}
	p := pull{w, stream}
	p.say(&pubsubpb.StreamingPullRequest{Subscription: subA, StreamAckDeadlineSeconds: 10, ProtocolVersion: 1})
	w.await(func() bool { return w.g.Streams(subA) > n })
	return p
}

func (p pull) say(req *pubsubpb.StreamingPullRequest) {
	p.Helper()
	if err := p.Send(req); err != nil {
		p.Fatal(err)
	}
}

// hear gives the payloads of the next answer and their ack ids.
func (p pull) hear() (payloads, ids []string) {
	p.Helper()
	got, err := p.Recv()
	if err != nil {
		p.Fatal(err)
	}
	for _, m := range got.ReceivedMessages {
		payloads = append(payloads, string(m.Message.Data))
		ids = append(ids, m.AckId)
	}
	return payloads, ids
}

// withSubscription is a world with topic and subscription, inside a bubble.
func withSubscription(t *testing.T, test func(w *world, ps wire, ctx context.Context)) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, fakegoogle.Options{})
		w.g.AddTopic("a")
		if _, err := w.g.AddSubscription("a-1", topicA); err != nil {
			t.Fatal(err)
		}
		ps, ctx := w.pubsub()
		test(w, ps, ctx)
	})
}

func (w *world) publish(payload string) {
	w.Helper()
	if err := w.g.Publish(topicA, []byte(payload)); err != nil {
		w.Fatal(err)
	}
}

func TestAMessageComesAtOnceAndUntilItIsAcknowledged(t *testing.T) {
	withSubscription(t, func(w *world, ps wire, ctx context.Context) {
		p := w.pull(ps, ctx)
		start := time.Now()
		w.publish("one")
		if got, _ := p.hear(); len(got) != 1 || got[0] != "one" || time.Since(start) != 0 {
			t.Fatalf("heard %v after %v", got, time.Since(start))
		}
		got, ids := p.hear()
		if len(got) != 1 || got[0] != "one" || time.Since(start) != 10*time.Second {
			t.Fatalf("heard again %v after %v", got, time.Since(start))
		}
		p.say(&pubsubpb.StreamingPullRequest{AckIds: ids})
		synctest.Wait()
		time.Sleep(time.Minute) // the bubble's clock
		w.publish("two")
		if got, ids = p.hear(); len(got) != 1 || got[0] != "two" {
			t.Fatalf("after an acknowledgement heard %v", got)
		}
		p.say(&pubsubpb.StreamingPullRequest{ModifyDeadlineAckIds: ids, ModifyDeadlineSeconds: []int32{0}})
		if got, _ = p.hear(); len(got) != 1 || got[0] != "two" {
			t.Fatalf("after giving it back heard %v", got)
		}
	})
}

func TestWhatAStreamLeftComesOnTheNext(t *testing.T) {
	withSubscription(t, func(w *world, ps wire, ctx context.Context) {
		w.publish("before")
		p := w.pull(ps, ctx)
		p.hear()
		w.g.EndStreams(codes.Unavailable)
		_, err := p.Recv()
		w.wantCode(err, codes.Unavailable)
		if got, _ := w.pull(ps, ctx).hear(); len(got) != 1 || got[0] != "before" {
			t.Errorf("heard %v", got)
		}
	})
}

func TestAProbeIsAnswered(t *testing.T) {
	withSubscription(t, func(w *world, ps wire, ctx context.Context) {
		p := w.pull(ps, ctx)
		for range 3 {
			p.say(&pubsubpb.StreamingPullRequest{})
			if got, _ := p.hear(); got != nil {
				t.Errorf("a probe brought %v", got)
			}
		}
	})
}

func TestAHalfOpenStreamIsSilentWhileANewOneIsWell(t *testing.T) {
	withSubscription(t, func(w *world, ps wire, ctx context.Context) {
		old := w.pull(ps, ctx)
		w.g.SilenceStreams()
		w.publish("one")
		old.say(&pubsubpb.StreamingPullRequest{})
		heard := make(chan error, 1)
		go func() {
			_, err := old.Recv()
			heard <- err
		}()
		time.Sleep(30 * time.Minute) // the bubble's clock; the token lives an hour
		select {
		case err := <-heard:
			t.Fatalf("the silent stream spoke, or ended: %v", err)
		default:
		}
		if got, _ := w.pull(ps, ctx).hear(); len(got) != 1 || got[0] != "one" {
			t.Errorf("the new stream heard %v", got)
		}
	})
}

func TestStreamsEnd(t *testing.T) {
	for _, tt := range []struct {
		name string
		end  func(g *fakegoogle.Google)
		want codes.Code
	}{
		{"with NotFound when the subscription is deleted", func(g *fakegoogle.Google) { g.DeleteSubscription(subA) }, codes.NotFound},
		{"with Unavailable when the network goes", func(g *fakegoogle.Google) { g.NetworkAway(true) }, codes.Unavailable},
		{"with Unauthenticated when the person revokes", func(g *fakegoogle.Google) { g.Revoke(ada) }, codes.Unauthenticated},
		{"with what they are told to", func(g *fakegoogle.Google) { g.EndStreams(codes.Internal) }, codes.Internal},
	} {
		t.Run(tt.name, func(t *testing.T) {
			withSubscription(t, func(w *world, ps wire, ctx context.Context) {
				p := w.pull(ps, ctx)
				tt.end(w.g)
				_, err := p.Recv()
				w.wantCode(err, tt.want)
				w.await(func() bool { return w.g.Streams("") == 0 })
			})
		})
	}
}

func TestAStreamOnNothing(t *testing.T) {
	w := newWorld(t, fakegoogle.Options{})
	ps, ctx := w.pubsub()
	stream, err := ps.StreamingPull(ctx)
	if err != nil {
		t.Fatal(err)
	}
	pull{w, stream}.say(&pubsubpb.StreamingPullRequest{Subscription: subA, StreamAckDeadlineSeconds: 10})
	_, err = stream.Recv()
	w.wantCode(err, codes.NotFound)
}
