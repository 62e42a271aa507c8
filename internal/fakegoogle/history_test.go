package fakegoogle_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"lettertray/internal/fakegoogle"
)

// history reads all pages and gives each record in one line.
func (w *world) history(query string) (lines []string, head string) {
	w.Helper()
	for page := ""; ; {
		a := w.get("/history?" + query + page)
		records, _ := a["history"].([]any)
		for i := range records {
			r := answer(records[i].(map[string]any))
			var parts []string
			for _, kind := range []string{"messagesAdded", "messagesDeleted", "labelsAdded", "labelsRemoved"} {
				if r[kind] == nil {
					continue
				}
				part := fmt.Sprintf("%s %v%v", kind, r.at(kind, 0, "message", "id"), r.at(kind, 0, "message", "labelIds"))
				if moved := r.at(kind, 0, "labelIds"); moved != nil {
					part += fmt.Sprint(moved)
				}
				parts = append(parts, part)
			}
			lines = append(lines, strings.Join(parts, " "))
		}
		if a["nextPageToken"] == nil {
			return lines, a["historyId"].(string)
		}
		page = "&pageToken=" + a["nextPageToken"].(string)
	}
}

func TestHistory(t *testing.T) {
	w := newWorld(t, fakegoogle.Options{})
	start := w.g.HistoryID(ada)
	a := w.g.Deliver(ada, fakegoogle.Letter{})
	b := w.g.Deliver(ada, fakegoogle.Letter{Labels: []string{"SPAM"}})
	for _, err := range []error{
		w.g.MarkRead(ada, a),
		w.g.MarkRead(ada, a), // changes nothing, so it is no record
		w.g.Trash(ada, a),
		w.g.Delete(ada, b),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	all := []string{
		"messagesAdded " + a + "[INBOX UNREAD]",
		"messagesAdded " + b + "[SPAM]",
		"labelsRemoved " + a + "[INBOX][UNREAD]",
		"labelsAdded " + a + "[TRASH][TRASH] labelsRemoved " + a + "[TRASH][INBOX]",
		"messagesDeleted " + b + "[SPAM]",
	}
	since := fmt.Sprintf("startHistoryId=%d", start)
	for _, tt := range []struct {
		name  string
		query string
		want  []string
	}{
		{"everything comes in order", since, all},
		{"pages of one are the same", since + "&maxResults=1", all},
		{"pages of two are the same", since + "&maxResults=2", all},
		{"types reduce it", since + "&historyTypes=messageAdded&historyTypes=messageDeleted", []string{all[0], all[1], all[4]}},
		{"a record keeps only the asked types", since + "&historyTypes=labelAdded", []string{"labelsAdded " + a + "[TRASH][TRASH]"}},
		{"a label hides that a message left it", since + "&labelId=INBOX", []string{all[0], all[2]}},
		{"from the head there is nothing", fmt.Sprintf("startHistoryId=%d", w.g.HistoryID(ada)), nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			lines, head := w.history(tt.query)
			if !slices.Equal(lines, tt.want) {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(lines, "\n"), strings.Join(tt.want, "\n"))
			}
			if want := strconv.FormatUint(w.g.HistoryID(ada), 10); head != want {
				t.Errorf("the answer's historyId is %s, want %s", head, want)
			}
		})
	}
	if err := w.g.Delete(ada, b); err == nil {
		t.Error("a message was deleted twice")
	}
}

func TestHistoryIDsAreAscendingStringsWithGaps(t *testing.T) {
	w := newWorld(t, fakegoogle.Options{})
	start := w.g.HistoryID(ada)
	for range 50 {
		w.g.Deliver(ada, fakegoogle.Letter{})
	}
	records := w.get(fmt.Sprintf("/history?startHistoryId=%d", start))["history"].([]any)
	last, gaps := start, 0
	for _, r := range records {
		id, err := strconv.ParseUint(r.(map[string]any)["id"].(string), 10, 64)
		if err != nil || id <= last {
			t.Fatalf("%d after %d (%v)", id, last, err)
		}
		if id > last+1 {
			gaps++
		}
		last = id
	}
	if gaps == 0 {
		t.Error("there are no gaps")
	}
}

