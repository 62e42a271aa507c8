package gmail

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"golang.org/x/oauth2"

	"lettertray/internal/mail"
)

// Google's own words, as its guides and people's reports show them.
const (
	disabled = `{"error":{"code":403,"message":"Gmail API has not been used in project 123456789012 before or it is disabled. Enable it by visiting https://console.developers.google.com/apis/api/gmail.googleapis.com/overview?project=123456789012 then retry. If you enabled this API recently, wait a few minutes for the action to propagate to our systems and retry.","errors":[{"message":"Gmail API has not been used in project 123456789012 before or it is disabled.","domain":"usageLimits","reason":"accessNotConfigured","extendedHelp":"https://console.developers.google.com"}],"status":"PERMISSION_DENIED","details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"SERVICE_DISABLED","domain":"googleapis.com","metadata":{"service":"gmail.googleapis.com","consumer":"projects/123456789012"}}]}}`
	scope    = `{"error":{"code":403,"message":"Request had insufficient authentication scopes.","errors":[{"message":"Insufficient Permission","domain":"global","reason":"insufficientPermissions"}],"status":"PERMISSION_DENIED","details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"ACCESS_TOKEN_SCOPE_INSUFFICIENT","domain":"googleapis.com","metadata":{"service":"gmail.googleapis.com","method":"caribou.api.proto.MailboxService.WatchMailbox"}}]}}`
)

func reply(code int, reason, message string) string {
	return fmt.Sprintf(`{"error":{"code":%d,"message":%q,"errors":[{"message":%q,"domain":"global","reason":%q}]}}`, code, message, message, reason)
}

func TestFailure(t *testing.T) {
	const pubsub = "Error sending test message to Cloud PubSub projects/p/topics/t : "
	for name, c := range map[string]struct {
		code    int
		body    string
		missing mail.Kind
		want    mail.Kind
	}{
		"an access token that stays refused is worth another try later": {401, reply(401, "authError", "Invalid Credentials"), mail.NotFound, mail.Temporary},
		"a cursor too old is history gone":                              {404, reply(404, "notFound", "Requested entity was not found."), mail.HistoryGone, mail.HistoryGone},
		"a cursor that Google cannot read is history gone as well":      {400, reply(400, "invalidArgument", "Invalid startHistoryId"), mail.HistoryGone, mail.HistoryGone},
		"a message that is gone is not found":                           {404, reply(404, "notFound", "Requested entity was not found."), mail.NotFound, mail.NotFound},
		"a rate limit may come as 403":                                  {403, reply(403, "rateLimitExceeded", "Rate Limit Exceeded"), mail.NotFound, mail.RateLimited},
		"a person's rate limit may come as 403":                         {403, reply(403, "userRateLimitExceeded", "User Rate Limit Exceeded"), mail.NotFound, mail.RateLimited},
		"a rate limit may come as 429":                                  {429, reply(429, "rateLimitExceeded", "Too many concurrent requests for user"), mail.NotFound, mail.RateLimited},
		"a 429 of any reason is a rate limit":                           {429, reply(429, "somethingNew", "Slow down"), mail.NotFound, mail.RateLimited},
		"a day's quota is no matter of seconds":                         {403, reply(403, "dailyLimitExceeded", "Daily Limit Exceeded"), mail.NotFound, mail.QuotaSpent},
		"a quota by its other name":                                     {403, reply(403, "quotaExceeded", "Quota exceeded"), mail.NotFound, mail.QuotaSpent},
		"an API that nobody enabled":                                    {403, disabled, mail.NotFound, mail.APIDisabled},
		"a scope that the person unticked":                              {403, scope, mail.NotFound, mail.ScopeMissing},
		"an administrator's policy":                                     {403, reply(403, "domainPolicy", "The domain administrators have disabled Gmail apps."), mail.NotFound, mail.AdminBlocked},
		"another program holds the watch":                               {400, reply(400, "badRequest", "Only one user push notification client allowed per developer (call /stop then try again)"), mail.TopicMissing, mail.OtherWatch},
		"a watch on a topic that is missing":                            {404, reply(404, "notFound", pubsub+"Resource not found (resource=t)."), mail.TopicMissing, mail.TopicMissing},
		"a watch on a topic without the grant":                          {403, reply(403, "forbidden", pubsub+"User not authorized to perform this action."), mail.TopicMissing, mail.GrantMissing},
		"a topic of another project":                                    {400, reply(400, "invalidArgument", "Invalid topicName does not match projects/p/topics/*"), mail.TopicMissing, mail.Refused},
		"a server error passes":                                         {503, reply(503, "backendError", "Backend Error"), mail.NotFound, mail.Temporary},
		"a server error passes even when it names a reason":             {500, reply(500, "domainPolicy", "Internal error"), mail.HistoryGone, mail.Temporary},
		"a proxy's 404 is not Google's":                                 {404, "<html>Not here</html>", mail.HistoryGone, mail.Temporary},
		"a proxy's 403 is not Google's":                                 {403, "Blocked by Contoso", mail.NotFound, mail.Temporary},
		"a malformed error":                                             {403, `{"error":{`, mail.NotFound, mail.Temporary},
		"a refusal for a reason unknown":                                {403, reply(403, "forbidden", "Delegation denied for ada@gmail.com"), mail.NotFound, mail.Refused},
		"a malformed answer":                                            {200, `{"historyId":`, mail.NotFound, mail.Temporary},
		"an answer of another shape":                                    {200, `{"messagesUnread":"many"}`, mail.NotFound, mail.Temporary},
	} {
		t.Run(name, func(t *testing.T) {
			m := mailbox(t, func(w http.ResponseWriter, r *http.Request) {
				w.WriteHeader(c.code)
				io.WriteString(w, c.body)
			})
			_, err := do(t.Context(), m, 1, c.missing, m.users.Labels.Get("me", "INBOX"))
			f, ok := errors.AsType[*mail.Failure](err)
			if !ok || f.Kind != c.want {
				t.Fatalf("%v is of the kind %v, want %v", err, mail.KindOf(err), c.want)
			}
			if len(err.Error()) > 500 || strings.ContainsAny(err.Error(), "\n\t") {
				t.Errorf("the error is not fit for a line of the log: %q", err)
			}
		})
	}
}

