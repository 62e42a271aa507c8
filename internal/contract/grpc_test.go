package contract

import (
	"cmp"
	"context"
	"errors"
	"net"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"cloud.google.com/go/iam/apiv1/iampb"
	"cloud.google.com/go/pubsub/v2/apiv1/pubsubpb"
	"google.golang.org/grpc"
	"google.golang.org/grpc/test/bufconn"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/durationpb"

	"lettertray/auth"
	"lettertray/internal/fakegoogle"
	"lettertray/internal/mail"
	"lettertray/sync/pubsub"
)

// bearer adds an access token to each call.
type bearer string

func (b bearer) GetRequestMetadata(context.Context, ...string) (map[string]string, error) {
	return map[string]string{"authorization": "Bearer " + string(b)}, nil
}

func (bearer) RequireTransportSecurity() bool { return false }

func TestWhatTheAppAsksOfPubSubIsAllowed(t *testing.T) {
	document, err := PubSub()
	if err != nil {
		t.Fatal(err)
	}
	synctest.Test(t, func(t *testing.T) {
		g := fakegoogle.New(fakegoogle.Options{})
		g.AddPerson(ada)
		_, access := g.Grant(ada, auth.PubSubScope)
		pipe := bufconn.Listen(1 << 20)
		srv := grpc.NewServer(ServerOptions(document, []string{auth.PubSubScope}, func(fault error) { t.Error(fault) })...)
		g.RegisterPubSub(srv)
		go srv.Serve(pipe)
		defer srv.Stop()
		conn, err := pubsub.Dial(bearer(access), "127.0.0.1:1", grpc.WithContextDialer(
			func(ctx context.Context, _ string) (net.Conn, error) { return pipe.DialContext(ctx) }))
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		s, err := pubsub.New(conn, pubsub.Options{Address: ada, Project: g.Project(), Machine: "machine", Installation: "one"})
		if err != nil {
			t.Fatal(err)
		}
		topic, err := s.Ensure(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		pushed := 0 // owned by Receive, and read when it has ended
		go func() { ended <- s.Receive(ctx, func(mail.HistoryID) { pushed++ }, func(error) {}) }()
		synctest.Wait()
		err = g.Publish(topic, []byte(`{"emailAddress":"`+ada+`","historyId":7}`))
		if err != nil {
			t.Fatal(err)
		}
		time.Sleep(5 * time.Minute) // for probes and their answers
		cancel()
		if err := <-ended; err != nil || pushed != 1 {
			t.Errorf("%d pushes, %v", pushed, err)
		}
		if err := s.Delete(t.Context()); err != nil {
			t.Error(err)
		}
		for full := range overREST {
			method := full[strings.LastIndex(full, ".")+1:]
			if g.Count(strings.ReplaceAll(method, "/", ".")) == 0 {
				t.Errorf("%s was not called", method)
			}
		}
	})
}

// calls has a server hold one call against the document and gives what it reports.
func calls(t *testing.T, method, scope string, asked, answer proto.Message) (faults []string) {
	t.Helper()
	document, err := PubSub()
	if err != nil {
		t.Fatal(err)
	}
	s := server{document, []string{scope}, func(fault error) { faults = append(faults, fault.Error()) }}
	s.unary(t.Context(), asked, &grpc.UnaryServerInfo{FullMethod: method}, func(context.Context, any) (any, error) {
		if answer == nil {
			return nil, errors.New("refused")
		}
		return answer, nil
	})
	return faults
}

const (
	aTopic        = "projects/p/topics/t-1"
	aSubscription = "projects/p/subscriptions/s-1"
)

func TestSubscriptionsKeepToTheLimits(t *testing.T) {
	type subscription = pubsubpb.Subscription
	ttl := func(d time.Duration) *pubsubpb.ExpirationPolicy {
		return &pubsubpb.ExpirationPolicy{Ttl: durationpb.New(d)}
	}
	for name, c := range map[string]struct {
		asked *subscription
		want  string
	}{
		"one by default":             {&subscription{}, ""},
		"the shortest deadline":      {&subscription{AckDeadlineSeconds: 10}, ""},
		"a deadline too short":       {&subscription{AckDeadlineSeconds: 9}, "ackDeadlineSeconds is 9"},
		"the longest deadline":       {&subscription{AckDeadlineSeconds: 600}, ""},
		"a deadline too long":        {&subscription{AckDeadlineSeconds: 601}, "ackDeadlineSeconds is 601"},
		"kept as short as may be":    {&subscription{MessageRetentionDuration: durationpb.New(10 * time.Minute)}, ""},
		"kept too short":             {&subscription{MessageRetentionDuration: durationpb.New(10*time.Minute - 1)}, "10 minutes"},
		"kept as long as may be":     {&subscription{MessageRetentionDuration: durationpb.New(31 * day)}, ""},
		"kept too long":              {&subscription{MessageRetentionDuration: durationpb.New(31*day + 1)}, "31 days"},
		"expiring in a day":          {&subscription{ExpirationPolicy: ttl(day)}, ""},
		"expiring too soon":          {&subscription{ExpirationPolicy: ttl(day - 1)}, "1 day"},
		"never expiring":             {&subscription{ExpirationPolicy: &pubsubpb.ExpirationPolicy{}}, ""},
		"a name that starts wrongly": {&subscription{Name: "projects/p/subscriptions/google"}, "goog"},
		"a name too short":           {&subscription{Name: "projects/p/subscriptions/ab"}, "between 3 and 255"},
		"what is Google's to set":    {&subscription{State: pubsubpb.Subscription_ACTIVE}, "Google's to set"},
	} {
		t.Run(name, func(t *testing.T) {
			asked := proto.CloneOf(c.asked)
			asked.Name, asked.Topic = cmp.Or(asked.Name, aSubscription), aTopic
			found(t, calls(t, "/google.pubsub.v1.Subscriber/CreateSubscription", auth.PubSubScope, asked, &subscription{}), c.want)
		})
	}
}

func TestCallsOverGRPC(t *testing.T) {
	const (
		create = "/google.pubsub.v1.Subscriber/CreateSubscription"
		get    = "/google.pubsub.v1.Subscriber/GetSubscription"
		policy = "/google.iam.v1.IAMPolicy/GetIamPolicy"
	)
	look := &pubsubpb.GetSubscriptionRequest{Subscription: aSubscription}
	version := func(n int32) *iampb.GetIamPolicyRequest {
		return &iampb.GetIamPolicyRequest{Resource: aTopic, Options: &iampb.GetPolicyOptions{RequestedPolicyVersion: n}}
	}
	for name, c := range map[string]struct {
		method, scope string
		asked, answer proto.Message // no answer: it is refused
		want          string
	}{
		"a scope of Gmail's":           {get, metadataScope, look, nil, "none of the scopes"},
		"an unknown method":            {"/google.pubsub.v1.Publisher/ListTopics", auth.PubSubScope, look, nil, "knows no"},
		"a name of another kind":       {get, auth.PubSubScope, &pubsubpb.GetSubscriptionRequest{Subscription: aTopic}, nil, "does not match"},
		"no name":                      {get, auth.PubSubScope, &pubsubpb.GetSubscriptionRequest{}, nil, "subscription is empty"},
		"no topic":                     {create, auth.PubSubScope, &pubsubpb.Subscription{Name: aSubscription}, nil, "body.topic is required"},
		"a policy":                     {policy, auth.PubSubScope, version(3), &iampb.Policy{Etag: []byte{255}}, ""},
		"a policy version of nobody's": {policy, auth.PubSubScope, version(2), nil, "Valid values"},
		"an answer of another kind":    {get, auth.PubSubScope, look, &iampb.Policy{Version: 1}, "no such property"},
		"an enum of the future":        {get, auth.PubSubScope, look, &pubsubpb.Subscription{State: 9}, "state"},
	} {
		t.Run(name, func(t *testing.T) {
			found(t, calls(t, c.method, c.scope, c.asked, c.answer), c.want)
		})
	}
}

// A line is one end of a stream, on which the request comes.
type line struct {
	grpc.ServerStream
	asked *pubsubpb.StreamingPullRequest
}

func (l line) RecvMsg(m any) error {
	proto.Merge(m.(proto.Message), l.asked)
	return nil
}

func (line) SendMsg(any) error { return nil }

func TestAStreamIsHeldAgainstPull(t *testing.T) {
	document, err := PubSub()
	if err != nil {
		t.Fatal(err)
	}
	for why, c := range map[string]struct {
		asked *pubsubpb.StreamingPullRequest
		want  string
	}{
		"what is allowed passes": {&pubsubpb.StreamingPullRequest{Subscription: aSubscription, StreamAckDeadlineSeconds: 10}, ""},
		"a probe passes":         {&pubsubpb.StreamingPullRequest{}, ""},
		"a deadline too short":   {&pubsubpb.StreamingPullRequest{Subscription: aSubscription, StreamAckDeadlineSeconds: 9}, "streamAckDeadlineSeconds is 9"},
		"a name of another kind": {&pubsubpb.StreamingPullRequest{Subscription: "s-1", StreamAckDeadlineSeconds: 10}, "does not match"},
	} {
		t.Run(why, func(t *testing.T) {
			var faults []string
			s := server{document, []string{auth.PubSubScope}, func(fault error) { faults = append(faults, fault.Error()) }}
			err := s.stream(nil, line{asked: c.asked}, &grpc.StreamServerInfo{FullMethod: "/google.pubsub.v1.Subscriber/StreamingPull"},
				func(_ any, wire grpc.ServerStream) error {
					return errors.Join(wire.RecvMsg(&pubsubpb.StreamingPullRequest{}), wire.SendMsg(&pubsubpb.StreamingPullResponse{
						ReceivedMessages: []*pubsubpb.ReceivedMessage{{AckId: "1", Message: &pubsubpb.PubsubMessage{Data: []byte{255}}}},
					}))
				})
			if err != nil {
				t.Error(err)
			}
			found(t, faults, c.want)
		})
	}
}
