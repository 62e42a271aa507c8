package gmail

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"reflect"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"lettertray/internal/mail"
)

type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// mailbox is one whose Gmail is the handler.
func mailbox(t *testing.T, h http.HandlerFunc) *Mailbox {
	t.Helper()
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	m, err := New(server.Client(), server.URL, "")
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func answer(code int, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(code)
		io.WriteString(w, body)
	}
}

func TestTheEnvironmentLeadsNoTokenAstray(t *testing.T) {
	t.Setenv("GOOGLE_CLOUD_UNIVERSE_DOMAIN", "example.com")
	t.Setenv("GOOGLE_CLOUD_QUOTA_PROJECT", "somebody-else")
	t.Setenv("GOOGLE_SDK_GO_LOGGING_LEVEL", "debug")
	var asked *http.Request
	m, err := New(&http.Client{Transport: roundTrip(func(r *http.Request) (*http.Response, error) {
		asked = r
		return nil, errors.New("enough")
	})}, "", "")
	if err != nil {
		t.Fatal(err)
	}
	m.Profile(t.Context())
	if asked.URL.Host != "gmail.googleapis.com" || asked.URL.Scheme != "https" {
		t.Errorf("asked %s", asked.URL)
	}
	if got := asked.Header.Get("X-Goog-User-Project"); got != "" {
		t.Errorf("names the quota project %q", got)
	}
}

func TestHistoryIsReadWhole(t *testing.T) {
	m := mailbox(t, func(w http.ResponseWriter, r *http.Request) {
		q := r.URL.Query()
		if got := q["historyTypes"]; len(got) != 4 {
			t.Errorf("asked for %v, want all four kinds", got)
		}
		if q.Has("labelId") {
			t.Error("a filter by label hides withdrawals")
		}
		if q.Get("maxResults") != "500" || q.Get("startHistoryId") != "18446744073709551615" || q.Get("pageToken") != "two" {
			t.Errorf("asked %v", q)
		}
		if q.Get("fields") != historyFields {
			t.Errorf("fields %q", q.Get("fields"))
		}
		w.Header().Set("Date", "Tue, 07 Jul 2026 10:00:00 GMT")
		io.WriteString(w, `{"historyId":"900","nextPageToken":"three","history":[
			{"id":"800","messagesAdded":[{"message":{"id":"a","threadId":"t","labelIds":["INBOX","UNREAD"]}}],
			 "labelsRemoved":[{"labelIds":["UNREAD"],"message":{"id":"a","threadId":"t","labelIds":["INBOX"]}}]},
			{"id":"801","messagesDeleted":[{"message":{"id":"b"}}],"labelsAdded":[{"labelIds":["INBOX"],"message":{"id":"c"}},{"labelIds":["X"]}]},
			{"id":"802","messages":[{"id":"d"}]}, null]}`)
	})
	got, err := m.History(t.Context(), 1<<64-1, "two")
	want := mail.Page{
		Next: "three", Cursor: 900, Date: time.Date(2026, 7, 7, 10, 0, 0, 0, time.UTC),
		Records: []mail.Record{
			{ID: 800, Change: mail.Added, Message: "a", Thread: "t", Labels: []string{"INBOX", "UNREAD"}},
			{ID: 800, Change: mail.Unlabelled, Message: "a", Thread: "t", Labels: []string{"INBOX"}, Moved: []string{"UNREAD"}},
			{ID: 801, Change: mail.Labelled, Message: "c", Moved: []string{"INBOX"}},
			{ID: 801, Change: mail.Deleted, Message: "b"},
		},
	}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v, %v\nwant %+v", got, err, want)
	}
}

