package pubsub

import (
	"context"
	"slices"
	"testing"
	"time"

	"cloud.google.com/go/iam/apiv1/iampb"
	"cloud.google.com/go/pubsub/v2/apiv1/pubsubpb"
	"google.golang.org/genproto/googleapis/type/expr"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"lettertray/internal/fakegoogle"
	"lettertray/internal/mail"
)

func TestEnsureMakesAllThree(t *testing.T) {
	w := newWorld(t, nil)
	s := w.subscription(t, w.options())
	topic, err := s.Ensure(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	wantTopic, wantName := Names(w.Project(), ada, "machine", "installation")
	if topic != wantTopic || !slices.Equal(w.Topics(), []string{wantTopic}) || !slices.Equal(w.Subscriptions(), []string{wantName}) {
		t.Errorf("topics %v, subscriptions %v", w.Topics(), w.Subscriptions())
	}
	sub := w.get(t, wantName)
	if sub.GetTopic() != topic || sub.GetAckDeadlineSeconds() != 10 ||
		sub.GetMessageRetentionDuration().AsDuration() != 24*time.Hour || sub.GetExpirationPolicy().GetTtl().AsDuration() != 31*24*time.Hour {
		t.Errorf("made %v", sub)
	}
	if !mayPublish(w.policy(t, topic)) {
		t.Errorf("Gmail may not publish: %v", w.policy(t, topic))
	}
}

func TestWhereAllIsThereEnsureTakesTwoCalls(t *testing.T) {
	w := newWorld(t, nil)
	s := w.subscription(t, w.options())
	if _, err := s.Ensure(t.Context()); err != nil {
		t.Fatal(err)
	}
	before := len(w.Calls())
	if _, err := s.Ensure(t.Context()); err != nil {
		t.Fatal(err)
	}
	if calls := w.Calls()[before:]; len(calls) != 2 {
		t.Errorf("%d calls: %v", len(calls), calls)
	}
}

func TestEnsureMakesAgainWhatHasVanished(t *testing.T) {
	for name, vanish := range map[string]func(w *world, topic, sub string) error{
		"the subscription": func(w *world, _, sub string) error { return w.DeleteSubscription(sub) },
		"the topic":        func(w *world, topic, _ string) error { return w.DeleteTopic(topic) },
		"the grant":        func(w *world, topic, _ string) error { return w.DropGrants(topic) },
		"both": func(w *world, topic, sub string) error {
			w.DeleteSubscription(sub)
			return w.DeleteTopic(topic)
		},
		"the topic, which came back without us": func(w *world, topic, _ string) error {
			w.DeleteTopic(topic)
			w.AddTopic(topicID(topic))
			return nil
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, nil)
			s := w.subscription(t, w.options())
			topic, err := s.Ensure(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if err := vanish(w, topic, s.name); err != nil {
				t.Fatal(err)
			}
			if _, err := s.Ensure(t.Context()); err != nil {
				t.Fatal(err)
			}
			if sub := w.get(t, s.name); sub.GetTopic() != topic {
				t.Errorf("the subscription hears %s", sub.GetTopic())
			}
			if !mayPublish(w.policy(t, topic)) {
				t.Error("Gmail may not publish")
			}
		})
	}
}

func TestAPolicyKeepsWhatOthersWrote(t *testing.T) {
	w := newWorld(t, nil)
	topic, _ := Names(w.Project(), ada, "machine", "installation")
	w.AddTopic(topicID(topic))
	others := []*iampb.Binding{
		{Role: "roles/pubsub.viewer", Members: []string{"user:bob@example.com"}},
		{Role: publisherRole, Members: []string{publisher}, Condition: &expr.Expr{Expression: "request.time < timestamp('2020-01-01T00:00:00Z')"}},
		{Role: publisherRole, Members: []string{"user:carol@example.com"}},
	}
	iam := iampb.NewIAMPolicyClient(w.conn)
	if _, err := iam.SetIamPolicy(t.Context(), &iampb.SetIamPolicyRequest{Resource: topic, Policy: &iampb.Policy{Version: 3, Bindings: others}}); err != nil {
		t.Fatal(err)
	}
	w.Fail("IAMPolicy.SetIamPolicy", 2, fakegoogle.Fault{Code: codes.Aborted, Message: "There were concurrent policy changes."})
	if _, err := w.subscription(t, w.options()).Ensure(t.Context()); err != nil {
		t.Fatal(err)
	}
	p := w.policy(t, topic)
	if len(p.Bindings) != 3 || p.Version != 3 || p.Bindings[1].GetCondition() == nil {
		t.Errorf("others' bindings are lost: %v", p)
	}
	if got := p.Bindings[2].Members; !slices.Equal(got, []string{"user:carol@example.com", publisher}) {
		t.Errorf("publishers are %v", got)
	}
	if n := w.Count("IAMPolicy.GetIamPolicy"); n != 4 { // three and the one of this test
		t.Errorf("read the policy %d times; each collision asks for another look", n)
	}
}

