package app

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"lettertray/internal/control"
	"lettertray/tray"
)

// A Report is how things stand, for other programs.
type Report struct {
	Account  string     `json:"account,omitempty"`
	State    string     `json:"state"`
	Why      string     `json:"why,omitempty"` // in words for the person
	Since    time.Time  `json:"since,omitzero"`
	Looked   time.Time  `json:"last_look,omitzero"`
	Pushed   time.Time  `json:"last_push,omitzero"`
	Ends     time.Time  `json:"watch_ends,omitzero"`
	Renewal  time.Time  `json:"next_renewal,omitzero"`
	Unread   *int       `json:"unread,omitempty"` // absent while it is not known
	Paused   bool       `json:"paused"`
	Until    *time.Time `json:"paused_until,omitempty"` // absent: until resumed
	Held     int        `json:"held"`
	Requests int64      `json:"requests_today"`
	Units    int64      `json:"units_today"` // of Gmail's quota
}

// Answer carries out a command from the control socket. It may be called from
// several goroutines.
func (a *App) Answer(q control.Request) control.Response {
	answer := make(chan control.Response, 1)
	a.post(func() { answer <- a.answer(q) })
	select {
	case r := <-answer:
		return r
	case <-a.ended:
	}
	select {
	case r := <-answer: // to quit, say: it ended in answering
		return r
	default:
		return control.Response{Error: "Lettertray is ending."}
	}
}

func (a *App) answer(q control.Request) control.Response {
	switch q.Command {
	case "status":
		return a.report()
	case "quit":
		a.do(tray.Quit)
		return control.Response{Text: "Lettertray ends."}
	case "start": // a second start hands over
		return control.Response{Text: "Lettertray is running already."}
	case "client": // a second start has taken in another client file
		a.readClient()
		return control.Response{Text: "Lettertray is running already, and takes the OAuth client over."}
	}
	return control.Response{Error: "The running Lettertray does not know the command " + q.Command + "."}
}

func (a *App) report() control.Response {
	v := a.view()
	r := Report{Account: v.Account, State: "not signed in", Why: reason(v)}
	text := []string{statusLine(v)}
	if v.Account != "" {
		s := v.Status
		r.State, r.Since, r.Looked, r.Pushed = phaseWord(s.Phase), s.Since, s.Looked, s.Pushed
		r.Ends, r.Renewal, r.Held = s.Ends, s.Renewal, s.Held
		r.Requests, r.Units = v.Meter.requests, v.Meter.units
		if s.Unread >= 0 {
			r.Unread = &s.Unread
		}
		if r.Paused = s.Paused != nil; r.Paused && !s.Paused.Until.IsZero() {
			r.Until = &s.Paused.Until
		}
		if n := unreadWord(s.Unread); n != "" {
			text = append(text, n)
		}
	}
	if r.Why != "" {
		text = append(text, r.Why)
	}
	text = append(text, r.times(v.Now)...)
	data, err := json.Marshal(r)
	if err != nil {
		return control.Response{Error: "The status could not be written as JSON."}
	}
	return control.Response{Text: strings.Join(text, "\n"), Data: data}
}

// times are the lines about when things were and will be.
func (r Report) times(now time.Time) (lines []string) {
	for _, l := range []struct {
		what string
		at   time.Time
	}{{"In this state since", r.Since}, {"Last push:", r.Pushed}, {"Gmail's watch ends", r.Ends}, {"It will be renewed", r.Renewal}} {
		if !l.at.IsZero() {
			lines = append(lines, l.what+" "+clock(l.at, now))
		}
	}
	if r.Account != "" {
		lines = append(lines, fmt.Sprintf("Today: %d requests, %d units of Gmail's quota", r.Requests, r.Units))
	}
	return lines
}
