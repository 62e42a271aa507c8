package notify

import (
	"errors"
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
	if got, want := alerts.String(), "Sign in again: Google says so.\n"; got != want {
		t.Errorf("got  %q\nwant %q", got, want)
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
