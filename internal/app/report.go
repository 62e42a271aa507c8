package app

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"lettertray/internal/control"
	mailsync "lettertray/sync"
)

// A Report is how things stand, for other programs: the sums of all accounts,
// the state of the worst, and each by itself.
type Report struct {
	State    string          `json:"state"`
	Why      string          `json:"why,omitempty"`    // in words for the person
	Unread   *int            `json:"unread,omitempty"` // absent while it is not known
	Paused   bool            `json:"paused"`
	Until    *time.Time      `json:"paused_until,omitempty"` // absent: until resumed
	Held     int             `json:"held"`
	Accounts []AccountReport `json:"accounts"`
}

// An AccountReport is how one account is doing.
type AccountReport struct {
	Address  string    `json:"address"`
	State    string    `json:"state"`
	Why      string    `json:"why,omitempty"`  // in words for the person
	Link     string    `json:"link,omitempty"` // where the person can cure it
	Access   string    `json:"access"`
	Paused   bool      `json:"paused"`
	Since    time.Time `json:"since,omitzero"`
	Looked   time.Time `json:"last_look,omitzero"`
	Pushed   time.Time `json:"last_push,omitzero"`
	Ends     time.Time `json:"watch_ends,omitzero"`
	Renewal  time.Time `json:"next_renewal,omitzero"`
	Unread   *int      `json:"unread,omitempty"` // absent while it is not known
	Held     int       `json:"held"`
	Requests int64     `json:"requests_today"`
	Units    int64     `json:"units_today"` // of Gmail's quota
}

// report says how things stand, in words and for programs.
func (a *App) report() control.Response {
	v := a.view()
	r := report(v)
	text := []string{statusLine(v)}
	if n := unreadWord(v.unread()); n != "" {
		text = append(text, n)
	}
	if r.Why != "" && len(r.Accounts) < 2 {
		text = append(text, r.Why)
	}
	if r.Held > 0 {
		text = append(text, fmt.Sprintf("%d held back, to be told later", r.Held))
	}
	for _, acct := range r.Accounts {
		if len(r.Accounts) > 1 {
			text = append(text, "", acct.Address+" · "+acct.State)
			if acct.Why != "" {
				text = append(text, acct.Why)
			}
		}
		text = append(text, acct.lines(v.Now)...)
	}
	data, err := json.Marshal(r)
	if err != nil {
		return control.Response{Error: "The status could not be written as JSON."}
	}
	return control.Response{Text: strings.Join(text, "\n"), Data: data}
}

func report(v view) Report {
	r := Report{State: "not signed in", Why: v.reason(), Paused: v.paused(), Accounts: []AccountReport{}}
	worst := -1
	for _, a := range v.Accounts {
		s := a.Status
		acct := AccountReport{
			Address: a.Address, State: phaseWord(s.Phase), Why: a.reason(), Access: a.Access,
			Since: s.Since, Looked: s.Looked, Pushed: s.Pushed, Ends: s.Ends, Renewal: s.Renewal,
			Held: s.Held, Requests: a.Meter.requests, Units: a.Meter.units,
		}
		_, acct.Link = statusAdvice(s)
		acct.Paused = s.Paused != nil
		switch {
		case a.Out:
			acct.State = phaseWord(mailsync.SignedOut)
		case a.Why != "":
			acct.State = phaseWord(mailsync.NeedsYou)
		case acct.Paused:
			acct.State = "paused"
		}
		if s.Unread >= 0 {
			acct.Unread = &s.Unread
			sum := s.Unread
			if r.Unread != nil {
				sum += *r.Unread
			}
			r.Unread = &sum
		}
		if s.Paused != nil && !s.Paused.Until.IsZero() {
			r.Until = &s.Paused.Until
		}
		if bad := rank[accountIcon(a)]; bad > worst {
			worst, r.State = bad, acct.State
		}
		r.Held += s.Held
		r.Accounts = append(r.Accounts, acct)
	}
	return r
}

// lines tell when things were and will be.
func (r AccountReport) lines(now time.Time) (lines []string) {
	if r.Link != "" {
		lines = append(lines, r.Link)
	}
	for _, l := range []struct {
		what string
		at   time.Time
	}{{"In this state since", r.Since}, {"Last push:", r.Pushed}, {"Gmail's watch ends", r.Ends}, {"It will be renewed", r.Renewal}} {
		if !l.at.IsZero() {
			lines = append(lines, l.what+" "+clock(l.at, now))
		}
	}
	return append(lines, fmt.Sprintf("Today, since Lettertray started: %d requests, %d units of Gmail's quota", r.Requests, r.Units))
}