func TestAnAnswerWithoutWhatItIsForIsNone(t *testing.T) {
	m := mailbox(t, answer(200, `{}`))
	if _, err := m.History(t.Context(), 5, ""); mail.KindOf(err) != mail.Temporary || err == nil {
		t.Errorf("history: %v", err)
	}
	if _, err := m.Profile(t.Context()); mail.KindOf(err) != mail.Temporary || err == nil {
		t.Errorf("profile: %v", err)
	}
	if _, err := m.Watch(t.Context(), "projects/p/topics/t", nil); mail.KindOf(err) != mail.Temporary || err == nil {
		t.Errorf("watch: %v", err)
	}
	if _, err := m.Arrived(t.Context(), "m"); mail.KindOf(err) != mail.Temporary || err == nil {
		t.Errorf("arrived: %v", err) // a message of 1970 would be taken for old
	}
}

func TestAMessageIsTakenApart(t *testing.T) {
	m := mailbox(t, func(w http.ResponseWriter, r *http.Request) {
		if q := r.URL.Query(); q.Get("format") != "metadata" || !slices.Equal(q["metadataHeaders"], []string{"From", "Subject"}) {
			t.Errorf("asked %v", q)
		}
		io.WriteString(w, `{"id":"m1","threadId":"t1","labelIds":["INBOX"],"snippet":"it&#39;s &lt;here&gt;","internalDate":"1783418400000",
			"payload":{"headers":[{"name":"subject","value":"=?UTF-8?Q?Gr=C3=BC=C3=9Fe?="},{"name":"FROM","value":"Ada <ada@example.com>"},{"name":"Subject","value":"a second one"}]}}`)
	})
	got, err := m.Message(t.Context(), "m1")
	want := mail.Message{
		ID: "m1", Thread: "t1", Subject: "Grüße", Snippet: "it's <here>", Labels: []string{"INBOX"},
		From: mail.Sender{Name: "Ada", Address: "ada@example.com"}, Date: time.UnixMilli(1783418400000),
	}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v, want %+v", got, err, want)
	}
	if _, err := m.Message(t.Context(), "m2"); err == nil {
		t.Error("another message's answer was taken")
	}
}

func TestMessagesAreFetchedAFewAtATime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var now, most, all atomic.Int64
		m, err := New(&http.Client{Transport: roundTrip(func(r *http.Request) (*http.Response, error) {
			all.Add(1)
			most.Store(max(most.Load(), now.Add(1)))
			time.Sleep(time.Second) // the bubble's: a slow network
			now.Add(-1)
			id := r.URL.Path[strings.LastIndex(r.URL.Path, "/")+1:]
			if id == "gone" {
				return respond(404, reply(404, "notFound", "Requested entity was not found.")), nil
			}
			return respond(200, fmt.Sprintf(`{"id":%q}`, id)), nil
		})}, "http://127.0.0.1:1", "")
		if err != nil {
			t.Fatal(err)
		}
		ids := []string{"gone"}
		for i := range 40 {
			ids = append(ids, fmt.Sprint("m", i))
		}
		messages, errs := m.Messages(t.Context(), ids)
		if len(messages) != 40 || len(errs) != 1 || mail.KindOf(errs["gone"]) != mail.NotFound {
			t.Errorf("%d messages, errors %v", len(messages), errs)
		}
		if most.Load() != parallel || all.Load() != 41 {
			t.Errorf("%d at once, %d in all", most.Load(), all.Load())
		}
		if requests, units := m.Spent(); requests != 41 || units != 41*20 {
			t.Errorf("counted %d requests of %d units", requests, units)
		}
	})
}

func TestARateLimitStopsTheRestOfABatch(t *testing.T) {
	var asked atomic.Int64
	m := mailbox(t, func(w http.ResponseWriter, _ *http.Request) {
		asked.Add(1)
		answer(403, reply(403, "rateLimitExceeded", "Retry after 2026-09-11T20:00:00.000Z"))(w, nil)
	})
	ids := strings.Split(strings.Repeat("m,", 50)+"m", ",")
	for i := range ids {
		ids[i] += fmt.Sprint(i)
	}
	_, errs := m.Messages(t.Context(), ids)
	if len(errs) != len(ids) || asked.Load() > 2*parallel {
		t.Errorf("%d requests for %d errors", asked.Load(), len(errs))
	}
	for id, err := range errs {
		if f, ok := errors.AsType[*mail.Failure](err); !ok || f.Kind != mail.RateLimited || f.Until.IsZero() {
			t.Errorf("%s: %v", id, err)
		}
	}
}

func TestARequestEndsInTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m, err := New(&http.Client{Transport: roundTrip(func(r *http.Request) (*http.Response, error) {
			<-r.Context().Done()
			return nil, r.Context().Err()
		})}, "http://127.0.0.1:1", "")
		if err != nil {
			t.Fatal(err)
		}
		began := time.Now()
		_, err = m.List(t.Context(), []string{"INBOX", "UNREAD"}, "")
		if _, sorted := errors.AsType[*mail.Failure](err); !sorted || time.Since(began) != requestLimit {
			t.Errorf("%v after %v", err, time.Since(began))
		}
	})
}

func TestTheOtherCalls(t *testing.T) {
	var method, path string
	var body map[string]any
	var query map[string][]string
	reply := `{}`
	m := mailbox(t, func(w http.ResponseWriter, r *http.Request) {
		method, path, query, body = r.Method, r.URL.Path, r.URL.Query(), nil
		json.NewDecoder(r.Body).Decode(&body)
		io.WriteString(w, reply)
	})
	m.user = "ada@gmail.com"

	reply = `{"expiration":"1783418400000","historyId":"9"}`
	ends, err := m.Watch(t.Context(), "projects/p/topics/t", []string{"INBOX"})
	if err != nil || ends.UnixMilli() != 1783418400000 {
		t.Errorf("watch: %v, %v", ends, err)
	}
	if path != "/gmail/v1/users/ada@gmail.com/watch" || body["labelFilterBehavior"] != "include" || body["topicName"] != "projects/p/topics/t" {
		t.Errorf("watch asked %s %v", path, body)
	}

	reply = ``
	if err := m.Stop(t.Context()); err != nil || method != "POST" || path != "/gmail/v1/users/ada@gmail.com/stop" {
		t.Errorf("stop: %v, asked %s %s", err, method, path)
	}

	reply = `{"messagesUnread":12}`
	if n, err := m.Unread(t.Context(), "INBOX"); n != 12 || err != nil || path != "/gmail/v1/users/ada@gmail.com/labels/INBOX" {
		t.Errorf("unread: %d, %v, asked %s", n, err, path)
	}

	reply = `{"messages":[{"id":"b"},{"id":"a"},null],"nextPageToken":"n"}`
	l, err := m.List(t.Context(), []string{"INBOX", "UNREAD"}, "p")
	if err != nil || !slices.Equal(l.IDs, []string{"b", "a"}) || l.Next != "n" || l.Date.IsZero() {
		t.Errorf("list: %+v, %v", l, err)
	}
	if !slices.Equal(query["labelIds"], []string{"INBOX", "UNREAD"}) || query["pageToken"][0] != "p" || query["q"] != nil {
		t.Errorf("list asked %v", query)
	}

	reply = `{"internalDate":"1783418400000"}`
	if at, err := m.Arrived(t.Context(), "a/../b"); err != nil || at.UnixMilli() != 1783418400000 || query["format"][0] != "minimal" {
		t.Errorf("arrived: %v, %v, asked %v", at, err, query)
	}

	reply = `{"id":"a"}`
	if err := m.Modify(t.Context(), "a", nil, []string{"UNREAD"}); err != nil || fmt.Sprint(body) != "map[removeLabelIds:[UNREAD]]" {
		t.Errorf("modify: %v, asked %v", err, body)
	}

	reply = `{"emailAddress":"ada@gmail.com","historyId":"18446744073709551615"}`
	if p, err := m.Profile(t.Context()); err != nil || p.Address != "ada@gmail.com" || p.Cursor != 1<<64-1 || p.Date.IsZero() {
		t.Errorf("profile: %+v, %v", p, err)
	}
	if requests, units := m.Spent(); requests != 7 || units != 100+50+1+5+20+5+1 {
		t.Errorf("counted %d requests of %d units", requests, units)
	}
}

func respond(code int, body string) *http.Response {
	return &http.Response{StatusCode: code, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body))}
}
