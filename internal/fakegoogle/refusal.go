package fakegoogle

import (
	"fmt"
	"net/http"
	"time"
)

// A refusal is an error in the form that Google's REST APIs give it.
type refusal struct {
	status  int
	reason  string
	domain  string // empty: global
	message string
	details []any // google.rpc's, with @type
}

// statusNames are the names of google.rpc.Code that go with HTTP's numbers.
var statusNames = map[int]string{
	http.StatusBadRequest:          "INVALID_ARGUMENT",
	http.StatusUnauthorized:        "UNAUTHENTICATED",
	http.StatusForbidden:           "PERMISSION_DENIED",
	http.StatusNotFound:            "NOT_FOUND",
	http.StatusConflict:            "ABORTED",
	http.StatusTooManyRequests:     "RESOURCE_EXHAUSTED",
	http.StatusInternalServerError: "INTERNAL",
	http.StatusServiceUnavailable:  "UNAVAILABLE",
	http.StatusGatewayTimeout:      "DEADLINE_EXCEEDED",
}

// answerRefusal answers with the error and gives its status back.
func answerRefusal(w http.ResponseWriter, f *refusal) int {
	type item struct {
		Message string `json:"message"`
		Domain  string `json:"domain"`
		Reason  string `json:"reason"`
	}
	type body struct {
		Code    int    `json:"code"`
		Message string `json:"message"`
		Errors  []item `json:"errors"`
		Status  string `json:"status,omitempty"`
		Details []any  `json:"details,omitempty"`
	}
	domain := f.domain
	if domain == "" {
		domain = "global"
	}
	return answerJSON(w, f.status, map[string]body{"error": {
		Code:    f.status,
		Message: f.message,
		Errors:  []item{{f.message, domain, f.reason}},
		Status:  statusNames[f.status],
		Details: f.details,
	}})
}

func badRequest(format string, args ...any) *refusal {
	return &refusal{status: http.StatusBadRequest, reason: "invalidArgument", message: fmt.Sprintf(format, args...)}
}

func forbidden(message string) *refusal {
	return &refusal{status: http.StatusForbidden, reason: "forbidden", message: message}
}

func notFound() *refusal {
	return &refusal{status: http.StatusNotFound, reason: "notFound", message: "Requested entity was not found."}
}

func unauthorised() *refusal {
	return &refusal{
		status: http.StatusUnauthorized,
		reason: "authError",
		message: "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other " +
			"valid authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.",
	}
}

func scopeMissing() *refusal {
	return &refusal{
		status:  http.StatusForbidden,
		reason:  "insufficientPermissions",
		message: "Request had insufficient authentication scopes.",
		details: []any{errorInfo("ACCESS_TOKEN_SCOPE_INSUFFICIENT", map[string]string{"service": gmailHost})},
	}
}

func apiDisabled(project string) *refusal {
	link := consoleLink(gmailHost, project)
	return &refusal{
		status:  http.StatusForbidden,
		reason:  "accessNotConfigured",
		domain:  "usageLimits",
		message: disabledText("Gmail", gmailHost, project),
		details: []any{
			errorInfo("SERVICE_DISABLED", map[string]string{"service": gmailHost, "consumer": "projects/" + project}),
			map[string]any{
				"@type": "type.googleapis.com/google.rpc.Help",
				"links": []map[string]string{{"description": "Google developers console API activation", "url": link}},
			},
		},
	}
}

func rateLimited(until time.Time) *refusal {
	return &refusal{
		status:  http.StatusForbidden,
		reason:  "rateLimitExceeded",
		domain:  "usageLimits",
		message: "User-rate limit exceeded.  Retry after " + until.UTC().Format("2006-01-02T15:04:05.000Z"),
	}
}

func errorInfo(reason string, metadata map[string]string) map[string]any {
	return map[string]any{
		"@type":    "type.googleapis.com/google.rpc.ErrorInfo",
		"reason":   reason,
		"domain":   "googleapis.com",
		"metadata": metadata,
	}
}

// The host names by which APIs are enabled in a project.
const (
	gmailHost  = "gmail.googleapis.com"
	pubsubHost = "pubsub.googleapis.com"
)

func consoleLink(host, project string) string {
	return fmt.Sprintf("https://console.developers.google.com/apis/api/%s/overview?project=%s", host, project)
}

func disabledText(api, host, project string) string {
	return fmt.Sprintf("%s API has not been used in project %s before or it is disabled. Enable it by visiting %s then retry. "+
		"If you enabled this API recently, wait a few minutes for the action to propagate to our systems and retry.",
		api, project, consoleLink(host, project))
}
