package fakegoogle

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"

	"cloud.google.com/go/pubsub/v2/apiv1/pubsubpb"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/durationpb"
	"google.golang.org/protobuf/types/known/emptypb"
)

// A subscription keeps what was published until it is acknowledged. Unlike
// Google's it keeps it for ever, and never expires itself.
type subscription struct {
	pb      *pubsubpb.Subscription // replaced, never changed in place
	backlog []*pubsubpb.PubsubMessage
	leases  map[string]lease // by ack id
	given   int              // ack ids that there have ever been
	streams map[*stream]bool
}

// A lease is a message that was handed out and not acknowledged yet.
type lease struct {
	message *pubsubpb.PubsubMessage
	to      *stream // nil: to a Pull
	ends    time.Time
}

// take hands out what waits, to a stream or (nil) to a Pull, and first calls
// back what was not acknowledged in time. Deadlines run on the process's own
// clock: setting Options.Now back does not touch them.
func (s *subscription) take(to *stream, most int) []*pubsubpb.ReceivedMessage {
	now := time.Now()
	for id, l := range s.leases {
		if !now.Before(l.ends) {
			s.backlog = append(s.backlog, l.message)
			delete(s.leases, id)
		}
	}
	n := min(most, len(s.backlog))
	received := make([]*pubsubpb.ReceivedMessage, 0, n)
	for _, m := range s.backlog[:n] {
		s.given++
		id := strconv.Itoa(s.given)
		s.leases[id] = lease{m, to, now.Add(time.Duration(s.pb.GetAckDeadlineSeconds()) * time.Second)}
		received = append(received, &pubsubpb.ReceivedMessage{AckId: id, Message: m})
	}
	s.backlog = slices.Delete(s.backlog, 0, n)
	return received
}

// due is when the next lease ends; ok tells whether there is one.
func (s *subscription) due() (at time.Time, ok bool) {
	for _, l := range s.leases {
		if !ok || l.ends.Before(at) {
			at, ok = l.ends, true
		}
	}
	return at, ok
}

// acknowledge forgets messages. Unknown ids are fine, as at Google: the lease
// may have ended.
func (s *subscription) acknowledge(ids []string) {
	for _, id := range ids {
		delete(s.leases, id)
	}
}

// extend changes the deadline of one message; zero seconds give it back at once.
func (s *subscription) extend(id string, seconds int32) {
	l, held := s.leases[id]
	if !held {
		return
	}
	l.ends = time.Now().Add(time.Duration(seconds) * time.Second)
	s.leases[id] = l
	s.wake()
}

// giveBack ends the leases of a stream that is gone. Google waits for their
// deadline.
func (s *subscription) giveBack(from *stream) {
	for id, l := range s.leases {
		if l.to == from {
			s.backlog = append(s.backlog, l.message)
			delete(s.leases, id)
		}
	}
}

// wake has the open streams look for work.
func (s *subscription) wake() {
	for st := range s.streams {
		st.wake()
	}
}

// subscriber is google.pubsub.v1.Subscriber as far as anybody here needs it.
type subscriber struct {
	pubsubpb.UnimplementedSubscriberServer
	g *Google
}

func (s subscriber) CreateSubscription(ctx context.Context, req *pubsubpb.Subscription) (*pubsubpb.Subscription, error) {
	return unary(ctx, s.g, "Subscriber.CreateSubscription", req.GetName(), func() (*pubsubpb.Subscription, error) {
		switch {
		case s.g.pubsub.topics[req.GetTopic()] == nil:
			return nil, noResource(req.GetTopic())
		case s.g.pubsub.subscriptions[req.GetName()] != nil:
			return nil, existing(req.GetName())
		}
		pb, err := completed(req)
		if err != nil {
			return nil, err
		}
		s.g.makeSubscription(pb)
		return pb, nil
	})
}

// completed is a subscription with Google's defaults filled in and its limits
// checked (Pub/Sub reference, projects.subscriptions).
func completed(req *pubsubpb.Subscription) (*pubsubpb.Subscription, error) {
	const day = 24 * time.Hour
	pb := proto.CloneOf(req)
	if pb.AckDeadlineSeconds == 0 {
		pb.AckDeadlineSeconds = 10
	}
	if pb.MessageRetentionDuration == nil {
		pb.MessageRetentionDuration = durationpb.New(7 * day)
	}
	if pb.ExpirationPolicy == nil {
		pb.ExpirationPolicy = &pubsubpb.ExpirationPolicy{Ttl: durationpb.New(31 * day)}
	}
	retention, ttl := pb.MessageRetentionDuration.AsDuration(), pb.ExpirationPolicy.Ttl
	switch {
	case pb.AckDeadlineSeconds < 10 || pb.AckDeadlineSeconds > 600:
		return nil, status.Errorf(codes.InvalidArgument, "Invalid ack deadline given (ack_deadline_seconds=%d).", pb.AckDeadlineSeconds)
	case retention < 10*time.Minute || retention > 31*day:
		return nil, status.Errorf(codes.InvalidArgument, "Invalid message retention duration given (%v).", retention)
	case ttl != nil && (ttl.AsDuration() < day || ttl.AsDuration() < retention):
		return nil, status.Errorf(codes.InvalidArgument, "Invalid expiration policy given (ttl=%v).", ttl.AsDuration())
	}
	return pb, nil
}