func TestAnAPINotEnabledNamesItsPage(t *testing.T) {
	for name, c := range map[string]struct{ body, want string }{
		"from the details":  {disabled, library + "?project=123456789012"},
		"from the text":     {reply(403, "accessNotConfigured", "Access Not Configured. Gmail API has not been used in project 4242424242 before"), library + "?project=4242424242"},
		"without a project": {reply(403, "accessNotConfigured", "Access Not Configured."), library},
	} {
		t.Run(name, func(t *testing.T) {
			m := mailbox(t, answer(403, c.body))
			_, err := m.Profile(t.Context())
			if f, ok := errors.AsType[*mail.Failure](err); !ok || f.Link != c.want {
				t.Errorf("%#v, want the link %s", f, c.want)
			}
		})
	}
}

func TestTheWaitStandsInTheText(t *testing.T) {
	for text, want := range map[string]time.Time{
		"User-rate limit exceeded.  Retry after 2026-09-11T20:00:00.000Z": time.Date(2026, 9, 11, 20, 0, 0, 0, time.UTC),
		"Retry after 2026-09-11T20:00:00.250Z (Mail sending)":             time.Date(2026, 9, 11, 20, 0, 0, 250e6, time.UTC),
		"Rate Limit Exceeded":              {},
		"Retry after 2026-13-41T99:00:00Z": {},
		"Retry after lunch":                {},
	} {
		if got := retryAfter(text); !got.Equal(want) {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
	m := mailbox(t, answer(403, reply(403, "userRateLimitExceeded", "Retry after 2026-09-11T20:00:00.000Z")))
	_, err := m.Unread(t.Context(), "INBOX")
	f, ok := errors.AsType[*mail.Failure](err)
	if !ok || f.Until.Hour() != 20 {
		t.Errorf("%#v does not name the wait", f)
	}
}

func TestADeadGrantIsFoundAnywhereInTheChain(t *testing.T) {
	dead := &oauth2.RetrieveError{ErrorCode: "invalid_grant", Response: &http.Response{Status: "400"}}
	sentinel := errors.New("signed out")
	m := &http.Client{Transport: roundTrip(func(*http.Request) (*http.Response, error) {
		return nil, fmt.Errorf("refreshing: %w", errors.Join(sentinel, dead))
	})}
	box, err := New(m, "http://127.0.0.1:1", "")
	if err != nil {
		t.Fatal(err)
	}
	_, err = box.Profile(t.Context())
	if mail.KindOf(err) != mail.SignedOut || !errors.Is(err, sentinel) {
		t.Errorf("%v: not signed out, or the cause is lost", err)
	}
	other := &oauth2.RetrieveError{ErrorCode: "temporarily_unavailable", Response: &http.Response{Status: "503"}}
	if f := failure(&url.Error{Err: other}, mail.NotFound); f.Kind != mail.Temporary {
		t.Errorf("%v: trouble at the token endpoint passes", f)
	}
}

func TestErrorsDoNotHoldTheAddressAsked(t *testing.T) {
	box, err := New(&http.Client{Transport: roundTrip(func(*http.Request) (*http.Response, error) {
		return nil, errors.New("no route to host")
	})}, "http://127.0.0.1:1", "ada@gmail.com")
	if err != nil {
		t.Fatal(err)
	}
	_, err = box.History(t.Context(), 77, "a page")
	if mail.KindOf(err) != mail.Temporary || strings.Contains(err.Error(), "ada@") || strings.Contains(err.Error(), "77") {
		t.Errorf("%v", err)
	}
	if !strings.Contains(err.Error(), "no route to host") {
		t.Errorf("%v does not say what happened", err)
	}
}

func TestTheEndOfTheContextIsItsOwnError(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	box := mailbox(t, func(_ http.ResponseWriter, r *http.Request) { cancel(); <-r.Context().Done() })
	_, err := box.Profile(ctx)
	if _, sorted := errors.AsType[*mail.Failure](err); sorted || !errors.Is(err, context.Canceled) {
		t.Errorf("%v, want context.Canceled itself", err)
	}
}
