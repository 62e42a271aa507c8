package gmail

import (
	"cmp"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"time"

	"github.com/googleapis/gax-go/v2/apierror"
	"golang.org/x/oauth2"
	"google.golang.org/api/googleapi"

	"lettertray/internal/mail"
)

// library is where a person enables the Gmail API for a project.
const library = "https://console.cloud.google.com/apis/library/gmail.googleapis.com"

// failure sorts the error of a request. Google's own errors are known by their
// reason, as one status (403) stands for half a dozen causes; see
// https://developers.google.com/workspace/gmail/api/guides/handle-errors.
// Missing is what a 404 means for the request.
func failure(err error, missing mail.Kind) *mail.Failure {
	if r, ok := errors.AsType[*oauth2.RetrieveError](err); ok && r.ErrorCode == "invalid_grant" {
		return &mail.Failure{Kind: mail.SignedOut, Err: mail.Reword(err, "the sign-in has ended")}
	}
	g, ok := errors.AsType[*googleapi.Error](err)
	if !ok {
		// A url.Error prints the address, which says nothing new.
		if u, ok := errors.AsType[*url.Error](err); ok {
			err = u.Err
		}
		return &mail.Failure{Kind: mail.Temporary, Err: mail.Reword(err, "asking Gmail: "+mail.Clip(err.Error()))}
	}
	reason, project := reasonOf(g)
	f := &mail.Failure{
		Kind: kind(g, reason, missing),
		Err:  mail.Reword(err, fmt.Sprintf("Gmail answered %d %s: %s", g.Code, mail.Clip(reason), mail.Clip(g.Message))),
	}
	switch f.Kind {
	case mail.RateLimited:
		f.Until = retryAfter(g.Message)
	case mail.APIDisabled:
		f.Link = library
		if project != "" {
			f.Link += "?project=" + url.QueryEscape(project)
		}
	}
	return f
}

// kind decides what can be done about an answer of Google's.
func kind(g *googleapi.Error, reason string, missing mail.Kind) mail.Kind {
	toTopic := strings.HasPrefix(g.Message, "Error sending test message to Cloud PubSub")
	switch {
	case g.Code >= 500, g.Code == http.StatusRequestTimeout:
		return mail.Temporary
	case g.Message == "" && reason == "":
		// Not Google's words: a proxy or a hotel's network stands between.
		return mail.Temporary
	case g.Code == http.StatusUnauthorized:
		// The transport has tried a fresh token already. A dead grant shows
		// as invalid_grant on the next refresh, and only there.
		return mail.Temporary
	case toTopic && g.Code == http.StatusForbidden:
		return mail.GrantMissing
	case toTopic && g.Code == http.StatusNotFound:
		return mail.TopicMissing
	case strings.HasPrefix(g.Message, "Only one user push notification client allowed"):
		return mail.OtherWatch
	case missing == mail.HistoryGone && g.Code == http.StatusBadRequest && strings.Contains(g.Message, "startHistoryId"):
		return mail.HistoryGone
	case g.Code == http.StatusNotFound:
		return missing
	}
	switch reason {
	case "rateLimitExceeded", "userRateLimitExceeded", "RATE_LIMIT_EXCEEDED":
		return mail.RateLimited
	case "dailyLimitExceeded", "quotaExceeded":
		return mail.QuotaSpent
	case "accessNotConfigured", "SERVICE_DISABLED":
		return mail.APIDisabled
	case "insufficientPermissions", "ACCESS_TOKEN_SCOPE_INSUFFICIENT":
		return mail.ScopeMissing
	case "domainPolicy":
		return mail.AdminBlocked
	}
	if g.Code == http.StatusTooManyRequests {
		return mail.RateLimited
	}
	return mail.Refused
}

// reasonOf finds an error's reason, and the project that it is about if it
// names one: in the list of errors, where Gmail has always put it, or in the
// details, as Google's newer services do.
func reasonOf(g *googleapi.Error) (reason, project string) {
	for _, item := range g.Errors {
		if reason == "" {
			reason = item.Reason
		}
	}
	if a, ok := errors.AsType[*apierror.APIError](g); ok {
		project = strings.TrimPrefix(a.Metadata()["consumer"], "projects/")
		if reason == "" || reason == "forbidden" {
			reason = cmp.Or(a.Reason(), reason)
		}
	}
	if found := projectInText.FindStringSubmatch(g.Message); project == "" && found != nil {
		project = found[1]
	}
	return reason, project
}

// "Gmail API has not been used in project 123456789012 before or it is disabled."
var projectInText = regexp.MustCompile(`\bproject[ =]([0-9]{4,20}|[a-z][a-z0-9-]{4,28}[a-z0-9])\b`)

// "User-rate limit exceeded.  Retry after 2026-09-11T20:00:00.000Z"
var timeInText = regexp.MustCompile(`(?i)retry after ([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z)`)

// retryAfter reads the wait off the text, where alone Gmail names it; zero if
// it names none.
func retryAfter(text string) time.Time {
	found := timeInText.FindStringSubmatch(text)
	if found == nil {
		return time.Time{}
	}
	t, err := time.Parse(time.RFC3339Nano, found[1])
	if err != nil {
		return time.Time{}
	}
	return t
}

// nonsense is an answer that lacks what it must hold.
func nonsense(what string) *mail.Failure {
	return &mail.Failure{Kind: mail.Temporary, Err: fmt.Errorf("an answer of Gmail's that makes no sense: %s", what)}
}
