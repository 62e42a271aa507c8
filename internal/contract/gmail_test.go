package contract

import (
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"lettertray/auth"
	"lettertray/internal/fakegoogle"
	"lettertray/internal/mail"
	"lettertray/sync/gmail"
)

const (
	ada  = "ada@gmail.com"
	base = "http://127.0.0.1:1"
)

// A world is a Google with one person, seen through an inspector.
type world struct {
	*testing.T
	*fakegoogle.Google
	inspector *Inspector
	box       *gmail.Mailbox
	access    string // the token
}

// newWorld signs the person in with the scopes. What the document does not
// allow fails the test.
func newWorld(t *testing.T, scopes ...string) *world {
	t.Helper()
	document, err := Gmail()
	if err != nil {
		t.Fatal(err)
	}
	w := &world{T: t, Google: fakegoogle.New(fakegoogle.Options{})}
	w.AddPerson(ada)
	_, w.access = w.Grant(ada, scopes...)
	w.inspector = &Inspector{
		Document: document, Scopes: scopes, Base: w.Transport(),
		Report: func(fault error) { t.Error(fault) },
	}
	if w.box, err = gmail.New(&http.Client{Transport: w}, base, ada); err != nil {
		t.Fatal(err)
	}
	return w
}

// RoundTrip adds the access token.
func (w *world) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.Header.Set("Authorization", "Bearer "+w.access)
	return w.inspector.RoundTrip(r)
}

// raw makes a request that the app does not, and gives its status and answer.
func (w *world) raw(verb, path, body string) (int, string) {
	w.Helper()
	r, err := http.NewRequest(verb, base+"/gmail/v1/users/me/"+path, strings.NewReader(body))
	if err != nil {
		w.Fatal(err)
	}
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	res, err := w.RoundTrip(r)
	if err != nil {
		w.Fatal(err)
	}
	defer res.Body.Close()
	answer, err := io.ReadAll(res.Body)
	if err != nil {
		w.Fatal(err)
	}
	return res.StatusCode, string(answer)
}