func TestEnsureFailures(t *testing.T) {
	for name, c := range map[string]struct {
		method string
		fault  fakegoogle.Fault
		want   mail.Kind
	}{
		"no network":                         {"Subscriber.GetSubscription", fakegoogle.Fault{Cut: true}, mail.Temporary},
		"no such project":                    {"Publisher.CreateTopic", fakegoogle.Fault{Code: codes.NotFound, Message: "Requested project not found or user does not have access to it (project=p)."}, mail.Refused},
		"the topic goes while we look":       {"Subscriber.CreateSubscription", fakegoogle.Fault{Code: codes.NotFound, Message: "Resource not found (resource=t)."}, mail.Temporary},
		"an organisation that forbids it":    {"IAMPolicy.SetIamPolicy", fakegoogle.Fault{Code: codes.FailedPrecondition, Message: "One or more users named in the policy do not belong to a permitted customer."}, mail.AdminBlocked},
		"the policy is not the person's":     {"IAMPolicy.GetIamPolicy", fakegoogle.Fault{Code: codes.PermissionDenied, Message: "User not authorized to perform this action."}, mail.Refused},
		"the API is not enabled":             {"Subscriber.GetSubscription", fakegoogle.Fault{Code: codes.PermissionDenied, Reason: "SERVICE_DISABLED", Message: "disabled"}, mail.APIDisabled},
		"somebody always writes the policy":  {"IAMPolicy.SetIamPolicy", fakegoogle.Fault{Code: codes.Aborted, Message: "There were concurrent policy changes."}, mail.Temporary},
		"a server error is not retried here": {"Publisher.CreateTopic", fakegoogle.Fault{Code: codes.Internal, Message: "internal"}, mail.Temporary},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, nil)
			w.Fail(c.method, -1, c.fault)
			_, err := w.subscription(t, w.options()).Ensure(t.Context())
			if err == nil || mail.KindOf(err) != c.want {
				t.Errorf("%v is of the kind %v, want %v", err, mail.KindOf(err), c.want)
			}
			if n := w.Count(c.method); n > policyTries {
				t.Errorf("asked %d times", n)
			}
		})
	}
}

func TestASubscriptionOfAnAdministrators(t *testing.T) {
	w := newWorld(t, nil)
	topic := w.AddTopic("theirs")
	sub, err := w.AddSubscription("theirs", topic)
	if err != nil {
		t.Fatal(err)
	}
	s := w.subscription(t, Options{Address: ada, Topic: topic, Subscription: sub})
	if got, err := s.Ensure(t.Context()); got != topic || err != nil {
		t.Errorf("%s, %v", got, err)
	}
	if err := s.Delete(t.Context()); err != nil || len(w.Subscriptions()) != 1 {
		t.Errorf("what is theirs was deleted, or %v", err)
	}
	w.Fail("Subscriber.GetSubscription", 1, fakegoogle.Fault{Code: codes.PermissionDenied, Message: "User not authorized to perform this action."})
	if _, err := s.Ensure(t.Context()); err != nil {
		t.Errorf("who may receive need not be allowed to look: %v", err)
	}
	w.DeleteSubscription(sub)
	if _, err := s.Ensure(t.Context()); mail.KindOf(err) != mail.NotFound || len(w.Subscriptions()) != 0 {
		t.Errorf("it was made, or %v", err)
	}
	if n := len(w.Calls()) - w.Count("Subscriber.GetSubscription"); n != 0 {
		t.Errorf("%d calls other than looking", n)
	}
}

func TestDelete(t *testing.T) {
	w := newWorld(t, nil)
	s := w.subscription(t, w.options())
	if _, err := s.Ensure(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"there", "gone already"} {
		if err := s.Delete(t.Context()); err != nil || len(w.Subscriptions()) != 0 || len(w.Topics()) != 1 {
			t.Errorf("%s: %v", name, err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.Delete(ctx); status.Code(err) == codes.NotFound || err == nil {
		t.Errorf("the end of the context: %v", err)
	}
}

func TestARejectedAccessTokenIsReplacedOnce(t *testing.T) {
	var tokens source
	w := newWorld(t, &tokens)
	_, good := w.Grant(ada, fakegoogle.ScopePubSub)
	tokens.give("stale")
	var dropped []string
	o := w.options()
	o.Rejected = func(access string) { dropped = append(dropped, access); tokens.give(good) }
	if _, err := w.subscription(t, o).Ensure(t.Context()); err != nil {
		t.Errorf("with a fresh token: %v", err)
	}
	if !slices.Equal(dropped, []string{"stale"}) {
		t.Errorf("dropped %v", dropped)
	}
	o.Rejected = func(access string) { dropped = append(dropped, access) }
	tokens.give("stale")
	_, err := w.subscription(t, o).Ensure(t.Context())
	if err == nil || mail.KindOf(err) != mail.Temporary || len(dropped) != 2 {
		t.Errorf("a token that stays bad: %v, dropped %v", err, dropped)
	}
}

// get looks at a subscription, past the code under test.
func (w *world) get(t *testing.T, name string) *pubsubpb.Subscription {
	t.Helper()
	sub, err := pubsubpb.NewSubscriberClient(w.conn).GetSubscription(t.Context(), &pubsubpb.GetSubscriptionRequest{Subscription: name})
	if err != nil {
		t.Fatal(err)
	}
	return sub
}

// policy reads a topic's policy, past the code under test.
func (w *world) policy(t *testing.T, topic string) *iampb.Policy {
	t.Helper()
	p, err := iampb.NewIAMPolicyClient(w.conn).GetIamPolicy(t.Context(), &iampb.GetIamPolicyRequest{Resource: topic})
	if err != nil {
		t.Fatal(err)
	}
	return p
}
