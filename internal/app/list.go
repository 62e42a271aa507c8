package app

import (
	"strings"

	"lettertray/internal/config"
	"lettertray/internal/control"
	"lettertray/internal/words"
)

// answerList lists the newest unread letters, as much of them as may be shown.
func (a *App) answerList() control.Response {
	v := a.view()
	if len(v.Accounts) == 0 {
		return a.failed(words.NobodyHere)
	}
	if v.Show == config.ShowCount {
		return control.Response{Text: unreadOrNone(v)}
	}
	var lines []string
	for _, acct := range v.Accounts {
		if len(v.Accounts) > 1 {
			lines = append(lines, acct.Address)
		}
		for _, m := range acct.Status.Newest {
			lines = append(lines, plain(letterLine(m, v)))
		}
	}
	if len(lines) == 0 {
		return control.Response{Text: unreadOrNone(v)}
	}
	return control.Response{Text: strings.Join(lines, "\n")}
}

func unreadOrNone(v view) string {
	if n := unreadWords(v.Words, v.unread()); n != "" {
		return n
	}
	return v.Words.Say(words.NoUnread)
}

// plain keeps a stranger's text on its line of a terminal.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r >= 0x7f && r < 0xa0 || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 {
			return -1
		}
		return r
	}, s)
}
