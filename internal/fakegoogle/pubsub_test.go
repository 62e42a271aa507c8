package fakegoogle_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"cloud.google.com/go/iam/apiv1/iampb"
	"cloud.google.com/go/pubsub/v2/apiv1/pubsubpb"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/types/known/durationpb"

	"lettertray/internal/fakegoogle"
)

const (
	topicA = "projects/lettertray-demo/topics/a"
	subA   = "projects/lettertray-demo/subscriptions/a-1"
)

func TestTopicsAndSubscriptions(t *testing.T) {
	w := newWorld(t, fakegoogle.Options{})
	ps, ctx := w.pubsub()
	_, err := ps.GetTopic(ctx, &pubsubpb.GetTopicRequest{Topic: topicA})
	w.wantCode(err, codes.NotFound)
	_, err = ps.CreateSubscription(ctx, &pubsubpb.Subscription{Name: subA, Topic: topicA})
	w.wantCode(err, codes.NotFound)
	_, err = ps.CreateTopic(ctx, &pubsubpb.Topic{Name: "projects/other/topics/a"})
	w.wantCode(err, codes.PermissionDenied)
	_, err = ps.CreateTopic(ctx, &pubsubpb.Topic{Name: topicA})
	w.wantCode(err, codes.OK)
	_, err = ps.CreateTopic(ctx, &pubsubpb.Topic{Name: topicA})
	w.wantCode(err, codes.AlreadyExists)

	_, err = ps.CreateSubscription(ctx, &pubsubpb.Subscription{Name: subA, Topic: topicA, AckDeadlineSeconds: 5})
	w.wantCode(err, codes.InvalidArgument)
	_, err = ps.CreateSubscription(ctx, &pubsubpb.Subscription{Name: subA, Topic: topicA, MessageRetentionDuration: durationpb.New(time.Second)})
	w.wantCode(err, codes.InvalidArgument)
	_, err = ps.CreateSubscription(ctx, &pubsubpb.Subscription{Name: subA, Topic: topicA,
		ExpirationPolicy: &pubsubpb.ExpirationPolicy{Ttl: durationpb.New(time.Hour)}})
	w.wantCode(err, codes.InvalidArgument)
	sub, err := ps.CreateSubscription(ctx, &pubsubpb.Subscription{Name: subA, Topic: topicA})
	w.wantCode(err, codes.OK)
	if sub.GetAckDeadlineSeconds() != 10 || sub.GetExpirationPolicy().GetTtl().AsDuration() != 31*24*time.Hour {
		t.Errorf("defaults are %v", sub)
	}
	_, err = ps.CreateSubscription(ctx, &pubsubpb.Subscription{Name: subA, Topic: topicA})
	w.wantCode(err, codes.AlreadyExists)

	_, err = ps.DeleteTopic(ctx, &pubsubpb.DeleteTopicRequest{Topic: topicA})
	w.wantCode(err, codes.OK)
	sub, err = ps.GetSubscription(ctx, &pubsubpb.GetSubscriptionRequest{Subscription: subA})
	w.wantCode(err, codes.OK)
	if sub.GetTopic() != "_deleted-topic_" {
		t.Errorf("an orphan's topic is %q", sub.GetTopic())
	}
	_, err = ps.DeleteSubscription(ctx, &pubsubpb.DeleteSubscriptionRequest{Subscription: subA})
	w.wantCode(err, codes.OK)
	_, err = ps.DeleteSubscription(ctx, &pubsubpb.DeleteSubscriptionRequest{Subscription: subA})
	w.wantCode(err, codes.NotFound)
	if len(w.g.Topics())+len(w.g.Subscriptions()) != 0 {
		t.Errorf("left are %v and %v", w.g.Topics(), w.g.Subscriptions())
	}
}

func TestPolicies(t *testing.T) {
	w := newWorld(t, fakegoogle.Options{})
	ps, ctx := w.pubsub()
	get := &iampb.GetIamPolicyRequest{Resource: topicA}
	_, err := ps.GetIamPolicy(ctx, get)
	w.wantCode(err, codes.NotFound)
	_, err = ps.CreateTopic(ctx, &pubsubpb.Topic{Name: topicA})
	w.wantCode(err, codes.OK)
	old, err := ps.GetIamPolicy(ctx, get)
	w.wantCode(err, codes.OK)
	mine := &iampb.Policy{Etag: old.Etag, Bindings: []*iampb.Binding{{
		Role: "roles/pubsub.publisher", Members: []string{"serviceAccount:gmail-api-push@system.gserviceaccount.com"},
	}}}
	_, err = ps.SetIamPolicy(ctx, &iampb.SetIamPolicyRequest{Resource: topicA, Policy: mine})
	w.wantCode(err, codes.OK)
	_, err = ps.SetIamPolicy(ctx, &iampb.SetIamPolicyRequest{Resource: topicA, Policy: mine})
	w.wantCode(err, codes.Aborted)
	if status, got := w.watch(topicA, ""); status != 200 {
		t.Errorf("Gmail may not publish: %v", got)
	}
}

func TestWhoMayUsePubSub(t *testing.T) {
	for _, tt := range []struct {
		name   string
		opts   fakegoogle.Options
		token  func(w *world) string
		spoil  func(g *fakegoogle.Google)
		want   codes.Code
		reason string
	}{
		{name: "a token with the scope is let in", want: codes.NotFound},
		{name: "a made-up token is not", token: func(*world) string { return "x" }, want: codes.Unauthenticated},
		{name: "a revoked token is not", spoil: func(g *fakegoogle.Google) { g.Revoke(ada) }, want: codes.Unauthenticated},
		{name: "a token for Gmail alone is not", token: func(w *world) string { _, a := w.g.Grant(ada, fakegoogle.ScopeMetadata); return a },
			want: codes.PermissionDenied, reason: "ACCESS_TOKEN_SCOPE_INSUFFICIENT"},
		{name: "anybody is, when it is open", opts: fakegoogle.Options{OpenPubSub: true},
			token: func(*world) string { return "x" }, want: codes.NotFound},
		{name: "nobody is, where the API is not enabled",
			spoil: func(g *fakegoogle.Google) { g.DisableAPI("pubsub.googleapis.com") }, want: codes.PermissionDenied, reason: "SERVICE_DISABLED"},
		{name: "nobody is, while the network is away",
			spoil: func(g *fakegoogle.Google) { g.NetworkAway(true) }, want: codes.Unavailable},
		{name: "a fault for one method meets it", want: codes.FailedPrecondition, reason: "POLICY", spoil: func(g *fakegoogle.Google) {
			g.Fail("Publisher.", 1, fakegoogle.Fault{Code: codes.FailedPrecondition, Reason: "POLICY"})
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := newWorld(t, tt.opts)
			if tt.token != nil {
				w.token = tt.token(w)
			}
			ps, ctx := w.pubsub()
			if tt.spoil != nil {
				tt.spoil(w.g)
			}
			_, err := ps.GetTopic(ctx, &pubsubpb.GetTopicRequest{Topic: topicA})
			w.wantCode(err, tt.want)
			if got := reasonOf(err); got != tt.reason {
				t.Errorf("reason is %q, want %q", got, tt.reason)
			}
		})
	}
}

// reasonOf is the ErrorInfo's reason in a gRPC error.
func reasonOf(err error) string {
	for _, d := range status.Convert(err).Details() {
		if info, ok := d.(interface{ GetReason() string }); ok {
			return info.GetReason()
		}
	}
	return ""
}

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
