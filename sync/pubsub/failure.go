package pubsub

import (
	"errors"
	"fmt"
	"io"
	"net/url"
	"strings"
	"time"

	"github.com/googleapis/gax-go/v2/apierror"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"lettertray/internal/mail"
)

// library is where a person enables the Pub/Sub API for a project.
const library = "https://console.cloud.google.com/apis/library/pubsub.googleapis.com"

// failure sorts the error of a call or a stream by what can be done about it
// (https://docs.cloud.google.com/pubsub/docs/reference/error-codes). The time
// is now, from which a wait counts that Google names.
func failure(err error, project string, now time.Time) *mail.Failure {
	if errors.Is(err, io.EOF) {
		return &mail.Failure{Kind: mail.Temporary, Err: mail.Reword(err, "the server ended the stream")}
	}
	if _, ok := status.FromError(err); !ok {
		return &mail.Failure{Kind: mail.Temporary, Err: mail.Reword(err, mail.Clip(err.Error()))}
	}
	s := status.Convert(err)
	a, ok := apierror.FromError(err)
	if !ok {
		a = &apierror.APIError{}
	}
	f := &mail.Failure{
		Kind: kind(s.Code(), s.Message(), a),
		Err:  mail.Reword(err, fmt.Sprintf("Pub/Sub: %s: %s", s.Code(), mail.Clip(s.Message()))),
	}
	switch f.Kind {
	case mail.APIDisabled:
		if project == "" {
			project = strings.TrimPrefix(a.Metadata()["consumer"], "projects/")
		}
		f.Link = library
		if project != "" {
			f.Link += "?project=" + url.QueryEscape(project)
		}
	case mail.RateLimited:
		if r := a.Details().RetryInfo; r != nil {
			f.Until = now.Add(r.GetRetryDelay().AsDuration())
		}
	}
	return f
}

// kind decides what can be done about a status.
func kind(code codes.Code, text string, a *apierror.APIError) mail.Kind {
	switch code {
	case codes.NotFound:
		return mail.NotFound
	case codes.Unauthenticated:
		if a.Domain() == ours {
			return mail.SignedOut
		}
		return mail.Temporary // a stale access token; see call and Receive
	case codes.ResourceExhausted:
		return mail.RateLimited
	case codes.PermissionDenied:
		switch {
		case a.Reason() == "SERVICE_DISABLED":
			return mail.APIDisabled
		case a.Reason() == "ACCESS_TOKEN_SCOPE_INSUFFICIENT", strings.Contains(text, "insufficient authentication scopes"):
			return mail.ScopeMissing
		case strings.Contains(text, "organization's policy"): // VPC Service Controls
			return mail.AdminBlocked
		}
		return mail.Refused
	case codes.FailedPrecondition:
		if breaksConstraint(text, a) {
			return mail.AdminBlocked
		}
		return mail.Refused
	case codes.InvalidArgument, codes.OutOfRange, codes.AlreadyExists, codes.Unimplemented:
		return mail.Refused
	}
	// Unavailable, DeadlineExceeded, Internal, Aborted, Unknown, DataLoss, and
	// Canceled, which is the server's here as our own ends are known before.
	return mail.Temporary
}

// breaksConstraint reports whether an organisation's policy forbids a grant to
// Gmail's publisher ("domain restricted sharing").
func breaksConstraint(text string, a *apierror.APIError) bool {
	for _, v := range a.Details().PreconditionFailure.GetViolations() {
		if strings.HasPrefix(v.GetType(), "constraints/") {
			return true
		}
	}
	return strings.Contains(text, "do not belong to a permitted customer") || strings.Contains(text, "constraints/iam.")
}
