package notify

import (
	"strings"
	"unicode"
)

// plain reduces text to what beeep can carry safely. Depending on the system,
// beeep puts it into an expandable PowerShell string, a CDATA section, an
// AppleScript string by way of %q, markup that nobody escapes, or the
// arguments of notify-send, kdialog and terminal-notifier, which take a leading
// hyphen for an option and a leading bracket for a property list. So only
// letters, digits, marks, spaces and harmless punctuation stay, all of which %q
// leaves alone, and a letter or digit stands first.
func plain(text string) string {
	var b strings.Builder
	for _, r := range strings.ReplaceAll(text, "\n", " - ") {
		switch {
		case unicode.IsSpace(r):
			b.WriteByte(' ')
		case unicode.Is(unicode.Quotation_Mark, r):
			b.WriteByte('\'')
		case unicode.Is(unicode.Pd, r):
			b.WriteByte('-')
		case r == '&':
			b.WriteByte('+')
		case harmless(r):
			b.WriteRune(r)
		case unicode.In(r, unicode.P, unicode.S):
			b.WriteByte(' ')
		}
	}
	text = strings.Join(strings.Fields(b.String()), " ")
	return strings.TrimLeftFunc(text, func(r rune) bool { return !unicode.In(r, unicode.L, unicode.N) })
}

func harmless(r rune) bool {
	switch {
	case r < 0x80 && unicode.IsPunct(r):
		return strings.ContainsRune(".,:!?()/#@*_", r)
	case r >= 0xff00 && r <= 0xffef:
		// Full-width forms: some code pages fold them into ASCII's.
		return unicode.In(r, unicode.L, unicode.M, unicode.N)
	}
	return r == '+' || unicode.In(r, unicode.L, unicode.M, unicode.N, unicode.P)
}
