package notify

import (
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"

	"lettertray/internal/mail"
	"lettertray/internal/words"
)

func batchOf(ms ...mail.Message) mail.Batch { return mail.Batch{Account: account, Messages: ms} }

func deliver(t *testing.T, n *Notifier, b mail.Batch) []mail.Shown {
	t.Helper()
	shown, err := n.Deliver(t.Context(), b)
	if err != nil {
		t.Fatal(err)
	}
	return shown
}

func TestDeliverSaysWhoAndWhat(t *testing.T) {
	address, _ := startBus(t)
	for _, tt := range []struct {
		name    string
		words   []string
		body    string
		actions []string
	}{
		{"a server that reads markup gets it escaped", []string{"body", "body-markup", "actions"},
			"&lt;b&gt;R&amp;D&lt;/b&gt; &quot;it&apos;s&quot;", []string{"default", "Open"}},
		{"one that doesn't gets it as it is, and no actions it can't show", []string{"body"},
			`<b>R&D</b> "it's"`, []string{}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := (&desktop{words: tt.words}).start(t, address)
			defer d.conn.Close()
			n := newPerson().notifier(t, patience)
			defer n.Close()
			shown := deliver(t, n, batchOf(letter("1", "Ada <i>", `<b>R&D</b> "it's"`)))
			deliver(t, n, batchOf(letter("2", "Ben", "x")))

			got := receive(t, d.notes, "the note")
			want := shownNote{
				ID: 1, App: "Lettertray", Icon: "mail-unread", Summary: "Ada <i>", Body: tt.body, Actions: tt.actions, Expire: -1,
				Hints: map[string]dbus.Variant{
					"desktop-entry":     dbus.MakeVariant("lettertray"),
					"x-kde-origin-name": dbus.MakeVariant(account),
					"category":          dbus.MakeVariant("email.arrived"),
					"sound-name":        dbus.MakeVariant("message-new-email"),
				},
			}
			if !reflect.DeepEqual(got, want) {
				t.Errorf("got  %+v\nwant %+v", got, want)
			}
			if len(shown) != 1 || !strings.HasSuffix(shown[0].Handle, "/"+d.name()+"/1") ||
				!slices.Equal(shown[0].Messages, []string{"1"}) || shown[0].Thread != "t1" {
				t.Errorf("shown is %+v", shown)
			}
			if asked := d.asked.Load(); asked != 1 {
				t.Errorf("asked for capabilities %d times", asked)
			}
		})
	}
}

func TestSoundAndUrgencyAreHints(t *testing.T) {
	for _, tt := range []struct {
		name          string
		note          note
		sound, muted  bool
		urgency, mail any
	}{
		{"mail has the desktop's sound", note{messages: []string{"1"}}, true, false, nil, "email.arrived"},
		{"mute mail has none", note{messages: []string{"1"}, mute: true}, false, true, nil, "email.arrived"},
		{"quiet mail is of low urgency", note{messages: []string{"1"}, mute: true, quiet: true}, false, true, byte(0), "email.arrived"},
		{"an alert is no mail", note{key: "disk"}, false, false, nil, nil},
		{"a mute alert", note{key: "disk", mute: true}, false, true, nil, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, hints := hintsFor(tt.note, "")
			if (hints["sound-name"].Value() == "message-new-email") != tt.sound || (hints["suppress-sound"].Value() == true) != tt.muted {
				t.Errorf("sound is %v", hints)
			}
			if hints["urgency"].Value() != tt.urgency || hints["category"].Value() != tt.mail {
				t.Errorf("hints are %v", hints)
			}
		})
	}
}

func TestTestSaysHowLongItTook(t *testing.T) {
	address, _ := startBus(t)
	p := newPerson()
	n := p.notifier(t, patience)
	if took, err := n.Test(t.Context()); !errors.Is(err, ErrAway) || took != 0 {
		t.Errorf("took %v, %v without a server", took, err)
	}
	d := (&desktop{}).start(t, address)
	receive(t, p.ready, "the server")
	for range 2 {
		began := time.Now()
		if took, err := n.Test(t.Context()); err != nil || took <= 0 || took > time.Since(began) {
			t.Errorf("took %v, %v", took, err)
		}
	}
	first, second := receive(t, d.notes, "a test"), receive(t, d.notes, "another")
	if first.Summary != "Lettertray works" || second.Replaces != first.ID || len(first.Actions) != 0 {
		t.Errorf("got %+v, then %+v", first, second)
	}
}

func TestItSpeaksAnotherLanguageFromOneNoteToTheNext(t *testing.T) {
	address, _ := startBus(t)
	d := (&desktop{words: []string{"actions"}}).start(t, address)
	n := New(t.Context(), Options{})
	defer n.Close()
	for _, say := range []struct {
		in         *words.Locale
		body, open string
	}{
		{nil, "(no subject)", "Open"},
		{words.Choose("de"), "(kein Betreff)", "Öffnen"},
		{words.English, "(no subject)", "Open"},
	} {
		n.Speak(say.in)
		deliver(t, n, batchOf(letter("1", "Ada", "")))
		if got := receive(t, d.notes, "the note"); got.Body != say.body || !slices.Equal(got.Actions, []string{"default", say.open}) {
			t.Errorf("got %+v, want %q and %q", got, say.body, say.open)
		}
	}
}

