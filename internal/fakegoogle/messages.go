package fakegoogle

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"
)

// listMessages gives ids, newest first, by labels alone: q is refused, by
// Google only under gmail.metadata. SPAM and TRASH are left out unless asked for.
func (g *Google) listMessages(r *request) (any, *refusal) {
	if r.Form.Has("q") {
		if r.headersOnly() {
			return nil, forbidden("Metadata scope does not support 'q' parameter")
		}
		return nil, badRequest("This Google does not know how to search")
	}
	box, labels, limit := r.box, r.Form["labelIds"], r.limit()
	end := len(box.byDate)
	if token := r.Form.Get("pageToken"); token != "" {
		last, err := parsePlace(token)
		if err != nil {
			return nil, badRequest("Invalid pageToken")
		}
		end, _ = slices.BinarySearchFunc(box.byDate, last, older)
	}
	all := r.Form.Get("includeSpamTrash") == "true"
	answer := struct {
		Messages []messageRef `json:"messages,omitempty"`
		Next     string       `json:"nextPageToken,omitempty"`
		Estimate int          `json:"resultSizeEstimate"`
	}{}
	var last *message
	for _, m := range slices.Backward(box.byDate[:end]) {
		if !m.carries(labels) || !all && m.hidden(labels) {
			continue
		}
		if len(answer.Messages) == limit {
			answer.Next = last.place()
			break
		}
		answer.Messages = append(answer.Messages, messageRef{ID: m.id, Thread: m.thread})
		last = m
	}
	answer.Estimate = len(answer.Messages)
	return answer, nil
}

// carries reports whether the message has all of the labels.
func (m *message) carries(labels []string) bool {
	return !slices.ContainsFunc(labels, func(l string) bool { return !slices.Contains(m.labels, l) })
}

// hidden reports whether a list leaves the message out as spam or rubbish.
func (m *message) hidden(asked []string) bool {
	return slices.ContainsFunc([]string{"SPAM", "TRASH"}, func(l string) bool {
		return slices.Contains(m.labels, l) && !slices.Contains(asked, l)
	})
}

// place is where a message stands by date, for page tokens.
func (m *message) place() string { return fmt.Sprintf("%d.%d", m.date.UnixNano(), m.number) }

func parsePlace(token string) (*message, error) {
	var nano int64
	var number int
	if _, err := fmt.Sscanf(token, "%d.%d", &nano, &number); err != nil {
		return nil, err
	}
	return &message{date: time.Unix(0, nano), number: number}, nil
}

// messageAnswer is a message as messages.get shows it.
type messageAnswer struct {
	ID       string   `json:"id"`
	Thread   string   `json:"threadId"`
	Labels   []string `json:"labelIds,omitempty"`
	Snippet  string   `json:"snippet,omitempty"`
	Payload  *payload `json:"payload,omitempty"`
	Size     int      `json:"sizeEstimate"`
	History  decimal  `json:"historyId"`
	Internal decimal  `json:"internalDate"` // milliseconds
}

type payload struct {
	MimeType string   `json:"mimeType"`
	Headers  []header `json:"headers,omitempty"`
	Body     *content `json:"body,omitempty"`
}

type content struct {
	Size int    `json:"size"`
	Data string `json:"data,omitempty"`
}

// getMessage shows a message in the formats minimal, metadata and full; raw is
// refused. Nobody knows whether Google fills the snippet under gmail.metadata:
// here it is empty.
func (g *Google) getMessage(r *request) (any, *refusal) {
	format := strings.ToLower(r.Form.Get("format"))
	if format == "" {
		format = "full"
	}
	switch {
	case !slices.Contains([]string{"minimal", "metadata", "full"}, format):
		return nil, badRequest("Invalid value at 'format'")
	case format == "full" && r.headersOnly():
		return nil, forbidden("Metadata scope doesn't allow format FULL")
	}
	m := r.box.byID[r.PathValue("id")]
	if m == nil {
		return nil, notFound()
	}
	answer := m.show()
	if !r.headersOnly() {
		answer.Snippet = m.snippet
	}
	if format != "minimal" {
		answer.Payload = &payload{MimeType: "text/plain", Headers: m.chosen(r.Form["metadataHeaders"], format)}
	}
	if format == "full" {
		answer.Payload.Body = &content{len(m.body), base64.URLEncoding.EncodeToString([]byte(m.body))}
	}
	return answer, nil
}

// show is what every format has.
func (m *message) show() messageAnswer {
	return messageAnswer{
		ID:       m.id,
		Thread:   m.thread,
		Labels:   m.labels,
		Size:     1024 + len(m.body),
		History:  decimal(m.history),
		Internal: decimal(m.date.UnixMilli()),
	}
}

// chosen are the asked headers in the format metadata, else all.
func (m *message) chosen(names []string, format string) []header {
	if format != "metadata" || len(names) == 0 {
		return m.headers
	}
	return slices.DeleteFunc(slices.Clone(m.headers), func(h header) bool {
		return !slices.ContainsFunc(names, func(n string) bool { return strings.EqualFold(n, h.Name) })
	})
}

func (g *Google) modifyMessage(r *request) (any, *refusal) {
	var asked struct {
		Add    []string `json:"addLabelIds"`
		Remove []string `json:"removeLabelIds"`
	}
	if err := json.Unmarshal(r.body, &asked); err != nil {
		return nil, badRequest("Invalid JSON payload received.")
	}
	for _, l := range slices.Concat(asked.Add, asked.Remove) {
		if _, known := r.box.tallies[l]; !known {
			return nil, badRequest("Invalid label: %s", l)
		}
	}
	return g.change(r, asked.Add, asked.Remove)
}

func (g *Google) trashMessage(r *request) (any, *refusal) {
	return g.change(r, []string{"TRASH"}, []string{"INBOX"})
}

// change relabels the message that the request names.
func (g *Google) change(r *request, add, remove []string) (any, *refusal) {
	m := r.box.byID[r.PathValue("id")]
	if m == nil {
		return nil, notFound()
	}
	g.relabel(r.box, m, add, remove)
	return m.show(), nil
}
