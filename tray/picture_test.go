package tray

import (
	"runtime"
	"strings"
	"testing"
	"unicode/utf16"

	"lettertray/internal/mail"
)

func TestFace(t *testing.T) {
	for _, tt := range []struct {
		name  string
		state State
		want  face
	}{
		{"no mail", State{}, face{Fine, 0}},
		{"unread mail that nobody counted", State{Icon: Unread}, face{Unread, 0}},
		{"counted mail", State{Icon: Unread, Number: 9}, face{Unread, 9}},
		{"more than nine", State{Icon: Unread, Number: 4000}, face{Unread, 10}},
		{"counted mail is unread", State{Icon: Fine, Number: 1}, face{Unread, 1}},
		{"a count that failed", State{Icon: Fine, Number: -1}, face{Fine, 0}},
		{"a pause keeps its sign", State{Icon: Paused, Number: 3}, face{Paused, 0}},
		{"being offline too", State{Icon: Offline, Number: 3}, face{Offline, 0}},
		{"what needs the person too", State{Icon: Attention, Number: 3}, face{Attention, 0}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := faceOf(tt.state); got != tt.want {
				t.Errorf("got %v, want %v", got, tt.want)
			}
		})
	}
}

func TestPictureFallsBackToTheTitle(t *testing.T) {
	p := pictureOf("Lettertray", State{})
	if p.tooltip != "Lettertray" || p.menu[0].label != "Lettertray" {
		t.Errorf("tooltip %q, status line %q", p.tooltip, p.menu[0].label)
	}
}

func TestATooltipFitsItsSystem(t *testing.T) {
	room := tooltipRoom(runtime.GOOS)
	p := pictureOf("T", State{Tooltip: strings.Repeat("✉️📬", 300)})
	if n := len(utf16.Encode([]rune(p.tooltip))); n > room || n < room-2 {
		t.Errorf("%d UTF-16 units, not %d", n, room)
	}
	if n := tooltipRoom("windows"); n != 127 {
		t.Errorf("%d units on Windows", n)
	}
}

func TestAStrangersLetterIsOneBoundedLine(t *testing.T) {
	hostile := "Quit\r\n\u202e\x00" + strings.Repeat("very ", 100) + "_long"
	s := State{Accounts: accounts(Account{Address: "ada@gmail.com", Newest: newest(hostile)})}
	got := pictureOf("T", s).menu[1].label
	if len(utf16.Encode([]rune(got))) > longestLabel || !strings.HasPrefix(got, "Quit very very") || mail.Plain(got) != got {
		t.Errorf("got %q", got)
	}
}
