package auth

import (
	"context"
	"errors"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials"
	"google.golang.org/grpc/status"
)

// PerRPC returns the Source as credentials for gRPC. secure says whether they
// insist on a secure connection; only a server on this computer goes without.
//
// An error that is no gRPC status would reach the caller as Unauthenticated,
// also when the computer is merely offline. So everything is Unavailable here,
// but for a grant that is gone.
func (s *Source) PerRPC(secure bool) credentials.PerRPCCredentials {
	return perRPC{source: s, secure: secure}
}

type perRPC struct {
	source *Source
	secure bool
}

func (p perRPC) GetRequestMetadata(ctx context.Context, _ ...string) (map[string]string, error) {
	t, err := p.source.TokenContext(ctx)
	switch {
	case err == nil:
		return map[string]string{"authorization": t.Type() + " " + t.AccessToken}, nil
	case errors.Is(err, ErrSignedOut):
		return nil, status.Error(codes.Unauthenticated, err.Error())
	case ctx.Err() != nil:
		return nil, status.FromContextError(ctx.Err()).Err()
	}
	return nil, status.Error(codes.Unavailable, err.Error())
}

func (p perRPC) RequireTransportSecurity() bool { return p.secure }
