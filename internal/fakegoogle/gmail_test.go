package fakegoogle_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"lettertray/internal/fakegoogle"
)

func TestScopes(t *testing.T) {
	const (
		header  = fakegoogle.ScopeMetadata
		read    = fakegoogle.ScopeReadonly
		modify  = fakegoogle.ScopeModify
		labels  = fakegoogle.ScopeLabels
		compose = fakegoogle.ScopeCompose
		push    = fakegoogle.ScopePubSub
	)
	for _, tt := range []struct {
		name   string
		scopes string
		method string
		path   string
		want   int
		reason string
	}{
		{"headers may look at the profile", header, "GET", "/profile", 200, ""},
		{"compose may look at the profile", compose, "GET", "/profile", 200, ""},
		{"compose may not read history", compose, "GET", "/history?startHistoryId=HEAD", 403, "insufficientPermissions"},
		{"headers may read history", header, "GET", "/history?startHistoryId=HEAD", 200, ""},
		{"headers may stop", header, "POST", "/stop", 200, ""},
		{"labels alone may count labels", labels, "GET", "/labels/INBOX", 200, ""},
		{"labels alone may not list mail", labels, "GET", "/messages", 403, "insufficientPermissions"},
		{"Pub/Sub alone may nothing", push, "GET", "/profile", 403, "insufficientPermissions"},
		{"headers may see metadata", header, "GET", "/messages/ID?format=metadata", 200, ""},
		{"headers may not see all", header, "GET", "/messages/ID?format=full", 403, "forbidden"},
		{"headers may not see all by default", header, "GET", "/messages/ID", 403, "forbidden"},
		{"headers may not search", header, "GET", "/messages?q=is:unread", 403, "forbidden"},
		{"headers' limits win over reading", header + " " + read, "GET", "/messages/ID?format=full", 403, "forbidden"},
		{"reading may see all", read, "GET", "/messages/ID?format=full", 200, ""},
		{"reading may not modify", read, "POST", "/messages/ID/modify", 403, "insufficientPermissions"},
		{"reading may not trash", read, "POST", "/messages/ID/trash", 403, "insufficientPermissions"},
		{"modifying may modify", modify, "POST", "/messages/ID/modify", 200, ""},
		{"all of mail may trash", fakegoogle.ScopeMail, "POST", "/messages/ID/trash", 200, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := newWorld(t, fakegoogle.Options{})
			id := w.g.Deliver(ada, fakegoogle.Letter{FromAddress: "grace@example.com"})
			_, w.token = w.g.Grant(ada, strings.Fields(tt.scopes)...)
			path := strings.NewReplacer("ID", id, "HEAD", fmt.Sprint(w.g.HistoryID(ada))).Replace(tt.path)
			status, got := w.gmail(tt.method, path, "{}")
			if status != tt.want {
				t.Fatalf("status is %d, want %d: %v", status, tt.want, got)
			}
			if reason := got.at("error", "errors", 0, "reason"); tt.reason != "" && reason != tt.reason {
				t.Errorf("reason is %v, want %s", reason, tt.reason)
			}
		})
	}
}

func TestWhoAsks(t *testing.T) {
	w := newWorld(t, fakegoogle.Options{})
	w.g.AddPerson("grace@gmail.com")
	for user, want := range map[string]int{"me": 200, "Ada@Gmail.com": 200, "grace@gmail.com": 403} {
		req, _ := http.NewRequest("GET", base+"/gmail/v1/users/"+user+"/profile", nil)
		req.Header.Set("Authorization", "Bearer "+w.token)
		if status, _ := w.do(req); status != want {
			t.Errorf("%s: %d, want %d", user, status, want)
		}
	}
	w.token = "made-up"
	if status, got := w.gmail("GET", "/profile", ""); status != 401 || got.at("error", "errors", 0, "reason") != "authError" {
		t.Errorf("a made-up token: %d %v", status, got)
	}
}

func TestMessage(t *testing.T) {
	date := time.UnixMilli(1_700_000_000_123)
	w := newWorld(t, fakegoogle.Options{})
	id := w.g.Deliver(ada, fakegoogle.Letter{
		FromName: "Grüße", FromAddress: "g@example.com", Subject: "<b>", Snippet: "hello", Body: "hello, world", Date: date,
		RawHeaders: map[string]string{"subject": "=?bogus?Q?x", "X-Odd": "1"},
	})
	m := w.get("/messages/" + id + "?format=metadata&metadataHeaders=From&metadataHeaders=SUBJECT")
	want := map[string]any{
		"From":    `=?utf-8?q?Gr=C3=BC=C3=9Fe?= <g@example.com>`,
		"Subject": "=?bogus?Q?x",
	}
	if n := len(m.at("payload", "headers").([]any)); n != 2 {
		t.Errorf("%d headers, want 2", n)
	}
	for i := range 2 {
		name := m.at("payload", "headers", i, "name").(string)
		if got := m.at("payload", "headers", i, "value"); got != want[name] {
			t.Errorf("%s is %q", name, got)
		}
	}
	if m["id"] != id || m["threadId"] != id || m["internalDate"] != "1700000000123" || m["snippet"] != "hello" {
		t.Errorf("message is %v", m)
	}
	if full := w.get("/messages/" + id); full.at("payload", "body", "data") != "aGVsbG8sIHdvcmxk" {
		t.Errorf("full is %v", full)
	}
	if small := w.get("/messages/" + id + "?format=minimal"); small["payload"] != nil {
		t.Errorf("minimal is %v", small)
	}
	_, w.token = w.g.Grant(ada, fakegoogle.ScopeMetadata)
	if m = w.get("/messages/" + id + "?format=metadata"); m["snippet"] != nil {
		t.Errorf("gmail.metadata sees the snippet %v", m["snippet"])
	}
	if status, _ := w.gmail("GET", "/messages/none?format=minimal", ""); status != 404 {
		t.Errorf("a message that never was: %d", status)
	}
}

