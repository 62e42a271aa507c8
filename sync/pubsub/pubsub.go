// Package pubsub is where Gmail's pushes come from: a topic in the person's
// own Google Cloud project, Gmail's right to publish to it, and this
// installation's subscription, over pubsub/v2's generated client. Its plain
// StreamingPull wakes the computer twice a minute when idle, where the
// library's Subscriber does so 53 times a second.
//
// A Subscription belongs to one goroutine at a time. What Google says no with
// comes back as a *mail.Failure.
package pubsub

import (
	"cmp"
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"strings"

	apiv1 "cloud.google.com/go/pubsub/v2/apiv1"
	"cloud.google.com/go/pubsub/v2/apiv1/pubsubpb"
	"google.golang.org/api/option"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

// Options say whose pushes to receive, and through what.
type Options struct {
	Address      string // of the mailbox; required
	Project      string // the OAuth client's own: Gmail publishes to no other
	Machine      string // the machine id; may be empty
	Installation string // this installation's random id

	// Full names, where an administrator made both beforehand: nothing is
	// made or deleted then, and of the above only Address counts.
	Topic, Subscription string

	// Rejected is told an access token that Google no longer takes, so that
	// its source forgets it. May be nil.
	Rejected func(access string)

	Log *slog.Logger // nil: none
}

// A Subscription receives the pushes for one mailbox on this computer.
type Subscription struct {
	conn          *Conn
	topics        *apiv1.TopicAdminClient
	subscriptions *apiv1.SubscriptionAdminClient
	log           *slog.Logger
	rejected      func(access string) // may be nil

	address, project string
	topic, name      string // in full
	given            bool   // by an administrator, so not ours to make or delete
	client           string // tells Google this stream's successors from other computers' streams
	answers          bool   // the server is known to answer probes; owned by Receive
}

// New returns the subscription that the options describe. It asks nothing of
// the network. The connection may serve several subscriptions and stays the
// caller's to close.
func New(conn *Conn, o Options) (*Subscription, error) {
	s := &Subscription{
		conn:     conn,
		log:      cmp.Or(o.Log, slog.New(slog.DiscardHandler)),
		rejected: o.Rejected,
		address:  o.Address,
		project:  o.Project,
		topic:    o.Topic,
		name:     o.Subscription,
		given:    o.Topic != "" || o.Subscription != "",
		client:   rand.Text(),
	}
	if !s.given {
		s.topic, s.name = Names(o.Project, o.Address, o.Machine, o.Installation)
	}
	switch {
	case o.Address == "":
		return nil, errors.New("setting up Pub/Sub: no address")
	case !s.given && (o.Project == "" || o.Installation == ""):
		return nil, errors.New("setting up Pub/Sub: no project, or no installation id")
	case !isName(s.topic, "topics"):
		return nil, fmt.Errorf("setting up Pub/Sub: %.80q is no topic; a full name looks like projects/PROJECT/topics/TOPIC", s.topic)
	case !isName(s.name, "subscriptions"):
		return nil, fmt.Errorf("setting up Pub/Sub: %.80q is no subscription; a full name looks like projects/PROJECT/subscriptions/SUBSCRIPTION", s.name)
	}
	if s.given {
		s.project = strings.Split(s.name, "/")[1]
	}
	// The library logs requests to standard error when the environment says
	// so (GOOGLE_SDK_GO_LOGGING_LEVEL), unless it is given a logger.
	opts := []option.ClientOption{
		option.WithGRPCConn(conn.ClientConn),
		option.WithLogger(slog.New(slog.DiscardHandler)),
	}
	var err error
	if s.topics, err = apiv1.NewTopicAdminClient(context.Background(), opts...); err != nil {
		return nil, fmt.Errorf("setting up Pub/Sub: %w", err)
	}
	if s.subscriptions, err = apiv1.NewSubscriptionAdminClient(context.Background(), opts...); err != nil {
		return nil, fmt.Errorf("setting up Pub/Sub: %w", err)
	}
	// The library would retry each call for a minute before it says what is
	// wrong. Who calls here retries in a pace of their own, and tells the
	// person meanwhile.
	s.topics.CallOptions = &apiv1.TopicAdminCallOptions{}
	s.subscriptions.CallOptions = &apiv1.SubscriptionAdminCallOptions{}
	return s, nil
}

// Names gives an account's topic, which all of the person's computers share
// since Gmail publishes to one only, and this installation's subscription. The
// machine is mixed in so that a copied home directory, which holds the same
// installation id, does not take away the other computer's pushes.
func Names(project, address, machine, installation string) (topic, subscription string) {
	person := sha256.Sum256([]byte(strings.ToLower(address)))
	id := "lettertray-" + hex.EncodeToString(person[:])[:10]
	mac := hmac.New(sha256.New, []byte(machine))
	mac.Write([]byte(installation))
	computer := hex.EncodeToString(mac.Sum(nil))[:8]
	return "projects/" + project + "/topics/" + id,
		"projects/" + project + "/subscriptions/" + id + "-" + computer
}

// isName reports whether s is a full resource name of the given kind.
func isName(s, kind string) bool {
	parts := strings.Split(s, "/")
	return len(parts) == 4 && parts[0] == "projects" && parts[1] != "" && parts[2] == kind && parts[3] != ""
}

// Delete deletes the subscription, unless an administrator made it. One that
// is gone already is fine.
func (s *Subscription) Delete(ctx context.Context) error {
	if s.given {
		return nil
	}
	_, err := call(ctx, s, silent(s.subscriptions.DeleteSubscription),
		&pubsubpb.DeleteSubscriptionRequest{Subscription: s.name})
	if err != nil && status.Code(err) != codes.NotFound {
		return fmt.Errorf("deleting the subscription: %w", err)
	}
	return nil
}
