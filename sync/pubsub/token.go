package pubsub

import (
	"context"
	"errors"
	"strings"
	"sync/atomic"

	"github.com/googleapis/gax-go/v2/apierror"
	"golang.org/x/oauth2"
	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials"
	"google.golang.org/grpc/status"

	"lettertray/internal/mail"
)

// A token stands between gRPC and the source of access tokens. To gRPC every
// error of a source is Unauthenticated, a missing network too, and a server
// calls a stale access token by the same name. So that the three are told
// apart, the source's errors are renamed here: Unauthenticated, or x/oauth2's
// invalid_grant, means that the grant is gone and is marked as ours; all else
// is Unavailable.
type token struct {
	credentials.PerRPCCredentials
	last atomic.Value // string: the access token that was given out last
}

func (t *token) GetRequestMetadata(ctx context.Context, uri ...string) (map[string]string, error) {
	md, err := t.PerRPCCredentials.GetRequestMetadata(ctx, uri...)
	if err == nil {
		_, access, _ := strings.Cut(md["authorization"], " ")
		t.last.Store(access)
		return md, nil
	}
	r, ok := errors.AsType[*oauth2.RetrieveError](err)
	if ok && r.ErrorCode == "invalid_grant" || status.Code(err) == codes.Unauthenticated {
		return nil, errGrantGone
	}
	return nil, status.Error(codes.Unavailable, "getting an access token: "+mail.Clip(err.Error()))
}

// ours marks a status that was made on this side of the wire.
const ours = "lettertray"

var errGrantGone = func() error {
	s, err := status.New(codes.Unauthenticated, "the sign-in has ended").
		WithDetails(&errdetails.ErrorInfo{Domain: ours, Reason: "invalid_grant"})
	if err != nil {
		panic(err) // only an OK status or a broken detail is refused
	}
	return s.Err()
}()

// grantGone reports whether the source, not the server, has said no for good.
func grantGone(err error) bool {
	a, ok := apierror.FromError(err)
	return ok && a.Domain() == ours
}
