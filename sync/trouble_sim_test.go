//go:build !race

package sync_test

import (
	"fmt"
	"hash/fnv"
	"strings"
	"time"

	"google.golang.org/grpc/codes"

	"lettertray/internal/fakegoogle"
	"lettertray/internal/mail"
)

// troubles are what is wrong with Google.
type troubles struct {
	active     []trouble
	calls      map[string]int // how often a die was thrown, by what for
	shortPages bool           // lists come on small pages, some of them empty
}

// A trouble is a fault that some calls meet for a while.
type trouble struct {
	method string // as fakegoogle.Fail has it
	fault  fakegoogle.Fault
	share  float64 // of the calls that meet it
	until  time.Time
}

// meddle is shown every call before it is answered. Now and then, what the call
// is about changes under its hands.
func (s *sim) meddle(c fakegoogle.Call) *fakegoogle.Fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.count()
	if l := s.mailbox.byID[c.Resource]; l != nil && l.tellable(s.labels) && s.draw("hands", c.Resource) < 0.02 {
		s.relabel(l, nil, []string{mail.Unread})
	}
	now := s.google()
	for _, t := range s.trouble.active {
		if now.Before(t.until) && t.covers(c.Method) && s.draw(c.Method, c.Resource) < t.share {
			return &t.fault
		}
	}
	return nil
}

func (t trouble) covers(method string) bool {
	return t.method == method || strings.HasSuffix(t.method, ".") && strings.HasPrefix(method, t.method)
}

// draw throws a die between 0 and 1 that depends on the seed, on what it is for
// and on how often it was thrown for that, but not on the order in which the
// engine's goroutines come by. The mutex is held.
func (s *sim) draw(what, about string) float64 {
	if s.trouble.calls == nil {
		s.trouble.calls = map[string]int{}
	}
	key := what + " " + about
	s.trouble.calls[key]++
	h := fnv.New64a()
	fmt.Fprint(h, s.seed, key, s.trouble.calls[key])
	return float64(h.Sum64()*0x9e3779b97f4a7c15>>11) / (1 << 53)
}

// befall has calls meet a fault for a while.
func (s *sim) befall(method string, f fakegoogle.Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.clear = time.Time{}
	t := trouble{method, f, []float64{0.2, 0.5, 1}[s.rng.IntN(3)], s.google().Add(s.about(s.spell))}
	s.note("%.0f %% of %s meet %s for %v", 100*t.share, method, brief(f), t.until.Sub(s.google()).Round(time.Second))
	s.trouble.active = append(s.trouble.active, t)
}

// refusals are how Gmail says no.
func (s *sim) refusals() []fakegoogle.Fault {
	wait := s.google().Add(s.about(s.spell)).UTC().Format("Retry after 2006-01-02T15:04:05.000Z")
	return []fakegoogle.Fault{
		{Status: 500}, {Status: 502}, {Status: 503}, {Status: 504},
		{Cut: true}, {Hang: true},
		{Body: `{"history":[{"id":`}, {Body: "<html>Welcome to the hotel"}, {Body: `[]`},
		{Status: 429, Reason: "rateLimitExceeded", Message: "Too many concurrent requests for user"},
		{Status: 429, Reason: "userRateLimitExceeded", Message: "User-rate limit exceeded.  " + wait},
		{Status: 403, Reason: "rateLimitExceeded", Message: "Rate Limit Exceeded"},
		{Status: 403, Reason: "userRateLimitExceeded", Message: "User-rate limit exceeded.  " + wait},
		{Status: 403, Reason: "dailyLimitExceeded", Message: "Daily Limit Exceeded"},
		{Status: 403, Reason: "quotaExceeded", Message: "Quota exceeded"},
		{Status: 403, Reason: "accessNotConfigured", Message: "Gmail API has not been used in project before or it is disabled."},
		{Status: 403, Reason: "insufficientPermissions", Message: "Request had insufficient authentication scopes."},
		{Status: 403, Reason: "domainPolicy", Message: "The domain administrators have disabled Gmail apps."},
		{Status: 403, Reason: "forbidden", Message: "Forbidden"},
		{Status: 401, Reason: "authError", Message: "Request had invalid authentication credentials."},
	}
}

// troubleGmail has Gmail, or one of its methods, fail in one of many ways.
func (s *sim) troubleGmail() {
	methods := []string{
		"gmail.", "gmail.", "gmail.", "gmail.users.history.list", "gmail.users.history.list", "gmail.users.messages.get",
		"gmail.users.messages.list", "gmail.users.getProfile", "gmail.users.labels.get", "gmail.users.watch",
	}
	method := methods[s.rng.IntN(len(methods))]
	faults := s.refusals()
	switch method {
	case "gmail.users.history.list":
		faults = append(faults, fakegoogle.Fault{Body: "{}"}, fakegoogle.Fault{Status: 400, Reason: "invalidArgument", Message: "Invalid pageToken"})
	case "gmail.users.messages.get", "gmail.users.getProfile":
		faults = append(faults, fakegoogle.Fault{Body: "{}"})
	case "gmail.users.watch":
		faults = append(faults, fakegoogle.Fault{Body: "{}"},
			fakegoogle.Fault{Status: 400, Reason: "failedPrecondition", Message: "Only one user push notification client allowed per developer (call /stop then try again)"},
			fakegoogle.Fault{Status: 403, Reason: "forbidden", Message: "Error sending test message to Cloud PubSub projects/p/topics/t : User not authorized to perform this action."})
	}
	s.befall(method, faults[s.rng.IntN(len(faults))])
}