func TestTheIconGoesAlongAsAFile(t *testing.T) {
	for file, want := range map[string]string{
		"/home/ada/the icon.png": "file:///home/ada/the%20icon.png",
		"":                       "",
	} {
		address, _ := startBus(t)
		d := (&desktop{}).start(t, address)
		n := New(t.Context(), Options{IconFile: file})
		defer n.Close()
		deliver(t, n, batchOf(letter("1", "Ada", "x")))
		note := receive(t, d.notes, "the note")
		got, _ := note.Hints["image-path"].Value().(string)
		if got != want || (note.Icon == "") != (want != "") {
			t.Errorf("icon %q, image-path %q, want %q", note.Icon, got, want)
		}
	}
}

func TestToldAgainReplaces(t *testing.T) {
	address, _ := startBus(t)
	d := (&desktop{}).start(t, address)
	n := newPerson().notifier(t, patience)

	one, two := letter("1", "Ada", "One"), letter("2", "Ben", "Two")
	deliver(t, n, batchOf(two, one)) // numbers 1 and 2
	deliver(t, n, mail.Batch{Account: "other@example.com", Messages: []mail.Message{one}})
	deliver(t, n, batchOf(one))
	deliver(t, n, mail.Batch{Account: account, Messages: []mail.Message{two, one}, Digest: true})

	var replaced []uint32
	for range 5 {
		replaced = append(replaced, receive(t, d.notes, "a note").Replaces)
	}
	if want := []uint32{0, 0, 0, 1, 2}; !slices.Equal(replaced, want) {
		t.Errorf("replaced %v, want %v", replaced, want)
	}
	if id := receive(t, d.closes, "the other single to go with the digest"); id != 1 {
		t.Errorf("closed %d, want 1", id)
	}
}

func TestAlertReplacesTheFormerOfItsKey(t *testing.T) {
	address, _ := startBus(t)
	d := (&desktop{words: []string{"actions"}}).start(t, address)
	p := newPerson()
	n := p.notifier(t, patience)
	for _, a := range []Alert{
		{Title: "Sign in again", Body: "a", URL: "https://example.com/", Key: "sign-in"},
		{Title: "Disk full", Key: "disk"},
		{Title: "Sign in again", Body: "b", URL: "https://example.com/2", Key: "sign-in"},
	} {
		if err := n.Alert(t.Context(), a); err != nil {
			t.Fatal(err)
		}
	}
	first, second, third := receive(t, d.notes, "1"), receive(t, d.notes, "2"), receive(t, d.notes, "3")
	if first.Replaces != 0 || second.Replaces != 0 || third.Replaces != first.ID {
		t.Errorf("replaced %d, %d, %d", first.Replaces, second.Replaces, third.Replaces)
	}
	if _, isMail := first.Hints["category"]; isMail {
		t.Error("an alert passes for mail")
	}
	d.emit(t, invokedSignal, third.ID, "default")
	if got, want := receive(t, p.clicks, "the click"), (Click{Action: "default", URL: "https://example.com/2", Key: "sign-in"}); got != want {
		t.Errorf("clicked %+v, want %+v", got, want)
	}
}

func TestRefusedNoteIsShownPlainly(t *testing.T) {
	address, _ := startBus(t)
	d := &desktop{words: []string{"body-markup"}}
	d.refuses = func(n shownNote) string {
		if strings.Contains(n.Body, "&") {
			return "org.example.Error.BadMarkup"
		}
		return ""
	}
	d.start(t, address)
	n := newPerson().notifier(t, patience)
	shown := deliver(t, n, batchOf(letter("1", "Ada", "R&D <b>")))
	if len(shown) != 1 || shown[0].Handle != "" || shown[0].Messages[0] != "1" {
		t.Errorf("shown is %+v, want it told without a handle", shown)
	}
	if got := receive(t, d.notes, "the plain note"); got.App != "Lettertray" || got.Summary != "Ada" || got.Body != "R+D b" {
		t.Errorf("got %+v", got)
	}
}

func TestServerWithTooMuchToShowIsAway(t *testing.T) {
	address, _ := startBus(t)
	d := &desktop{refuses: func(n shownNote) string {
		if n.Summary == "Ben" {
			return serviceName + ".Error.ExcessNotificationGeneration"
		}
		return ""
	}}
	d.start(t, address)
	n := newPerson().notifier(t, patience)
	shown, err := n.Deliver(t.Context(), batchOf(letter("3", "Cyd", "x"), letter("2", "Ben", "secret"), letter("1", "Ada", "x")))
	if !errors.Is(err, ErrAway) || len(shown) != 1 || shown[0].Messages[0] != "1" {
		t.Errorf("shown %+v, %v; want the first and ErrAway", shown, err)
	}
	if strings.Contains(err.Error(), "secret") {
		t.Errorf("the error quotes the mail: %v", err)
	}
}