func (w *world) must(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

// everything calls all that a mailbox can do at the level of access, twelve
// hundred letters being three pages.
func (w *world) everything(level auth.Access) {
	w.Helper()
	ctx := w.Context()
	start, err := w.box.Profile(ctx)
	w.must(err)
	_, err = w.box.Watch(ctx, w.AddTopic("topic"), []string{mail.Inbox})
	w.must(err)
	var ids []string
	for range 1200 {
		ids = append(ids, w.Deliver(ada, fakegoogle.Letter{FromName: "Grace", FromAddress: "grace@navy.example", Subject: "Grüße"}))
	}
	w.must(w.MarkRead(ada, ids[0]))
	w.must(w.Archive(ada, ids[1]))
	w.must(w.Trash(ada, ids[2]))
	w.must(w.Delete(ada, ids[3]))
	w.must(w.Modify(ada, ids[0], []string{mail.Unread, "STARRED"}, nil))
	if n := w.pages(func(page string) (string, error) {
		p, err := w.box.History(ctx, start.Cursor, page)
		return p.Next, err
	}); n != 3 {
		w.Errorf("history has %d pages", n)
	}
	if n := w.pages(func(page string) (string, error) {
		l, err := w.box.List(ctx, []string{mail.Inbox, mail.Unread}, page)
		return l.Next, err
	}); n != 3 {
		w.Errorf("the list has %d pages", n)
	}
	_, err = w.box.Message(ctx, ids[4])
	w.must(err)
	if _, errs := w.box.Messages(ctx, ids[:20]); len(errs) != 1 || mail.KindOf(errs[ids[3]]) != mail.NotFound {
		w.Errorf("reading messages: %v", errs)
	}
	_, err = w.box.Arrived(ctx, ids[4])
	w.must(err)
	_, err = w.box.Unread(ctx, mail.Inbox)
	w.must(err)
	if level == auth.Actions {
		w.must(w.box.Modify(ctx, ids[5], []string{"STARRED"}, []string{mail.Unread, mail.Inbox}))
	}
	w.must(w.box.Stop(ctx))
}

// pages turns all pages and counts them.
func (w *world) pages(turn func(page string) (next string, err error)) (n int) {
	w.Helper()
	for page := ""; n == 0 || page != ""; n++ {
		var err error
		page, err = turn(page)
		w.must(err)
	}
	return n
}

func TestWhatTheAppAsksIsAllowedAtEachLevel(t *testing.T) {
	for _, level := range []auth.Access{auth.Headers, auth.Preview, auth.Actions} {
		t.Run(string(level), func(t *testing.T) {
			w := newWorld(t, level.Scope())
			w.everything(level)
			want := []string{
				"gmail.users.getProfile", "gmail.users.history.list", "gmail.users.labels.get",
				"gmail.users.messages.get", "gmail.users.messages.list", "gmail.users.messages.modify",
				"gmail.users.stop", "gmail.users.watch",
			}
			if level != auth.Actions {
				want = slices.DeleteFunc(want, func(id string) bool { return strings.HasSuffix(id, ".modify") })
			}
			if got := w.inspector.Answered(); !slices.Equal(got, want) {
				t.Errorf("answered were %q, want %q", got, want)
			}
		})
	}
}

func TestWhatFakegoogleKnowsBeyondTheAppIsAnsweredAsTheDocumentSays(t *testing.T) {
	w := newWorld(t, auth.Actions.Scope())
	id := w.Deliver(ada, fakegoogle.Letter{Subject: "s", Snippet: "it&#39;s", Body: "long, with ÿÿ>?"})
	from := w.HistoryID(ada)
	w.must(w.Trash(ada, id))
	for _, path := range []string{
		"labels", "labels/INBOX", "profile",
		"history?startHistoryId=" + mail.HistoryID(from).String(),
		"history?labelId=TRASH&startHistoryId=" + mail.HistoryID(from).String(),
		"messages?includeSpamTrash=true", "messages?labelIds=TRASH&maxResults=1",
		"messages/" + id, "messages/" + id + "?format=full", "messages/" + id + "?format=minimal",
		"messages/" + id + "?format=metadata", "messages/" + id + "?fields=payload(headers/name,body),labelIds",
	} {
		if status, answer := w.raw("GET", path, ""); status != http.StatusOK {
			t.Errorf("%s: %d %s", path, status, answer)
		}
	}
	for path, body := range map[string]string{
		"messages/" + id + "/modify": `{"addLabelIds":["STARRED"]}`,
		"messages/" + id + "/trash":  "",
		"watch":                      `{"topicName":"` + w.AddTopic("topic") + `"}`,
		"stop":                       "",
	} {
		if status, answer := w.raw("POST", path, body); status != http.StatusOK {
			t.Errorf("%s: %d %s", path, status, answer)
		}
	}
}

func TestEachRefusalHasTheShapeOfGoogles(t *testing.T) {
	history := func(w *world) error { _, err := w.box.History(w.Context(), 1, ""); return err }
	watch := func(topic string) func(*world) error {
		return func(w *world) error {
			_, err := w.box.Watch(w.Context(), "projects/"+w.Project()+"/topics/"+topic, []string{mail.Inbox})
			return err
		}
	}
	failing := func(fault fakegoogle.Fault) func(*world) {
		return func(w *world) { w.Fail("gmail.", 1, fault) }
	}
	for name, c := range map[string]struct {
		set  func(*world)
		ask  func(*world) error
		want mail.Kind
	}{
		"history gone":        {func(*world) {}, history, mail.HistoryGone},
		"too much":            {func(w *world) { w.LimitRate(time.Now().Add(time.Hour)) }, history, mail.RateLimited},
		"the API is off":      {func(w *world) { w.DisableAPI("gmail.googleapis.com") }, history, mail.APIDisabled},
		"a stale token":       {func(w *world) { w.ExpireAccess() }, history, mail.Temporary},
		"too little scope":    {func(w *world) { _, w.access = w.Grant(ada, fakegoogle.ScopePubSub) }, history, mail.ScopeMissing},
		"no such message":     {func(*world) {}, func(w *world) error { _, err := w.box.Message(w.Context(), "gone"); return err }, mail.NotFound},
		"no such label":       {func(*world) {}, func(w *world) error { _, err := w.box.Unread(w.Context(), "gone"); return err }, mail.NotFound},
		"no topic":            {func(*world) {}, watch("gone"), mail.TopicMissing},
		"no grant":            {func(w *world) { w.must(w.DropGrants(w.AddTopic("here"))) }, watch("here"), mail.GrantMissing},
		"another watch":       {func(w *world) { w.AddTopic("one"); w.AddTopic("two"); w.must(watch("one")(w)) }, watch("two"), mail.OtherWatch},
		"a topic elsewhere":   {func(*world) {}, watch("x/../../other"), mail.Refused},
		"a fault by itself":   {failing(fakegoogle.Fault{}), history, mail.Temporary},
		"a gateway's fault":   {failing(fakegoogle.Fault{Status: 502}), history, mail.Temporary},
		"an administrator":    {failing(fakegoogle.Fault{Status: 403, Reason: "domainPolicy"}), history, mail.AdminBlocked},
		"429":                 {failing(fakegoogle.Fault{Status: 429, Reason: "rateLimitExceeded"}), history, mail.RateLimited},
		"the day's quota":     {failing(fakegoogle.Fault{Status: 403, Reason: "dailyLimitExceeded"}), history, mail.QuotaSpent},
		"nobody's page token": {func(*world) {}, func(w *world) error { _, err := w.box.List(w.Context(), nil, "x"); return err }, mail.Refused},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, auth.Headers.Scope())
			c.set(w)
			if err := c.ask(w); mail.KindOf(err) != c.want {
				t.Errorf("%v is of the kind %v, want %v", err, mail.KindOf(err), c.want)
			}
		})
	}
}
