package mail

import (
	"strings"
	"unicode"
)

// Plain makes a stranger's text one line that is what it looks like: no control
// characters, which break menus and steer terminals, and nothing that turns the
// direction of writing, by which it could disguise ours (Unicode TR 36, §2.5).
func Plain(text string) string {
	text = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsControl(r), r == '\u2028', r == '\u2029':
			return ' '
		case unicode.Is(unicode.Bidi_Control, r):
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, "\uFFFD"))
	return strings.Join(strings.Fields(text), " ")
}