// troubleToken has the token endpoint fail.
func (s *sim) troubleToken() {
	faults := []fakegoogle.Fault{{Cut: true}, {Hang: true}, {Status: 500}, {Status: 503}, {Status: 429}, {Body: "<html>"}, {Body: "{}"},
		{Status: 400, Reason: "invalid_request", Message: "Bad Request"}, {Status: 400, Reason: "invalid_grant", Message: "Bad Request"}}
	s.ExpireAccess()
	s.befall("oauth.refresh", faults[s.rng.IntN(len(faults))])
}

// troublePubSub has Pub/Sub, or one of its methods, fail.
func (s *sim) troublePubSub() {
	methods := []string{"Subscriber.", "Publisher.", "IAMPolicy.", "Subscriber.StreamingPull", "Subscriber.GetSubscription", "Subscriber.CreateSubscription"}
	faults := []fakegoogle.Fault{{Cut: true}, {Hang: true}, {Code: codes.Internal}, {Code: codes.ResourceExhausted}, {Code: codes.DeadlineExceeded},
		{Code: codes.Aborted}, {Code: codes.Unauthenticated}, {Code: codes.PermissionDenied}, {Code: codes.PermissionDenied, Reason: "SERVICE_DISABLED"},
		{Code: codes.PermissionDenied, Reason: "ACCESS_TOKEN_SCOPE_INSUFFICIENT"}, {Code: codes.FailedPrecondition}, {Code: codes.NotFound}, {Code: codes.AlreadyExists}}
	s.befall(methods[s.rng.IntN(len(methods))], faults[s.rng.IntN(len(faults))])
	if s.chance(0.5) {
		s.EndStreams(codes.Unavailable)
	}
}

// endStreams has the server end its streams, for whatever reason.
func (s *sim) endStreams() {
	all := []codes.Code{codes.Unavailable, codes.Unauthenticated, codes.Internal, codes.ResourceExhausted, codes.DeadlineExceeded, codes.Canceled, codes.PermissionDenied, codes.NotFound}
	code := all[s.rng.IntN(len(all))]
	s.say("streams end with %v", code)
	s.EndStreams(code)
}

// troublePushes has pushes be lost, late, doubled or out of order for a while.
func (s *sim) troublePushes() {
	p := fakegoogle.Pushes(1 + s.rng.IntN(4))
	s.say("pushes are %v", []string{"prompt", "dropped", "doubled", "held", "swapped"}[p])
	s.SetPushes(p)
	s.later(s.about(s.spell), s.mendPushes)
}

func (s *sim) mendPushes() {
	s.SetPushes(fakegoogle.PushesPrompt)
	s.ReleasePushes()
}

// publishNoise puts on the topic what is no push, or none that helps.
func (s *sim) publishNoise() {
	w, ok := s.Watch(ada)
	if !ok {
		return
	}
	noise := []string{
		`{"emailAddress":"bob@gmail.com","historyId":99999999}`,
		`{"emailAddress":"ada@gmail.com","historyId":18446744073709551615}`,
		`{"emailAddress":"ada@gmail.com","historyId":1}`,
		`{"emailAddress":"ada@gmail.com","historyId":-7}`,
		fmt.Sprintf(`{"emailAddress":"Ada@gmail.com","historyId":"%d"}`, s.HistoryID(ada)+uint64(s.rng.IntN(100))),
		"\x00 noise",
	}
	data := noise[s.rng.IntN(len(noise))]
	s.say("a push says %q", data)
	_ = s.Publish(w.Topic, []byte(data)) // a topic that is gone hears nothing
}

func (s *sim) dropSubscription() {
	s.say("the subscription is deleted")
	for _, name := range s.Subscriptions() {
		s.must(s.DeleteSubscription(name))
	}
}

func (s *sim) dropTopic() {
	s.say("the topic is deleted")
	for _, name := range s.Topics() {
		s.must(s.DeleteTopic(name))
	}
}

func (s *sim) dropGrants() {
	s.say("the grants are dropped")
	for _, name := range s.Topics() {
		s.must(s.DropGrants(name))
	}
}

// expire has Google forget history.
func (s *sim) expire() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.note("history expires")
	s.EndHistory(ada)
	s.loseHistory()
}

// lag has history run behind the pushes for a while.
func (s *sim) lag() {
	n := 1 + s.rng.IntN(3)
	s.say("history lags by %d records", n)
	s.LagHistory(n)
	s.later(s.about(5*time.Second), func() { s.LagHistory(0) })
}

// shorten has lists come on small pages for a while.
func (s *sim) shorten() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.note("pages are short")
	s.trouble.shortPages = true
	s.later(s.about(s.spell), s.lengthen)
}

func (s *sim) lengthen() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.trouble.shortPages = false
}

// spoilServer has the notification server refuse some notes, or die after some.
func (s *sim) spoilServer() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if n := 1 + s.rng.IntN(4); s.chance(0.5) {
		s.screen.refuses = n
	} else {
		s.screen.fuse = n
		s.later(s.about(s.spell), s.bringServer)
	}
}
