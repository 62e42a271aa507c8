package fakegoogle

import (
	"context"
	"maps"
	"slices"
	"strings"

	"cloud.google.com/go/iam/apiv1/iampb"
	"cloud.google.com/go/pubsub/v2/apiv1/pubsubpb"
	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/protoadapt"
)

// pubsub is the topics and subscriptions, by full name.
type pubsub struct {
	topics        map[string]*topic
	subscriptions map[string]*subscription
	published     int // messages that there have ever been
	etags         int // policies that there have ever been
}

func newPubSub() pubsub {
	return pubsub{topics: make(map[string]*topic), subscriptions: make(map[string]*subscription)}
}

// RegisterPubSub puts Pub/Sub's publisher, subscriber and IAM services on a
// server, which bufconn may carry.
func (g *Google) RegisterPubSub(s *grpc.Server) {
	pubsubpb.RegisterPublisherServer(s, publisher{g: g})
	pubsubpb.RegisterSubscriberServer(s, subscriber{g: g})
	iampb.RegisterIAMPolicyServer(s, iam{g: g})
}

// unary answers one gRPC call about a resource. do runs with g.mu held; what it
// gives must not change any more, as it is sent afterwards.
func unary[T any](ctx context.Context, g *Google, method, resource string, do func() (T, error)) (answer T, err error) {
	c, err := g.admit(ctx, method, resource)
	if err == nil {
		g.mu.Lock()
		answer, err = do()
		g.mu.Unlock()
	}
	g.leave(c, status.Code(err).String())
	return answer, err
}

// admit lets a call in, or says why not. Whoever was not let in is to be noted
// with leave all the same.
func (g *Google) admit(ctx context.Context, method, resource string) (Call, error) {
	c := Call{Time: g.opts.Now(), Method: method, Resource: resource}
	who, refused := g.identify(ctx)
	c.Person = who
	if fault := g.enter(c); fault != nil {
		if fault.Hang {
			g.hang(ctx.Done())
		}
		return c, fault.status()
	}
	if refused != nil {
		return c, refused
	}
	if parts := strings.Split(resource, "/"); len(parts) != 4 || parts[0] != "projects" {
		return c, status.Errorf(codes.InvalidArgument, "Invalid resource name given (name=%s).", resource)
	} else if parts[1] != g.opts.Project {
		return c, status.Error(codes.PermissionDenied, "User not authorized to perform this action.")
	}
	return c, nil
}

// identify says whose token came with a call and whether Pub/Sub is open to it.
func (g *Google) identify(ctx context.Context) (person string, err error) {
	var token string
	if md, ok := metadata.FromIncomingContext(ctx); ok {
		token, _ = strings.CutPrefix(strings.Join(md.Get("authorization"), ""), "Bearer ")
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	to := g.grants.lookup(token, g.opts.Now())
	if to != nil {
		person = to.person
	}
	switch {
	case to == nil && !g.opts.OpenPubSub:
		err = status.Error(codes.Unauthenticated, "Request had invalid authentication credentials.")
	case g.faults.disabled[pubsubHost]:
		err = detailed(codes.PermissionDenied, disabledText("Cloud Pub/Sub", pubsubHost, g.opts.Project), &errdetails.ErrorInfo{
			Reason:   "SERVICE_DISABLED",
			Domain:   "googleapis.com",
			Metadata: map[string]string{"service": pubsubHost, "consumer": "projects/" + g.opts.Project},
		})
	case to != nil && !to.has(ScopePubSub, ScopeCloud) && !g.opts.OpenPubSub:
		err = detailed(codes.PermissionDenied, "Request had insufficient authentication scopes.", &errdetails.ErrorInfo{
			Reason:   "ACCESS_TOKEN_SCOPE_INSUFFICIENT",
			Domain:   "googleapis.com",
			Metadata: map[string]string{"service": pubsubHost},
		})
	}
	return person, err
}

// status is the fault as gRPC tells it.
func (f *Fault) status() error {
	code, message := f.Code, f.Message
	if code == codes.OK || f.Cut {
		code = codes.Unavailable
	}
	if message == "" {
		message = "the fake was told to fail"
	}
	if f.Reason == "" {
		return status.Error(code, message)
	}
	return detailed(code, message, &errdetails.ErrorInfo{Reason: f.Reason, Domain: "googleapis.com"})
}

func detailed(code codes.Code, message string, detail protoadapt.MessageV1) error {
	s, err := status.New(code, message).WithDetails(detail)
	if err != nil {
		return status.Error(code, message)
	}
	return s.Err()
}

func noResource(name string) error {
	return status.Errorf(codes.NotFound, "Resource not found (resource=%s).", name[strings.LastIndex(name, "/")+1:])
}

func existing(name string) error {
	return status.Errorf(codes.AlreadyExists, "Resource already exists in the project (resource=%s).", name[strings.LastIndex(name, "/")+1:])
}

// Topics are the full names of all topics, sorted.
func (g *Google) Topics() []string {
	g.mu.Lock()
	defer g.mu.Unlock()
	return sortedKeys(g.pubsub.topics)
}

// Subscriptions are the full names of all subscriptions, sorted.
func (g *Google) Subscriptions() []string {
	g.mu.Lock()
	defer g.mu.Unlock()
	return sortedKeys(g.pubsub.subscriptions)
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// Streams is how many StreamingPulls are open on a subscription, and on all
// for the empty name.
func (g *Google) Streams(name string) (n int) {
	g.mu.Lock()
	defer g.mu.Unlock()
	for _, sub := range g.pubsub.subscriptions {
		if name == "" || name == sub.pb.Name {
			n += len(sub.streams)
		}
	}
	return n
}
