package notify

import (
	"errors"
	"slices"
	"testing"

	"lettertray/internal/mail"
)

func TestStricter(t *testing.T) {
	style := mail.Style{Actions: []mail.Action{{Key: "read", Label: "Mark as read"}}}
	one := func(show mail.Show) item {
		b := batchOf(letter("1", "Ada", "One"))
		b.Style = style
		b.Style.Show = show
		return notes(english, b)[0].item()
	}
	digest := notes(english, mail.Batch{Account: account, Messages: []mail.Message{letter("1", "Ada", "One")}, More: []string{"2", "3"}, Digest: true})[0].item()
	adopted := item{messages: []string{"1", "2"}, click: Click{Account: account}}
	for _, tt := range []struct {
		name          string
		it            item
		show          mail.Show
		summary, body string
		becomes       mail.Show
		actions       int
	}{
		{"a letter loses its subject", one(mail.ShowFull), mail.ShowSender, "Ada", "New message", mail.ShowSender, 2},
		{"a letter becomes a count", one(mail.ShowFull), mail.ShowCount, "1 new message", account, mail.ShowCount, 1},
		{"a sender becomes a count", one(mail.ShowSender), mail.ShowCount, "1 new message", account, mail.ShowCount, 1},
		{"a digest loses its senders", digest, mail.ShowCount, "3 new messages", account, mail.ShowCount, 1},
		{"what nobody remembers is counted", adopted, mail.ShowSender, "2 new messages", account, mail.ShowCount, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := tt.it.stricter(english, tt.show)
			if got.summary != tt.summary || got.body != tt.body || got.show != tt.becomes || len(got.actions) != tt.actions {
				t.Errorf("got %+v", got)
			}
			if !got.mute || !slices.Equal(got.messages, tt.it.messages) || got.click != tt.it.click {
				t.Errorf("it makes a sound or means something else: %+v", got)
			}
			if got.show == mail.ShowSender && got.item().sender != "" {
				t.Error("the sender is kept for nothing")
			}
		})
	}
}

