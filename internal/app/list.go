package app

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"lettertray/internal/config"
	"lettertray/internal/control"
	"lettertray/internal/mail"
	"lettertray/internal/words"
)

// A Listed is one of the newest unread letters, for other programs. It says no
// more than the menu may.
type Listed struct {
	Number  int       `json:"number"` // what “lettertray open” takes, until another letter comes
	Account string    `json:"account"`
	Message string    `json:"message"`
	Thread  string    `json:"thread"`
	From    string    `json:"from,omitempty"`
	Address string    `json:"address,omitempty"`
	Subject string    `json:"subject,omitempty"`
	Date    time.Time `json:"date"`
}

// answerList lists the newest unread letters of each account, as much of them as
// may be shown.
func (a *App) answerList(arguments) control.Response {
	v := a.view()
	if len(v.Accounts) == 0 {
		return a.nobody()
	}
	v.Step = time.Minute
	all, lines := []Listed{}, []string{}
	for _, acct := range v.Accounts {
		if len(v.Accounts) > 1 && len(acct.Status.Newest) > 0 {
			lines = append(lines, acct.Address)
		}
		for _, m := range acct.Status.Newest {
			e := mailEvent(acct.Address, m, shows[v.Show])
			n := len(all) + 1
			all = append(all, Listed{n, e.Account, e.Message, e.Thread, e.From, e.Address, e.Subject, m.Date})
			lines = append(lines, fmt.Sprintf("%2d  %s", n, mail.Plain(letterLine(m, v))))
		}
	}
	data, err := json.Marshal(all)
	if err != nil {
		return a.failed(words.StatusFailed)
	}
	if len(all) == 0 || v.Show == config.ShowCount {
		lines = []string{unreadOrNone(v)}
	}
	return control.Response{Text: strings.Join(lines, "\n"), Data: data}
}

func unreadOrNone(v view) string {
	if n := unreadWords(v.Words, v.unread()); n != "" {
		return n
	}
	return v.Words.Say(words.NoUnread)
}

// answerOpen opens an account's inbox, or the letter that has the number in the
// list.
func (a *App) answerOpen(args arguments) control.Response {
	acct, none := a.named(args.at(0))
	n, err := strconv.Atoi(args.at(0))
	switch {
	case len(a.accounts) > 0 && (err == nil || errors.Is(err, strconv.ErrRange)):
		return a.openNumber(n)
	case acct == nil:
		return none
	}
	a.open(acct.Address, "")
	return a.said(words.InboxOpens, acct.Address)
}

func (a *App) openNumber(n int) control.Response {
	left := n
	for _, acct := range a.accounts {
		if newest := acct.status.Newest; left >= 1 && left <= len(newest) {
			a.open(acct.Address, newest[left-1].Thread)
			return a.said(words.LetterOpens, acct.Address)
		}
		left -= len(acct.status.Newest)
	}
	return a.failed(words.NoSuchNumber, n)
}

// named is the account that a command names, by [App.account]'s rules, or nil
// with the answer that there is none.
func (a *App) named(address string) (acct *account, none control.Response) {
	switch acct = a.account(address); {
	case len(a.accounts) == 0:
		return nil, a.nobody()
	case acct == nil:
		return nil, a.failed(words.NobodyAs, address)
	}
	return acct, none
}

// nobody answers that no account is there, and what to do about it.
func (a *App) nobody() control.Response {
	if !a.hasClient {
		return a.failed(words.NoClient)
	}
	return a.failed(words.NobodyHere)
}
