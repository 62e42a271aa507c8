package contract

import (
	"mime"
	"net/http"
	"slices"
	"strings"
)

// answer holds the answer of an HTTP server against the document, and against
// the fields that were picked.
func (c *check) answer(status int, media, text string, picked mask) {
	// Gmail's reference calls the body of a method without an answer empty,
	// and since 2025 an empty JSON object.
	if c.method.Response == nil && status/100 == 2 {
		if text = strings.TrimSpace(text); text != "" && text != "{}" {
			c.wrong("there is a body, and the document knows none")
		}
		return
	}
	if !isJSON(media) {
		c.wrong("the body's type is %q", media)
	}
	v, err := decode(text)
	switch {
	case err != nil:
		c.wrong("%w", err)
	case status/100 == 2:
		c.value("answer", c.method.Response, v)
		c.within("answer", picked, v)
	default:
		c.value("body", refusal, v)
		body, _ := v.(map[string]any)
		c.coherent(status, body)
	}
}

func isJSON(media string) bool {
	kind, _, err := mime.ParseMediaType(media)
	return err == nil && kind == "application/json"
}

// refusal is what an error is like. No discovery document says it: it is from
// https://developers.google.com/workspace/gmail/api/guides/handle-errors and
// https://google.aip.dev/193.
var refusal = object(map[string]*schema{
	"error": object(map[string]*schema{
		"code":    {Type: "integer", Format: "int32"},
		"message": {Type: "string"},
		"status":  {Type: "string"},
		"errors": {Type: "array", Items: object(map[string]*schema{
			"domain":       {Type: "string"},
			"reason":       {Type: "string"},
			"message":      {Type: "string"},
			"location":     {Type: "string"},
			"locationType": {Type: "string"},
		})},
		"details": {Type: "array", Items: object(map[string]*schema{
			"@type":    {Type: "string", Pattern: `^type\.googleapis\.com/google\.rpc\.(ErrorInfo|Help)$`},
			"reason":   {Type: "string", Pattern: `^[A-Z][A-Z0-9_]+[A-Z0-9]$`},
			"domain":   {Type: "string"},
			"metadata": {Type: "object", AdditionalProperties: &schema{Type: "string"}},
			"links": {Type: "array", Items: object(map[string]*schema{
				"description": {Type: "string"},
				"url":         {Type: "string", Pattern: `^https://`},
			})},
		})},
	}),
})

func object(properties map[string]*schema) *schema {
	return &schema{Type: "object", Properties: properties}
}

// statuses are the names of google.rpc.Code that go with HTTP's numbers
// (google/rpc/code.proto).
var statuses = map[int][]string{
	http.StatusBadRequest:          {"INVALID_ARGUMENT", "FAILED_PRECONDITION", "OUT_OF_RANGE"},
	http.StatusUnauthorized:        {"UNAUTHENTICATED"},
	http.StatusForbidden:           {"PERMISSION_DENIED"},
	http.StatusNotFound:            {"NOT_FOUND"},
	http.StatusConflict:            {"ABORTED", "ALREADY_EXISTS"},
	http.StatusTooManyRequests:     {"RESOURCE_EXHAUSTED"},
	http.StatusInternalServerError: {"INTERNAL", "UNKNOWN", "DATA_LOSS"},
	http.StatusServiceUnavailable:  {"UNAVAILABLE"},
	http.StatusGatewayTimeout:      {"DEADLINE_EXCEEDED"},
}

// coherent holds an error's parts against each other. It may lack its status
// alone, which Gmail leaves out at times.
func (c *check) coherent(status int, body map[string]any) {
	e, _ := body["error"].(map[string]any)
	if !number(status, status)(e["code"]) {
		c.wrong("error.code is %v with the status %d", e["code"], status)
	}
	if message, _ := e["message"].(string); message == "" {
		c.wrong("error.message is empty")
	}
	if name, given := e["status"].(string); given && !slices.Contains(statuses[status], name) {
		c.wrong("error.status is %s with the status %d", name, status)
	}
	items, _ := e["errors"].([]any)
	if len(items) == 0 {
		c.wrong("error.errors is empty")
	}
	for _, item := range items {
		if reason, _ := item.(map[string]any)["reason"].(string); reason == "" {
			c.wrong("an error has no reason")
		}
	}
}
