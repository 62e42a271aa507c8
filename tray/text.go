package tray

import (
	"strings"
	"unicode"
	"unicode/utf16"
)

// clean makes text fit for one line on the desktop: valid UTF-8, which D-Bus
// insists on; no control characters, which break menus; nothing that turns the
// direction of writing, by which a stranger's text could disguise ours.
func clean(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsControl(r), r == '\u2028', r == '\u2029':
			return ' '
		case unicode.Is(unicode.Bidi_Control, r):
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
	return strings.Join(strings.Fields(s), " ")
}

// cut shortens s to at most n UTF-16 units and marks that it did.
func cut(s string, n int) string {
	units, end := 0, 0 // end: where s is cut so that the mark still fits
	for i, r := range s {
		if units <= n-1 {
			end = i
		}
		if units += utf16.RuneLen(r); units > n {
			return s[:end] + "…"
		}
	}
	return s
}

// escape keeps a label's own characters from being read as the mark of a
// keyboard shortcut: "_" in a dbusmenu, "&" on Windows.
func escape(goos, label string) string {
	switch goos {
	case "linux":
		return strings.ReplaceAll(label, "_", "__")
	case "windows":
		return strings.ReplaceAll(label, "&", "&&")
	}
	return label
}
