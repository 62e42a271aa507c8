package fakegoogle

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"cloud.google.com/go/iam/apiv1/iampb"
	"cloud.google.com/go/pubsub/v2/apiv1/pubsubpb"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/emptypb"
	"google.golang.org/protobuf/types/known/timestamppb"
)

// A topic is where messages are published. What pb and policy point to is
// replaced, never changed in place, as answers hold it.
type topic struct {
	pb     *pubsubpb.Topic
	policy *iampb.Policy
}

// lets reports whether a member may publish to the topic.
func (t *topic) lets(member string) bool {
	return slices.ContainsFunc(t.policy.GetBindings(), func(b *iampb.Binding) bool {
		return b.GetRole() == publisherRole && slices.Contains(b.GetMembers(), member)
	})
}

// publisher is google.pubsub.v1.Publisher as far as anybody here needs it.
type publisher struct {
	pubsubpb.UnimplementedPublisherServer
	g *Google
}

func (p publisher) CreateTopic(ctx context.Context, req *pubsubpb.Topic) (*pubsubpb.Topic, error) {
	return unary(ctx, p.g, "Publisher.CreateTopic", req.GetName(), func() (*pubsubpb.Topic, error) {
		if p.g.pubsub.topics[req.GetName()] != nil {
			return nil, existing(req.GetName())
		}
		return p.g.makeTopic(req).pb, nil
	})
}

// makeTopic makes a topic that nobody has been granted anything on.
func (g *Google) makeTopic(pb *pubsubpb.Topic) *topic {
	t := &topic{pb: pb, policy: g.newPolicy(nil)}
	g.pubsub.topics[pb.GetName()] = t
	return t
}

func (p publisher) GetTopic(ctx context.Context, req *pubsubpb.GetTopicRequest) (*pubsubpb.Topic, error) {
	return unary(ctx, p.g, "Publisher.GetTopic", req.GetTopic(), func() (*pubsubpb.Topic, error) {
		if t := p.g.pubsub.topics[req.GetTopic()]; t != nil {
			return t.pb, nil
		}
		return nil, noResource(req.GetTopic())
	})
}

func (p publisher) DeleteTopic(ctx context.Context, req *pubsubpb.DeleteTopicRequest) (*emptypb.Empty, error) {
	return unary(ctx, p.g, "Publisher.DeleteTopic", req.GetTopic(), func() (*emptypb.Empty, error) {
		return &emptypb.Empty{}, p.g.deleteTopic(req.GetTopic())
	})
}

func (p publisher) Publish(ctx context.Context, req *pubsubpb.PublishRequest) (*pubsubpb.PublishResponse, error) {
	return unary(ctx, p.g, "Publisher.Publish", req.GetTopic(), func() (*pubsubpb.PublishResponse, error) {
		t := p.g.pubsub.topics[req.GetTopic()]
		if t == nil {
			return nil, noResource(req.GetTopic())
		}
		if len(req.GetMessages()) == 0 {
			return nil, status.Error(codes.InvalidArgument, "The value for message_count is too small.")
		}
		answer := &pubsubpb.PublishResponse{}
		for _, m := range req.GetMessages() {
			answer.MessageIds = append(answer.MessageIds, p.g.publish(t, m.GetData()))
		}
		return answer, nil
	})
}

// publish puts a message on a topic: every subscription has it at once.
// Attributes and ordering keys are not kept. It gives the message's id.
func (g *Google) publish(t *topic, data []byte) (id string) {
	g.pubsub.published++
	m := &pubsubpb.PubsubMessage{
		Data:        data,
		MessageId:   strconv.Itoa(g.pubsub.published),
		PublishTime: timestamppb.New(g.opts.Now()),
	}
	for _, sub := range g.pubsub.subscriptions {
		if sub.pb.GetTopic() == t.pb.GetName() {
			sub.backlog = append(sub.backlog, m)
			sub.wake()
		}
	}
	return m.MessageId
}

// deletedTopic is what a subscription names when its topic has gone.
const deletedTopic = "_deleted-topic_"

// deleteTopic takes a topic away. Its subscriptions stay, cut off.
func (g *Google) deleteTopic(name string) error {
	if g.pubsub.topics[name] == nil {
		return noResource(name)
	}
	delete(g.pubsub.topics, name)
	for _, sub := range g.pubsub.subscriptions {
		if sub.pb.GetTopic() == name {
			orphan := proto.CloneOf(sub.pb)
			orphan.Topic = deletedTopic
			sub.pb = orphan
		}
	}
	return nil
}

// AddTopic makes a topic that Gmail may publish to, as an administrator might
// beforehand. The id is the last part of its name; the full name comes back.
func (g *Google) AddTopic(id string) (name string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	name = fmt.Sprintf("projects/%s/topics/%s", g.opts.Project, id)
	t := g.makeTopic(&pubsubpb.Topic{Name: name})
	t.policy = g.newPolicy([]*iampb.Binding{{Role: publisherRole, Members: []string{gmailPublisher}}})
	return name
}

// DeleteTopic takes a topic away behind everybody's back.
func (g *Google) DeleteTopic(name string) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.deleteTopic(name)
}

// DropGrants takes away all that was granted on a topic, Gmail's right to
// publish included.
func (g *Google) DropGrants(topic string) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	t := g.pubsub.topics[topic]
	if t == nil {
		return noResource(topic)
	}
	t.policy = g.newPolicy(nil)
	return nil
}
