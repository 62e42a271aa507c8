package pubsub

import (
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/protoadapt"
	"google.golang.org/protobuf/types/known/durationpb"

	"lettertray/internal/mail"
)

// reply is a status with details, as it comes off the wire.
func reply(t *testing.T, code codes.Code, text string, details ...protoadapt.MessageV1) error {
	t.Helper()
	s, err := status.New(code, text).WithDetails(details...)
	if err != nil {
		t.Fatal(err)
	}
	return s.Err()
}

func reason(r string) *errdetails.ErrorInfo {
	return &errdetails.ErrorInfo{Reason: r, Domain: "googleapis.com", Metadata: map[string]string{"consumer": "projects/123456789012"}}
}

func TestFailure(t *testing.T) {
	constraint := &errdetails.PreconditionFailure{Violations: []*errdetails.PreconditionFailure_Violation{{Type: "constraints/iam.allowedPolicyMemberDomains"}}}
	for name, c := range map[string]struct {
		err  error
		want mail.Kind
	}{
		"a deleted subscription":                    {reply(t, codes.NotFound, "Resource not found (resource=s)."), mail.NotFound},
		"an API that nobody enabled":                {reply(t, codes.PermissionDenied, "Cloud Pub/Sub API has not been used in project 123456789012 before or it is disabled.", reason("SERVICE_DISABLED")), mail.APIDisabled},
		"a scope that the person unticked":          {reply(t, codes.PermissionDenied, "Request had insufficient authentication scopes.", reason("ACCESS_TOKEN_SCOPE_INSUFFICIENT")), mail.ScopeMissing},
		"the same without details":                  {status.Error(codes.PermissionDenied, "Request had insufficient authentication scopes."), mail.ScopeMissing},
		"no right on the project":                   {status.Error(codes.PermissionDenied, "User not authorized to perform this action."), mail.Refused},
		"a project without billing":                 {reply(t, codes.PermissionDenied, "This API method requires billing to be enabled.", reason("BILLING_DISABLED")), mail.Refused},
		"a perimeter around the project":            {status.Error(codes.PermissionDenied, "Request is prohibited by organization's policy. vpcServiceControlsUniqueIdentifier: x"), mail.AdminBlocked},
		"domain restricted sharing":                 {reply(t, codes.FailedPrecondition, "One or more users named in the policy do not belong to a permitted customer.", constraint), mail.AdminBlocked},
		"domain restricted sharing, by its details": {reply(t, codes.FailedPrecondition, "Policy violation", constraint), mail.AdminBlocked},
		"domain restricted sharing, by its text":    {status.Error(codes.FailedPrecondition, "One or more users named in the policy do not belong to a permitted customer."), mail.AdminBlocked},
		"another precondition":                      {status.Error(codes.FailedPrecondition, "Subscription is detached"), mail.Refused},
		"nonsense of ours":                          {status.Error(codes.InvalidArgument, "Invalid resource name given"), mail.Refused},
		"too much":                                  {status.Error(codes.ResourceExhausted, "Quota exceeded"), mail.RateLimited},
		"no network":                                {status.Error(codes.Unavailable, "connection refused"), mail.Temporary},
		"a stream's usual end":                      {status.Error(codes.Unavailable, "The service was unable to fulfill your request. Please try again."), mail.Temporary},
		"too late":                                  {status.Error(codes.DeadlineExceeded, "context deadline exceeded"), mail.Temporary},
		"a fault of the server's":                   {status.Error(codes.Internal, "internal"), mail.Temporary},
		"a collision":                               {status.Error(codes.Aborted, "There were concurrent policy changes."), mail.Temporary},
		"cancelled by the server":                   {status.Error(codes.Canceled, "going away"), mail.Temporary},
		"who knows":                                 {status.Error(codes.Unknown, "?"), mail.Temporary},
		"a stream that ended well":                  {io.EOF, mail.Temporary},
		"a stream that fell silent":                 {errSilent, mail.Temporary},
		"a stale access token":                      {status.Error(codes.Unauthenticated, "Request had invalid authentication credentials."), mail.Temporary},
		"a server that speaks of invalid_grant":     {reply(t, codes.Unauthenticated, "the sign-in has ended", reason("invalid_grant")), mail.Temporary},
		"a dead grant":                              {errGrantGone, mail.SignedOut},
	} {
		t.Run(name, func(t *testing.T) {
			f := failure(c.err, "p", time.Now())
			if f.Kind != c.want {
				t.Errorf("%v is of the kind %v, want %v", f, f.Kind, c.want)
			}
			if !errors.Is(f, c.err) && status.Code(f) != status.Code(c.err) {
				t.Errorf("%v has lost its cause", f)
			}
		})
	}
}

func TestAFailureSaysWhatToDo(t *testing.T) {
	disabled := reply(t, codes.PermissionDenied, "disabled", reason("SERVICE_DISABLED"))
	if got, want := failure(disabled, "example.com:p", time.Now()).Link, library+"?project=example.com%3Ap"; got != want {
		t.Errorf("link %s, want %s", got, want)
	}
	if got, want := failure(disabled, "", time.Now()).Link, library+"?project=123456789012"; got != want {
		t.Errorf("link %s, want %s", got, want)
	}
	now := time.Date(2026, 7, 7, 10, 0, 0, 0, time.UTC)
	slow := reply(t, codes.ResourceExhausted, "slow", &errdetails.RetryInfo{RetryDelay: durationpb.New(time.Minute)})
	if got := failure(slow, "p", now).Until; !got.Equal(now.Add(time.Minute)) {
		t.Errorf("again at %v", got)
	}
	long := failure(status.Error(codes.Unavailable, strings.Repeat("a\nb\x1b", 1000)), "p", now).Error()
	if len(long) > 400 || strings.ContainsAny(long, "\n\x1b") {
		t.Errorf("not fit for a line of the log: %q", long)
	}
}