func (g *Google) makeSubscription(pb *pubsubpb.Subscription) {
	g.pubsub.subscriptions[pb.GetName()] = &subscription{
		pb:      pb,
		leases:  make(map[string]lease),
		streams: make(map[*stream]bool),
	}
}

func (s subscriber) GetSubscription(ctx context.Context, req *pubsubpb.GetSubscriptionRequest) (*pubsubpb.Subscription, error) {
	return on(ctx, s.g, "Subscriber.GetSubscription", req.GetSubscription(), func(sub *subscription) (*pubsubpb.Subscription, error) {
		return sub.pb, nil
	})
}

func (s subscriber) DeleteSubscription(ctx context.Context, req *pubsubpb.DeleteSubscriptionRequest) (*emptypb.Empty, error) {
	return on(ctx, s.g, "Subscriber.DeleteSubscription", req.GetSubscription(), func(sub *subscription) (*emptypb.Empty, error) {
		s.g.deleteSubscription(sub)
		return &emptypb.Empty{}, nil
	})
}

func (s subscriber) Acknowledge(ctx context.Context, req *pubsubpb.AcknowledgeRequest) (*emptypb.Empty, error) {
	return on(ctx, s.g, "Subscriber.Acknowledge", req.GetSubscription(), func(sub *subscription) (*emptypb.Empty, error) {
		sub.acknowledge(req.GetAckIds())
		return &emptypb.Empty{}, nil
	})
}

func (s subscriber) ModifyAckDeadline(ctx context.Context, req *pubsubpb.ModifyAckDeadlineRequest) (*emptypb.Empty, error) {
	return on(ctx, s.g, "Subscriber.ModifyAckDeadline", req.GetSubscription(), func(sub *subscription) (*emptypb.Empty, error) {
		for _, id := range req.GetAckIds() {
			sub.extend(id, req.GetAckDeadlineSeconds())
		}
		return &emptypb.Empty{}, nil
	})
}

// Pull gives what is there. Google would wait a while for the first message.
func (s subscriber) Pull(ctx context.Context, req *pubsubpb.PullRequest) (*pubsubpb.PullResponse, error) {
	return on(ctx, s.g, "Subscriber.Pull", req.GetSubscription(), func(sub *subscription) (*pubsubpb.PullResponse, error) {
		if req.GetMaxMessages() <= 0 {
			return nil, status.Error(codes.InvalidArgument, "Max messages must be positive.")
		}
		return &pubsubpb.PullResponse{ReceivedMessages: sub.take(nil, int(req.GetMaxMessages()))}, nil
	})
}

// on answers a call about a subscription that must be there.
func on[T any](ctx context.Context, g *Google, method, name string, do func(*subscription) (T, error)) (T, error) {
	return unary(ctx, g, method, name, func() (answer T, err error) {
		sub := g.pubsub.subscriptions[name]
		if sub == nil {
			return answer, noResource(name)
		}
		return do(sub)
	})
}

// deleteSubscription takes a subscription away, which ends its streams.
func (g *Google) deleteSubscription(sub *subscription) {
	delete(g.pubsub.subscriptions, sub.pb.GetName())
	for st := range sub.streams {
		st.stop(noResource(sub.pb.GetName()))
	}
}

// AddSubscription makes a subscription to a topic, as an administrator might
// beforehand. The id is the last part of its name; the full name comes back.
func (g *Google) AddSubscription(id, topic string) (name string, err error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	name = fmt.Sprintf("projects/%s/subscriptions/%s", g.opts.Project, id)
	if g.pubsub.topics[topic] == nil {
		return "", noResource(topic)
	}
	pb, err := completed(&pubsubpb.Subscription{Name: name, Topic: topic})
	if err != nil {
		return "", err
	}
	g.makeSubscription(pb)
	return name, nil
}

// DeleteSubscription takes a subscription away behind everybody's back.
func (g *Google) DeleteSubscription(name string) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	sub := g.pubsub.subscriptions[name]
	if sub == nil {
		return noResource(name)
	}
	g.deleteSubscription(sub)
	return nil
}