func TestList(t *testing.T) {
	w := newWorld(t, fakegoogle.Options{})
	start := time.Now()
	var ids []string
	for i := range 7 {
		ids = append(ids, w.g.Deliver(ada, fakegoogle.Letter{Date: start.Add(time.Duration(i) * time.Second)}))
	}
	late := w.g.Deliver(ada, fakegoogle.Letter{Date: start.Add(-time.Hour)})
	if err := w.g.MarkRead(ada, ids[3]); err != nil {
		t.Fatal(err)
	}
	if err := w.g.Trash(ada, ids[4]); err != nil {
		t.Fatal(err)
	}
	spam := w.g.Deliver(ada, fakegoogle.Letter{Labels: []string{"SPAM", "UNREAD"}, Date: start})

	var got []string
	path := "/messages?labelIds=INBOX&labelIds=UNREAD&maxResults=2"
	for page := ""; ; {
		a := w.get(path + page)
		for i := range a.at("messages").([]any) {
			got = append(got, a.at("messages", i, "id").(string))
		}
		if a["nextPageToken"] == nil {
			break
		}
		page = "&pageToken=" + a["nextPageToken"].(string)
	}
	want := []string{ids[6], ids[5], ids[2], ids[1], ids[0], late}
	if strings.Join(got, " ") != strings.Join(want, " ") {
		t.Errorf("listed\n%v, want\n%v", got, want)
	}
	if a := w.get("/messages?labelIds=SPAM"); a.at("messages", 0, "id") != spam {
		t.Errorf("spam: %v", a)
	}
	if a := w.get("/messages?maxResults=500"); len(a.at("messages").([]any)) != 7 {
		t.Errorf("all but spam and rubbish: %v", a)
	}
	if status, _ := w.gmail("GET", "/messages?q=is:unread", ""); status != 400 {
		t.Errorf("a search: %d", status)
	}
	if l := w.get("/labels/INBOX"); l["messagesTotal"] != 7.0 || l["messagesUnread"] != 6.0 {
		t.Errorf("INBOX is %v", l)
	}
	if l := w.get("/labels"); l.at("labels", 0, "messagesUnread") != nil {
		t.Errorf("labels.list counts: %v", l)
	}
	if status, _ := w.gmail("GET", "/labels/Label_1", ""); status != 404 {
		t.Errorf("a label that never was: %d", status)
	}
}

func TestDateAndQuota(t *testing.T) {
	now := time.Date(2026, 9, 11, 20, 0, 0, 0, time.UTC)
	w := newWorld(t, fakegoogle.Options{Now: func() time.Time { return now }})
	res, err := w.http.Get(base + "/gmail/v1/users/me/profile")
	if err != nil {
		t.Fatal(err)
	}
	if got := res.Header.Get("Date"); got != "Fri, 11 Sep 2026 20:00:00 GMT" {
		t.Errorf("Date is %q, even of a refusal", got)
	}
	id := w.g.Deliver(ada, fakegoogle.Letter{})
	w.get("/messages/" + id)
	w.get("/labels/INBOX")
	if requests, units := w.g.Spent(); requests != 3 || units != 22 {
		t.Errorf("%d requests cost %d units, want 3 and 22", requests, units)
	}
}

func TestFieldsMask(t *testing.T) {
	w := newWorld(t, fakegoogle.Options{})
	head := w.g.HistoryID(ada)
	id := w.g.Deliver(ada, fakegoogle.Letter{Subject: "x"})
	for _, tt := range []struct{ name, path, want string }{
		{"a top field", "/profile?fields=historyId", fmt.Sprintf("map[historyId:%d]", w.g.HistoryID(ada))},
		{"a path", "/messages/" + id + "?format=minimal&fields=labelIds,id", "map[id:" + id + " labelIds:[INBOX UNREAD]]"},
		{
			"a tree", fmt.Sprintf("/history?startHistoryId=%d&fields=nextPageToken,history(messagesAdded(message(id)),labelsAdded/labelIds)", head),
			"map[history:[map[messagesAdded:[map[message:map[id:" + id + "]]]]]]",
		},
		{"two paths below one", "/messages/" + id + "?format=metadata&metadataHeaders=Subject&fields=payload/headers/value,payload/mimeType",
			"map[payload:map[headers:[map[value:x]] mimeType:text/plain]]"},
		{"counts", "/labels/INBOX?fields=messagesUnread", "map[messagesUnread:1]"},
	} {
		t.Run(tt.name+" is cut out", func(t *testing.T) {
			if got := fmt.Sprint(map[string]any(w.get(tt.path))); got != tt.want {
				t.Errorf("got %s\nwant %s", got, tt.want)
			}
		})
	}
	for _, bad := range []string{"nonsense", "historyId/x", "historyId(", "historyId)", ",", "*"} {
		status, got := w.gmail("GET", "/profile?fields="+bad, "")
		if message, _ := got.at("error", "message").(string); status != 400 || !strings.HasPrefix(message, "Invalid field selection") {
			t.Errorf("%q: %d %v", bad, status, got)
		}
	}
}
