package app

import (
	"encoding/json"
	"strings"
	"time"

	"lettertray/internal/control"
	"lettertray/internal/words"
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

	state words.Text // State, for the person
}

// report says how things stand, in words and for programs.
func (a *App) report() control.Response {
	v := a.view()
	r := report(v)
	text := []string{statusLine(v, false)}
	if n := unreadWords(v.Words, v.unread()); n != "" {
		text = append(text, n)
	}
	if r.Why != "" && (len(r.Accounts) < 2 || !v.Trouble.None()) {
		text = append(text, r.Why)
	}
	if v.Consent != "" {
		text = append(text, v.Words.Say(words.ConsentAt, v.Consent))
	}
	if r.Held > 0 {
		text = append(text, v.Words.Count(words.HeldLater, r.Held))
	}
	for _, acct := range r.Accounts {
		if len(r.Accounts) > 1 || v.SigningIn {
			text = append(text, "", acct.Address+" · "+v.Words.Say(acct.state))
			if acct.Why != "" {
				text = append(text, acct.Why)
			}
		}
		text = append(text, acct.lines(v)...)
	}
	data, err := json.Marshal(r)
	if err != nil {
		return a.failed(words.StatusFailed)
	}
	return control.Response{Text: strings.Join(text, "\n"), Data: data}
}

func report(v view) Report {
	r := Report{State: "not signed in", Why: v.tell(v.reason()), Paused: v.paused(), Accounts: []AccountReport{}}
	if len(v.Accounts) > 0 {
		r.State = v.worst().phase().name
	}
	for _, a := range v.Accounts {
		s := a.Status
		acct := AccountReport{
			Address: a.Address, Why: v.tell(a.reason()), Link: a.cure(), Access: a.Access,
			Since: s.Since, Looked: s.Looked, Pushed: s.Pushed, Ends: s.Ends, Renewal: s.Renewal,
			Held: s.Held, Requests: a.Meter.requests, Units: a.Meter.units,
		}
		acct.Paused = s.Paused != nil
		in := a.phase()
		acct.State, acct.state = in.name, in.text
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
		r.Held += s.Held
		r.Accounts = append(r.Accounts, acct)
	}
	return r
}

// phase is the state of the account, where being signed out goes before what it
// was doing, and a pause before how things are.
func (a accountView) phase() phase {
	switch {
	case a.Out:
		return phases[mailsync.SignedOut]
	case !a.Why.None():
		return phases[mailsync.NeedsYou]
	case a.Status.Paused != nil:
		return paused
	}
	return phases[a.Status.Phase]
}

// tell says a message, or nothing where it is none.
func (v view) tell(m words.Message) string {
	if m.None() {
		return ""
	}
	return v.Words.Tell(m)
}

// lines tell when things were and will be.
func (r AccountReport) lines(v view) (lines []string) {
	if r.Link != "" {
		lines = append(lines, r.Link)
	}
	if r.State == phases[mailsync.SignedOut].name {
		return append(lines, v.Words.Say(words.SignInBy, r.Address))
	}
	for _, l := range []struct {
		what words.Text
		at   time.Time
	}{{words.Since, r.Since}, {words.LastPush, r.Pushed}, {words.WatchEnds, r.Ends}, {words.WatchRenewed, r.Renewal}} {
		if !l.at.IsZero() {
			lines = append(lines, v.Words.Say(l.what, v.Words.Clock(l.at, v.Now)))
		}
	}
	return append(lines, v.Words.Say(words.SpentToday, int(r.Requests), int(r.Units)))
}