func TestHistoryGone(t *testing.T) {
	w := newWorld(t, fakegoogle.Options{})
	start := w.g.HistoryID(ada)
	w.g.Deliver(ada, fakegoogle.Letter{})
	head := w.g.HistoryID(ada)
	w.g.EndHistory(ada)
	for _, cursor := range []uint64{start, head, 1, w.g.HistoryID(ada) + 1} {
		if status, got := w.gmail("GET", fmt.Sprintf("/history?startHistoryId=%d", cursor), ""); status != 404 {
			t.Errorf("cursor %d: %d %v", cursor, status, got)
		}
	}
	if p := w.get("/profile"); p["historyId"] != fmt.Sprint(w.g.HistoryID(ada)) {
		t.Errorf("profile is %v", p)
	}
	w.history(fmt.Sprintf("startHistoryId=%d", w.g.HistoryID(ada)))
	if status, _ := w.gmail("GET", "/history", ""); status != 400 {
		t.Errorf("no cursor at all: %d", status)
	}
}

func TestHistoryLags(t *testing.T) {
	w := newWorld(t, fakegoogle.Options{})
	start := w.g.HistoryID(ada)
	a := w.g.Deliver(ada, fakegoogle.Letter{})
	between := w.g.HistoryID(ada)
	w.g.Deliver(ada, fakegoogle.Letter{})
	w.g.LagHistory(1)
	lines, head := w.history(fmt.Sprintf("startHistoryId=%d", start))
	if !slices.Equal(lines, []string{"messagesAdded " + a + "[INBOX UNREAD]"}) || head != fmt.Sprint(between) {
		t.Errorf("lagging history is %v, %s", lines, head)
	}
	w.g.LagHistory(5)
	if lines, head = w.history(fmt.Sprintf("startHistoryId=%d", start)); lines != nil || head != fmt.Sprint(start) {
		t.Errorf("history that lags behind its beginning is %v, %s", lines, head)
	}
	w.g.Mend()
	if lines, _ = w.history(fmt.Sprintf("startHistoryId=%d", start)); len(lines) != 2 {
		t.Errorf("mended history is %v", lines)
	}
}

func TestMailThatComesBetweenTwoPages(t *testing.T) {
	w := newWorld(t, fakegoogle.Options{})
	start := w.g.HistoryID(ada)
	for range 3 {
		w.g.Deliver(ada, fakegoogle.Letter{})
	}
	w.g.Intercept(func(c fakegoogle.Call) *fakegoogle.Fault {
		if c.Method == "gmail.users.history.list" && c.Query.Has("pageToken") && c.Person == ada {
			w.g.Deliver(ada, fakegoogle.Letter{})
			w.g.Intercept(nil)
		}
		return nil
	})
	lines, head := w.history(fmt.Sprintf("startHistoryId=%d&maxResults=2", start))
	if len(lines) != 4 || head != fmt.Sprint(w.g.HistoryID(ada)) {
		t.Errorf("%d records up to %s, want 4 up to %d", len(lines), head, w.g.HistoryID(ada))
	}
}

func BenchmarkDeliver(b *testing.B) {
	g := fakegoogle.New(fakegoogle.Options{})
	g.AddPerson(ada)
	for b.Loop() {
		g.Deliver(ada, fakegoogle.Letter{FromAddress: "grace@example.com", Subject: "x"})
	}
}

func BenchmarkPageOfALongHistory(b *testing.B) {
	w := newWorld(&testing.T{}, fakegoogle.Options{})
	start := w.g.HistoryID(ada)
	for range 100_000 {
		w.g.Deliver(ada, fakegoogle.Letter{FromAddress: "grace@example.com", Subject: "x"})
	}
	middle := start + (w.g.HistoryID(ada)-start)/2
	for b.Loop() {
		w.get(fmt.Sprintf("/history?startHistoryId=%d&maxResults=500", middle))
	}
}
