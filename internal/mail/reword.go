package mail

import (
	"strings"
	"unicode"
)

// Reword puts an error in words of our own and keeps it for errors.Is and As.
func Reword(err error, words string) error { return reworded{words, err} }

type reworded struct {
	words string
	err   error
}

func (r reworded) Error() string { return r.words }
func (r reworded) Unwrap() error { return r.err }

// Clip makes text from the network fit for a line of the log.
func Clip(text string) string {
	const most = 300 // bytes: Google's longest, SERVICE_DISABLED, takes about 280
	text = strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return ' '
	}, text)
	if len(text) > most {
		text = strings.ToValidUTF8(text[:most], "") + "…"
	}
	return text
}
