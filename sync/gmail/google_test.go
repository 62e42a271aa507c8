package gmail

import (
	"errors"
	"net/http"
	"slices"
	"testing"
	"time"

	"lettertray/internal/fakegoogle"
	"lettertray/internal/mail"
)

const ada = "ada@gmail.com"

// signedIn is a Google with one person, and that person's mailbox.
func signedIn(t *testing.T, scope string) (*fakegoogle.Google, *Mailbox) {
	t.Helper()
	g := fakegoogle.New(fakegoogle.Options{})
	g.AddPerson(ada)
	_, access := g.Grant(ada, scope)
	m, err := New(&http.Client{Transport: roundTrip(func(r *http.Request) (*http.Response, error) {
		r = r.Clone(r.Context())
		r.Header.Set("Authorization", "Bearer "+access)
		return g.Transport().RoundTrip(r)
	})}, "http://127.0.0.1:1", ada)
	if err != nil {
		t.Fatal(err)
	}
	return g, m
}

func TestADayInAMailbox(t *testing.T) {
	g, m := signedIn(t, fakegoogle.ScopeModify)
	ctx := t.Context()
	start, err := m.Profile(ctx)
	if err != nil || start.Address != ada {
		t.Fatalf("%+v, %v", start, err)
	}
	topic := g.AddTopic("t")
	if ends, err := m.Watch(ctx, topic, []string{mail.Inbox}); err != nil || time.Until(ends) < 6*24*time.Hour {
		t.Errorf("watch ends %v, %v", ends, err)
	}
	if w, ok := g.Watch(ada); !ok || w.Topic != topic || !slices.Equal(w.Labels, []string{mail.Inbox}) {
		t.Errorf("Google watches %+v", w)
	}
	first := g.Deliver(ada, fakegoogle.Letter{RawHeaders: map[string]string{
		"From": "=?utf-8?q?J=C3=BCrgen?= <j@example.com>", "Subject": "=?utf-8?b?5p2x5Lqs?=",
	}})
	second := g.Deliver(ada, fakegoogle.Letter{FromName: "Bob", FromAddress: "bob@example.com", Subject: "Hello"})
	g.MarkRead(ada, second)
	page, err := m.History(ctx, start.Cursor, "")
	if err != nil || len(page.Records) != 3 || page.Next != "" || page.Cursor != mail.HistoryID(g.HistoryID(ada)) {
		t.Fatalf("%+v, %v", page, err)
	}
	if r := page.Records[2]; r.Change != mail.Unlabelled || r.Message != second || !slices.Equal(r.Moved, []string{mail.Unread}) {
		t.Errorf("the last record is %+v", r)
	}
	messages, errs := m.Messages(ctx, []string{first, "gone", second})
	if got := messages[first]; got.Subject != "東京" || got.From.Name != "Jürgen" || !got.Has(mail.Unread) {
		t.Errorf("the first letter is %+v", got)
	}
	if len(messages) != 2 || mail.KindOf(errs["gone"]) != mail.NotFound {
		t.Errorf("%d messages, %v", len(messages), errs)
	}
	if n, err := m.Unread(ctx, mail.Inbox); n != 1 || err != nil {
		t.Errorf("%d unread, %v", n, err)
	}
	if l, err := m.List(ctx, []string{mail.Inbox, mail.Unread}, ""); err != nil || !slices.Equal(l.IDs, []string{first}) {
		t.Errorf("unread are %+v, %v", l, err)
	}
	if at, err := m.Arrived(ctx, first); err != nil || time.Since(at) > time.Minute {
		t.Errorf("came %v, %v", at, err)
	}
	if err := m.Modify(ctx, first, nil, []string{mail.Unread}); err != nil {
		t.Error(err)
	}
	if n, err := m.Unread(ctx, mail.Inbox); n != 0 || err != nil {
		t.Errorf("%d unread, %v", n, err)
	}
	if err := m.Stop(ctx); err != nil {
		t.Error(err)
	}
	if _, ok := g.Watch(ada); ok {
		t.Error("Google watches still")
	}
}

func TestALongHistoryHasPages(t *testing.T) {
	g, m := signedIn(t, fakegoogle.ScopeMetadata)
	start := mail.HistoryID(g.HistoryID(ada))
	for range 1200 {
		g.Deliver(ada, fakegoogle.Letter{Subject: "x"})
	}
	total, pages := 0, 0
	for page := ""; ; pages++ {
		p, err := m.History(t.Context(), start, page)
		if err != nil {
			t.Fatal(err)
		}
		total += len(p.Records)
		if page = p.Next; page == "" {
			break
		}
	}
	if total != 1200 || pages != 2 {
		t.Errorf("%d records, %d pages before the last", total, pages)
	}
}

func TestGooglesRefusals(t *testing.T) {
	g, m := signedIn(t, fakegoogle.ScopeMetadata)
	ctx := t.Context()
	start := mail.HistoryID(g.HistoryID(ada))
	g.Deliver(ada, fakegoogle.Letter{})
	history := func() error { _, err := m.History(ctx, start, ""); return err }
	watch := func(topic string) func() error {
		return func() error { _, err := m.Watch(ctx, topic, nil); return err }
	}
	here, other := g.AddTopic("here"), g.AddTopic("other")
	until := time.Now().Add(time.Hour).Truncate(time.Millisecond).UTC()
	for _, c := range []struct {
		name string
		set  func()
		do   func() error
		want mail.Kind
	}{
		{"the API is off", func() { g.DisableAPI("gmail.googleapis.com") }, history, mail.APIDisabled},
		{"too much", func() { g.LimitRate(until) }, history, mail.RateLimited},
		{"the network is away", func() { g.NetworkAway(true) }, history, mail.Temporary},
		{"the history is gone", func() { g.EndHistory(ada) }, history, mail.HistoryGone},
		{"the scope does not do", func() {}, func() error { return m.Modify(ctx, "x", nil, nil) }, mail.ScopeMissing},
		{"no topic", func() {}, watch("projects/" + g.Project() + "/topics/none"), mail.TopicMissing},
		{"a topic elsewhere", func() {}, watch("projects/elsewhere/topics/t"), mail.Refused},
		{"no grant", func() { g.DropGrants(other) }, watch(other), mail.GrantMissing},
		{"another's watch", func() { watch(here)(); g.AddTopic("third") }, watch("projects/" + g.Project() + "/topics/third"), mail.OtherWatch},
		{"a stale token", func() { g.ExpireAccess() }, history, mail.Temporary},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.set()
			err := c.do()
			f, sorted := errors.AsType[*mail.Failure](err)
			if !sorted || f.Kind != c.want {
				t.Fatalf("%v is of the kind %v, want %v", err, mail.KindOf(err), c.want)
			}
			if f.Kind == mail.RateLimited && !f.Until.Equal(until) {
				t.Errorf("until %v, want %v", f.Until, until)
			}
			if f.Kind == mail.APIDisabled && f.Link == "" {
				t.Error("no link")
			}
		})
		g.Mend()
	}
}
