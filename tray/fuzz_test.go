package tray

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// FuzzMenu holds what strangers' words in a menu must come out as, and that they
// move nothing in it.
func FuzzMenu(f *testing.F) {
	f.Add("ada@gmail.com", "Grace Hopper · Lunch? · 5 min", "push · looked 12:03")
	f.Add("_a_&b", "Quit\r\n\u202e\x00", strings.Repeat("📬", 200))
	f.Add("\xff\u2066", strings.Repeat("_", 121), "a\u2028b")
	f.Fuzz(func(t *testing.T, address, letter, status string) {
		a := Account{Address: address, Status: status, Unread: 1, Access: AccessHeaders}
		a.Newest[0] = Letter{Text: letter, ID: "18f0"}
		other := a
		other.Address = "bob@gmail.com"
		empty := pictureOf("Lettertray", State{})
		for _, s := range []State{
			{Status: status, Accounts: accounts(a)},
			{Status: status, Accounts: accounts(a, other)},
			{Tooltip: letter},
		} {
			p := pictureOf("Lettertray", s)
			if len(p.menu) != len(empty.menu) {
				t.Errorf("the menu has %d entries, want %d", len(p.menu), len(empty.menu))
			}
			line(t, p.tooltip, longestTooltip)
			for _, e := range p.menu {
				line(t, shortcuts.Replace(e.label), longestLabel)
			}
			if last := p.menu[len(p.menu)-1]; last.does.Command != Quit || last.hidden {
				t.Errorf("%+v stands where Quit should", last)
			}
		}
	})
}

// shortcuts undoes what escape does.
var shortcuts = strings.NewReplacer("__", "_", "&&", "&")

// line fails unless s is one line of at most so many UTF-16 units that no
// desktop stumbles over.
func line(t *testing.T, s string, most int) {
	t.Helper()
	if !utf8.ValidString(s) || len(utf16.Encode([]rune(s))) > most {
		t.Errorf("not valid or too long: %+q", s)
	}
	for _, r := range s {
		if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == '\u2028' || r == '\u2029' {
			t.Errorf("%+q has %U", s, r)
		}
	}
}
