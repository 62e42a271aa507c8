package main

import (
	"context"
	"fmt"

	pubsub "cloud.google.com/go/pubsub/v2/apiv1"
	"cloud.google.com/go/pubsub/v2/apiv1/pubsubpb"
	"golang.org/x/oauth2"
	"google.golang.org/api/gmail/v1"
	"google.golang.org/api/option"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
)

func openMailbox(ctx context.Context, url, token string) (*gmail.Service, error) {
	client := oauth2.NewClient(ctx, oauth2.StaticTokenSource(&oauth2.Token{AccessToken: token}))
	mailbox, err := gmail.NewService(ctx, option.WithEndpoint(url), option.WithHTTPClient(client))
	if err != nil {
		return nil, fmt.Errorf("opening the mailbox: %w", err)
	}
	return mailbox, nil
}

// subscribe opens a stream of the pushes to a subscription.
func subscribe(ctx context.Context, address, subscription, token string) (pubsubpb.Subscriber_StreamingPullClient, error) {
	conn, err := grpc.NewClient(address, grpc.WithTransportCredentials(insecure.NewCredentials()), grpc.WithPerRPCCredentials(bearer(token)))
	if err != nil {
		return nil, fmt.Errorf("connecting to Pub/Sub: %w", err)
	}
	subscriber, err := pubsub.NewSubscriptionAdminClient(ctx, option.WithGRPCConn(conn))
	if err != nil {
		return nil, fmt.Errorf("connecting to Pub/Sub: %w", err)
	}
	stream, err := subscriber.StreamingPull(ctx)
	if err != nil {
		return nil, fmt.Errorf("opening the stream: %w", err)
	}
	if err := stream.Send(&pubsubpb.StreamingPullRequest{Subscription: subscription, StreamAckDeadlineSeconds: 10}); err != nil {
		return nil, fmt.Errorf("opening the stream: %w", err)
	}
	return stream, nil
}

// A bearer is an access token that goes with each call, over loopback and so
// without TLS.
type bearer string

func (b bearer) GetRequestMetadata(context.Context, ...string) (map[string]string, error) {
	return map[string]string{"authorization": "Bearer " + string(b)}, nil
}

func (b bearer) RequireTransportSecurity() bool { return false }
