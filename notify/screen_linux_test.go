package notify

import (
	"maps"
	"slices"
	"testing"

	"github.com/godbus/dbus/v5"

	"lettertray/internal/mail"
)

func TestScreenPut(t *testing.T) {
	told := func(order uint64, account string, ids ...string) item {
		return item{messages: ids, order: order, click: Click{Account: account}}
	}
	alert := func(order uint64, key string) item { return item{key: key, order: order} }
	for _, tt := range []struct {
		name   string
		before screen
		put    item // as "new"
		closed []string
		after  []string
	}{
		{"what has nothing in common stays", screen{"a": told(1, "me", "1")}, told(2, "me", "2"), nil, []string{"a", "new"}},
		{"the same mail goes", screen{"a": told(1, "me", "1")}, told(2, "me", "1"), []string{"a"}, []string{"new"}},
		{"the same id in another mailbox is another mail", screen{"a": told(1, "you", "1")}, told(2, "me", "1"), nil, []string{"a", "new"}},
		{"a digest takes its letters along", screen{"a": told(1, "me", "1"), "b": told(2, "me", "2"), "c": told(3, "me", "3")},
			told(4, "me", "1", "2"), []string{"a", "b"}, []string{"c", "new"}},
		{"a letter doesn't take a digest along", screen{"a": told(1, "me", "1", "2")}, told(2, "me", "1"), nil, []string{"a", "new"}},
		{"its own number is not closed", screen{"new": told(1, "me", "1")}, told(2, "me", "1"), nil, []string{"new"}},
		{"a late answer gives way to a newer one", screen{"a": told(2, "me", "1")}, told(1, "me", "1"), []string{"new"}, []string{"a"}},
		{"also where they share a number", screen{"new": told(2, "me", "1")}, told(1, "me", "1"), nil, []string{"new"}},
		{"an alert replaces that of its key", screen{"a": alert(1, "k"), "b": alert(2, "other")}, alert(3, "k"), []string{"a"}, []string{"b", "new"}},
		{"alerts without a key don't", screen{"a": alert(1, "")}, alert(2, ""), nil, []string{"a", "new"}},
		{"an alert leaves mail alone", screen{"a": told(1, "", "1")}, alert(2, "k"), nil, []string{"a", "new"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			closed := tt.before.put("new", tt.put)
			if after := slices.Sorted(maps.Keys(tt.before)); !slices.Equal(closed, tt.closed) || !slices.Equal(after, tt.after) {
				t.Errorf("closed %q and left %q, want %q and %q", closed, after, tt.closed, tt.after)
			}
		})
	}
}

func TestScreenStanding(t *testing.T) {
	s := screen{
		"a":     {messages: []string{"1", "2"}, click: Click{Account: account}},
		"b":     {messages: []string{"3"}, click: Click{Account: account}},
		"c":     {messages: []string{"1"}, click: Click{Account: "other@example.com"}},
		"alert": {key: "disk", click: Click{Account: account}},
	}
	if got := s.standing(account, nil); got != nil || len(s["a"].messages) != 2 {
		t.Errorf("nobody said what stands, and got %q, %+v", got, s)
	}
	if got := s.standing(account, []string{"2", "9"}); !slices.Equal(got, []string{"2"}) {
		t.Errorf("got %q", got)
	}
	if a, b := s["a"].messages, s["b"].messages; !slices.Equal(a, []string{"2"}) || !slices.Equal(b, []string{"3"}) {
		t.Errorf("left %q and %q: what has gone is forgotten, and what is about to be withdrawn is left alone", a, b)
	}
}

func TestCountReplacesTheFormerCount(t *testing.T) {
	address, _ := startBus(t)
	d := (&desktop{}).start(t, address)
	n := newPerson().notifier(t, patience)
	count := func(standing []string, ids ...string) mail.Shown {
		t.Helper()
		b := mail.Batch{Account: account, Standing: standing, Style: mail.Style{Show: mail.ShowCount}}
		for _, id := range ids {
			b.Messages = append(b.Messages, letter(id, "Ada", "x"))
		}
		shown := deliver(t, n, b)
		if len(shown) != 1 {
			t.Fatalf("shown %+v", shown)
		}
		return shown[0]
	}
	count(nil, "2", "1")
	receive(t, d.notes, "the first count")
	// 1 was read elsewhere; 9 was told, and its notification closed.
	shown := count([]string{"2", "9"}, "3")
	got := receive(t, d.notes, "the second count")
	if got.Replaces != 1 || got.Summary != "2 new messages" || !slices.Equal(shown.Messages, []string{"3", "2"}) {
		t.Errorf("got %+v, shown %+v", got, shown)
	}
	none(t, d.closes, "closing")
}

func TestWhatComesBehindAnEarlySignalWaitsWithIt(t *testing.T) {
	var clicked []Click
	n := &Notifier{
		opts:   Options{Clicked: func(c Click) { clicked = append(clicked, c) }}.withDefaults(),
		server: &server{name: ":1.2"}, screen: screen{}, asking: 1, nudge: make(chan struct{}, 1),
	}
	signal := func(name string, id uint32, what any) *dbus.Signal {
		return &dbus.Signal{Sender: ":1.2", Name: name, Body: []any{id, what}}
	}
	n.hear(nil, signal(invokedSignal, 7, "default"))
	n.screen[n.server.handle(7)] = item{click: Click{Message: "1"}} // the answer says that it is ours
	n.asking = 0
	n.hear(nil, signal(closedSignal, 7, uint32(2)))
	n.catchUp(nil)
	if len(clicked) != 1 || clicked[0].Message != "1" || len(n.screen) != 0 || len(n.early) != 0 {
		t.Errorf("clicked %+v, on the screen %v, waiting %v", clicked, n.screen, n.early)
	}
}
