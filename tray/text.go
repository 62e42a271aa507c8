package tray

import (
	"strings"
	"unicode/utf16"
)

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
