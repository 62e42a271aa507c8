package fakegoogle_test

import (
	"testing"
	"time"

	"cloud.google.com/go/iam/apiv1/iampb"
	"cloud.google.com/go/pubsub/v2/apiv1/pubsubpb"
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
