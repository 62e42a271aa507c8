package notify

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"lettertray/internal/mail"
)

func TestLines(t *testing.T) {
	var letters, alerts strings.Builder
	l := Lines(&letters, &alerts)
	shown, err := l.Deliver(t.Context(), mail.Batch{
		Messages: []mail.Message{letter("2", "Ben", "\x1b[2JTwo\nmail: forged"), letter("1", "", "")},
		More:     []string{"3", "4"},
	})
	if err != nil || len(shown) != 3 {
		t.Errorf("shown %+v, %v", shown, err)
	}
	if err := l.Alert(t.Context(), Alert{Title: "Sign in again", Body: "Google says so."}); err != nil {
		t.Error(err)
	}
	if got, want := letters.String(), "mail: 1@example.com — (no subject)\nmail: Ben — [2JTwo mail: forged\nmail: and 2 more\n"; got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	if _, err := l.Test(t.Context()); err != nil {
		t.Error(err)
	}
	if got, want := alerts.String(), "Sign in again: Google says so.\nLettertray works: New mail will be shown like this.\n"; got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func TestLinesAtEachLevel(t *testing.T) {
	for _, tt := range []struct {
		name         string
		style, least mail.Show
		want         string
		shown        int
	}{
		{"everything", mail.ShowFull, mail.ShowFull, "mail: Ada — One\nmail: Ben — Two\nmail: and 1 more\n", 3},
		{"the sender", mail.ShowSender, mail.ShowFull, "mail: Ada — New message\nmail: Ben — New message\nmail: and 1 more\n", 3},
		{"the count", mail.ShowCount, mail.ShowFull, "mail: 3 new messages\n", 1},
		{"the stricter of two", mail.ShowSender, mail.ShowCount, "mail: 3 new messages\n", 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var out strings.Builder
			l := Lines(&out, nil)
			if err := l.Tighten(t.Context(), tt.least); err != nil {
				t.Fatal(err)
			}
			shown, err := l.Deliver(t.Context(), mail.Batch{
				Messages: []mail.Message{letter("2", "Ben", "Two"), letter("1", "Ada", "One")},
				More:     []string{"3"},
				Style:    mail.Style{Show: tt.style},
			})
			var told []string
			for _, sh := range shown {
				told = append(told, sh.Messages...)
			}
			slices.Sort(told)
			if err != nil || len(shown) != tt.shown || !slices.Equal(told, []string{"1", "2", "3"}) || out.String() != tt.want {
				t.Errorf("wrote %q and returned %+v, %v", out.String(), shown, err)
			}
		})
	}
}

func TestLinesCountOnlyWhatWasWritten(t *testing.T) {
	l := Lines(&narrow{room: 1}, nil)
	shown, err := l.Deliver(t.Context(), mail.Batch{Messages: []mail.Message{letter("2", "B", ""), letter("1", "A", "")}})
	if err == nil || len(shown) != 1 || shown[0].Messages[0] != "1" {
		t.Errorf("shown %+v, %v; want the first and an error", shown, err)
	}
}

// narrow takes so many lines and no more.
type narrow struct{ room int }

func (n *narrow) Write(p []byte) (int, error) {
	if n.room--; n.room < 0 {
		return 0, errors.New("full")
	}
	return len(p), nil
}
