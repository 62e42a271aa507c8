package fakegoogle

import (
	"cmp"
	"io"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// reading are the scopes that let a client look at a mailbox.
var reading = []string{ScopeMail, ScopeModify, ScopeReadonly, ScopeMetadata}

// scopesOf lists for each method the scopes of which one is needed, as the
// discovery document of Gmail v1 has them (add-ons' scopes left out).
var scopesOf = map[string][]string{
	"gmail.users.getProfile":      append([]string{ScopeCompose}, reading...),
	"gmail.users.watch":           reading,
	"gmail.users.stop":            reading,
	"gmail.users.history.list":    reading,
	"gmail.users.messages.list":   reading,
	"gmail.users.messages.get":    reading,
	"gmail.users.messages.modify": {ScopeMail, ScopeModify},
	"gmail.users.messages.trash":  {ScopeMail, ScopeModify},
	"gmail.users.labels.list":     append([]string{ScopeLabels}, reading...),
	"gmail.users.labels.get":      append([]string{ScopeLabels}, reading...),
}

// A request is one call of Gmail's API by somebody who may make it.
type request struct {
	*http.Request
	body  []byte
	box   *mailbox
	grant *grant
}

// headersOnly reports whether the token's limits are those of gmail.metadata.
// They win over every other scope beside it.
func (r *request) headersOnly() bool { return r.grant.has(ScopeMetadata) }

// limit is maxResults: 100 unless told, at most 500.
func (r *request) limit() int {
	n, err := strconv.Atoi(r.Form.Get("maxResults"))
	if err != nil || n <= 0 {
		return 100
	}
	return min(n, 500)
}

// gmail wraps a method of Gmail's API. do runs with g.mu held; what it gives is
// cut by the request's fields mask and encoded afterwards.
func (g *Google) gmail(method string, do func(*request) (any, *refusal)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		g.stamp(w)
		r.Form = r.URL.Query()
		req, refused := g.authorise(method, r)
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody)) // not under the lock: a client may be slow
		if err != nil && refused == nil {
			refused = badRequest("Invalid request body")
		}
		req.body = body
		c := Call{Time: g.opts.Now(), Method: method, Resource: r.PathValue("id"), Query: r.URL.Query()}
		c.Query.Del("access_token")
		if req.grant != nil {
			c.Person = req.grant.person
		}
		if fault := g.enter(c); fault != nil {
			g.playHTTP(w, r, c, fault, func() int { return answerRefusal(w, fault.refusal()) })
			return
		}
		mask, err := parseMask(r.Form.Get("fields"))
		if err != nil && refused == nil {
			refused = badRequest("%v", err)
		}
		var answer any
		if refused == nil {
			g.mu.Lock()
			answer, refused = do(req)
			g.mu.Unlock()
		}
		if refused == nil {
			if answer, err = mask.cut(answer); err != nil {
				refused = badRequest("%v", err)
			}
		}
		if refused != nil {
			g.leave(c, strconv.Itoa(answerRefusal(w, refused)))
			return
		}
		g.leave(c, strconv.Itoa(answerJSON(w, http.StatusOK, answer)))
	})
}

// authorise says who asks and whether they may. The request is never nil; its
// grant is nil when the token is not good.
func (g *Google) authorise(method string, r *http.Request) (*request, *refusal) {
	req := &request{Request: r}
	token, hasBearer := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	g.mu.Lock()
	defer g.mu.Unlock()
	req.grant = g.grants.lookup(token, g.opts.Now())
	switch {
	case !hasBearer || req.grant == nil:
		return req, unauthorised()
	case g.faults.disabled[gmailHost]:
		return req, apiDisabled(g.opts.Project)
	case g.opts.Now().Before(g.faults.until):
		return req, rateLimited(g.faults.until)
	case !req.grant.has(scopesOf[method]...):
		return req, scopeMissing()
	}
	if user := r.PathValue("user"); user != "me" && !strings.EqualFold(user, req.grant.person) {
		return req, forbidden("Delegation denied for " + req.grant.person)
	}
	req.box = g.box(req.grant.person)
	return req, nil
}

// refusal is the fault as Gmail would tell it.
func (f *Fault) refusal() *refusal {
	r := &refusal{status: f.Status, reason: f.Reason, message: f.Message}
	if r.status == 0 {
		r.status = http.StatusServiceUnavailable
	}
	if r.reason == "" {
		r.reason = "backendError"
	}
	if r.message == "" {
		r.message = http.StatusText(r.status)
	}
	return r
}

// decimal is a number that REST answers write as a string.
type decimal uint64

func (d decimal) MarshalText() ([]byte, error) { return strconv.AppendUint(nil, uint64(d), 10), nil }

// profile leaves out the number of threads.
func (g *Google) profile(r *request) (any, *refusal) {
	return struct {
		Address  string  `json:"emailAddress"`
		Messages int     `json:"messagesTotal"`
		Head     decimal `json:"historyId"`
	}{r.box.address, len(r.box.byDate), decimal(r.box.head)}, nil
}

// A label is one of a mailbox; its counts stand in labels.get's answer alone.
type label struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	Type   string `json:"type"`
	Total  *int   `json:"messagesTotal,omitempty"`
	Unread *int   `json:"messagesUnread,omitempty"`
}

func (b *mailbox) label(id string) label {
	if slices.Contains(systemLabels, id) {
		return label{ID: id, Name: id, Type: "system"}
	}
	return label{ID: id, Name: cmp.Or(b.named[id], id), Type: "user"}
}

func (g *Google) listLabels(r *request) (any, *refusal) {
	answer := struct {
		Labels []label `json:"labels"`
	}{}
	for _, id := range slices.Sorted(maps.Keys(r.box.tallies)) {
		answer.Labels = append(answer.Labels, r.box.label(id))
	}
	return answer, nil
}

// getLabel counts messages. Threads are left out.
func (g *Google) getLabel(r *request) (any, *refusal) {
	id := r.PathValue("id")
	t, known := r.box.tallies[id]
	if !known {
		return nil, notFound()
	}
	l := r.box.label(id)
	l.Total, l.Unread = &t.total, &t.unread
	return l, nil
}
