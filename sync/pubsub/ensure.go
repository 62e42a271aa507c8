package pubsub

import (
	"context"
	"fmt"
	"time"

	"cloud.google.com/go/pubsub/v2/apiv1/pubsubpb"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/types/known/durationpb"

	"lettertray/internal/mail"
)

const (
	// expiry is how long a subscription lives that nobody reads: the computer
	// may be off over the holidays, and one that was thrown away is forgotten.
	expiry = 31 * 24 * time.Hour
	// retention is how long pushes wait for a computer that is off. They only
	// hint at what history knows anyway.
	retention = 24 * time.Hour
	// ackDeadline is the least that Google allows; we acknowledge at once.
	ackDeadline = 10 * time.Second
)

// Ensure makes sure that the topic, Gmail's right to publish to it, and the
// subscription are there, makes again what has vanished, and returns the
// topic's full name. Where all is well, it takes two calls. Where an
// administrator made them, it looks at the subscription alone and makes
// nothing.
func (s *Subscription) Ensure(ctx context.Context) (topic string, err error) {
	stands, err := s.stands(ctx)
	if err != nil || s.given {
		return s.topic, err
	}
	if !stands {
		if err := s.createTopic(ctx); err != nil {
			return "", err
		}
	}
	if err := s.grant(ctx); err != nil {
		return "", err
	}
	if !stands {
		if err := s.create(ctx); err != nil {
			return "", err
		}
	}
	return s.topic, nil
}

// stands reports whether the subscription is there and hears our topic, and
// thereby whether the topic is there. One that hears a topic that was deleted
// never hears its successor of the same name, so it goes.
func (s *Subscription) stands(ctx context.Context) (bool, error) {
	sub, err := call(ctx, s, s.subscriptions.GetSubscription, &pubsubpb.GetSubscriptionRequest{Subscription: s.name})
	switch code := status.Code(err); {
	case s.given && code == codes.PermissionDenied:
		// Who may receive need not be allowed to look
		// (roles/pubsub.subscriber). The stream will tell.
		return true, nil
	case s.given && err == nil:
		return true, nil
	case !s.given && code == codes.NotFound:
		return false, nil
	case err != nil:
		return false, fmt.Errorf("looking at the subscription: %w", err)
	case sub.GetTopic() == s.topic && !sub.GetDetached():
		return true, nil
	}
	s.log.Info("the subscription hears another topic and is made again", "topic", sub.GetTopic())
	return false, s.Delete(ctx)
}

func (s *Subscription) createTopic(ctx context.Context) error {
	_, err := call(ctx, s, s.topics.CreateTopic, &pubsubpb.Topic{Name: s.topic})
	if err != nil && status.Code(err) != codes.AlreadyExists {
		// What is not found here is the project.
		return fmt.Errorf("creating the topic: %w", as(mail.Refused, err))
	}
	return nil
}

func (s *Subscription) create(ctx context.Context) error {
	_, err := call(ctx, s, s.subscriptions.CreateSubscription, &pubsubpb.Subscription{
		Name:                     s.name,
		Topic:                    s.topic,
		AckDeadlineSeconds:       int32(ackDeadline / time.Second),
		MessageRetentionDuration: durationpb.New(retention),
		ExpirationPolicy:         &pubsubpb.ExpirationPolicy{Ttl: durationpb.New(expiry)},
	})
	if err != nil && status.Code(err) != codes.AlreadyExists {
		// Somebody deleted the topic just now: it will be there next time.
		return fmt.Errorf("creating the subscription: %w", as(mail.Temporary, err))
	}
	return nil
}