func TestTightenReplacesWhatIsOnTheScreen(t *testing.T) {
	address, _ := startBus(t)
	d := (&desktop{words: []string{"actions"}}).start(t, address)
	p := newPerson()
	n := p.notifier(t, patience)
	if err := n.Alert(t.Context(), Alert{Title: "Disk full", Key: "disk"}); err != nil { // number 1
		t.Fatal(err)
	}
	shown := deliver(t, n, batchOf(letter("2", "Ben", "Two"), letter("1", "Ada", "One"))) // 2 and 3
	for range 3 {
		receive(t, d.notes, "a note")
	}
	tighten := func(show mail.Show) {
		t.Helper()
		if err := n.Tighten(t.Context(), show); err != nil {
			t.Fatal(err)
		}
	}
	tighten(mail.ShowSender)
	var got []string
	for range 2 {
		note := receive(t, d.notes, "a stricter note")
		got = append(got, note.Summary+"|"+note.Body)
		if note.Replaces == 0 || note.Hints["suppress-sound"].Value() != true {
			t.Errorf("it is a new one, or makes a sound: %+v", note)
		}
	}
	slices.Sort(got)
	if want := []string{"Ada|New message", "Ben|New message"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	tighten(mail.ShowSender)
	none(t, d.notes, "note that is strict already")

	deliver(t, n, batchOf(letter("3", "Cyd", "Three")))
	if note := receive(t, d.notes, "the new note"); note.Summary != "Cyd" || note.Body != "New message" {
		t.Errorf("what comes later is laxer: %+v", note)
	}
	tighten(mail.ShowFull)
	deliver(t, n, batchOf(letter("4", "Dan", "Four")))
	if note := receive(t, d.notes, "the note after that"); note.Body != "Four" {
		t.Errorf("the level was not lifted: %+v", note)
	}

	d.emit(t, invokedSignal, uint32(2), "default")
	want := Click{Account: account, Message: "1", Thread: "t1", Action: "default"}
	if click := receive(t, p.clicks, "the click"); click != want {
		t.Errorf("clicked %+v, want %+v", click, want)
	}
	if err := n.Withdraw(t.Context(), shown[1:]); err != nil {
		t.Fatal(err)
	}
	if id := receive(t, d.closes, "the stricter note to be closed"); id != 3 {
		t.Errorf("closed %d, want 3", id)
	}
}

func TestTightenAfterARestart(t *testing.T) {
	address, _ := startBus(t)
	d := (&desktop{words: []string{"actions"}}).start(t, address)
	before := newPerson().notifier(t, patience)
	shown := deliver(t, before, batchOf(letter("1", "Ada", "One")))
	before.Close()
	receive(t, d.notes, "the note")

	after := newPerson().notifier(t, patience)
	after.Adopt(account, shown)
	if err := after.Tighten(t.Context(), mail.ShowSender); err != nil {
		t.Fatal(err)
	}
	got := receive(t, d.notes, "the stricter note")
	if got.Replaces != 1 || got.Summary != "1 new message" || got.Body != account || !slices.Equal(got.Actions, []string{"default", "Open"}) {
		t.Errorf("got %+v", got)
	}
}

// The screen locks while the server is about to show a letter.
func TestTightenOvertakesANote(t *testing.T) {
	address, _ := startBus(t)
	locking := make(chan *Notifier, 1)
	d := &desktop{instant: func(uint32) {
		select {
		case n := <-locking:
			if err := n.Tighten(t.Context(), mail.ShowCount); err != nil {
				t.Error(err)
			}
		default:
		}
	}}
	d.start(t, address)
	n := newPerson().notifier(t, patience)
	locking <- n
	shown := deliver(t, n, batchOf(letter("1", "Ada", "One")))
	lax, strict := receive(t, d.notes, "the note"), receive(t, d.notes, "its stricter form")
	if lax.Body != "One" || strict.Summary != "1 new message" || strict.Replaces != lax.ID {
		t.Errorf("got %+v, then %+v", lax, strict)
	}
	if err := n.Withdraw(t.Context(), shown); err != nil {
		t.Fatal(err)
	}
	if id := receive(t, d.closes, "it to be closed"); id != lax.ID {
		t.Errorf("closed %d", id)
	}
}

// A person closes a notification while its stricter form is on the way: the
// server takes that for a new one.
func TestTightenBringsNothingBack(t *testing.T) {
	address, _ := startBus(t)
	d := (&desktop{}).start(t, address)
	n := newPerson().notifier(t, patience)
	shown := deliver(t, n, batchOf(letter("1", "Ada", "One")))
	d.forgets.Store(true)
	if err := n.Tighten(t.Context(), mail.ShowCount); err != nil {
		t.Fatal(err)
	}
	if id := receive(t, d.closes, "the new one to be closed"); id != 2 {
		t.Errorf("closed %d, want 2", id)
	}
	if err := n.Withdraw(t.Context(), shown); err != nil {
		t.Fatal(err)
	}
	none(t, d.closes, "closing")
}

func TestTightenTakesAwayWhatItMayNotReplace(t *testing.T) {
	address, _ := startBus(t)
	d := &desktop{refuses: func(n shownNote) string {
		if n.Replaces != 0 {
			return "org.example.Error.NoReplacing"
		}
		return ""
	}}
	d.start(t, address)
	n := newPerson().notifier(t, patience)
	deliver(t, n, batchOf(letter("2", "Ben", "Two"), letter("1", "Ada", "One")))
	if err := n.Tighten(t.Context(), mail.ShowCount); err != nil {
		t.Fatal(err)
	}
	closed := []uint32{receive(t, d.closes, "a note to be closed"), receive(t, d.closes, "the other")}
	if slices.Sort(closed); !slices.Equal(closed, []uint32{1, 2}) {
		t.Errorf("closed %d", closed)
	}
}

func TestTightenWithoutAServer(t *testing.T) {
	address, _ := startBus(t)
	n := newPerson().notifier(t, patience)
	if err := n.Tighten(t.Context(), mail.ShowSender); err != nil {
		t.Errorf("nothing is on the screen: %v", err)
	}
	d := (&desktop{}).start(t, address)
	deliver(t, n, batchOf(letter("1", "Ada", "One")))
	if got := receive(t, d.notes, "the note"); got.Body != "New message" {
		t.Errorf("got %+v", got)
	}
}

func TestTightenOnAHangingServer(t *testing.T) {
	address, _ := startBus(t)
	wake := make(chan struct{})
	d := &desktop{}
	d.instant = func(uint32) {
		if len(d.notes) > 0 { // the first has been shown
			<-wake
		}
	}
	d.start(t, address)
	p := newPerson()
	n := p.notifier(t, shortLimit)
	deliver(t, n, batchOf(letter("1", "Ada", "One")))
	if err := n.Tighten(t.Context(), mail.ShowCount); !errors.Is(err, ErrAway) {
		t.Errorf("got %v, want ErrAway", err)
	}
	close(wake)
	receive(t, d.notes, "the note")
	if got := receive(t, d.notes, "the stricter note"); got.Replaces != 1 || got.Summary != "1 new message" {
		t.Errorf("got %+v", got)
	}
}
