package app

import (
	"strings"

	"lettertray/internal/config"
	"lettertray/internal/control"
)

// answerList lists the newest unread letters, as much of them as may be shown.
func (a *App) answerList() control.Response {
	v := a.view()
	if len(v.Accounts) == 0 {
		return control.Response{Error: "Nobody is signed in here. Sign in with: lettertray signin"}
	}
	if v.Show == config.ShowCount {
		return control.Response{Text: unreadOrNone(v.unread())}
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
		return control.Response{Text: unreadOrNone(v.unread())}
	}
	return control.Response{Text: strings.Join(lines, "\n")}
}

func unreadOrNone(n int) string {
	if n == 0 {
		return "No unread mail."
	}
	return unreadWord(n)
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
