package fakegoogle

import (
	"fmt"
	"maps"
	"mime"
	"net/mail"
	"slices"
	"strings"
	"time"
)

// A Letter is a mail for Deliver, and as it stands in a mailbox.
type Letter struct {
	ID          string // given by Deliver
	FromName    string
	FromAddress string
	Subject     string
	Snippet     string
	Body        string
	Thread      string            // empty: a conversation of its own
	Labels      []string          // nil: INBOX and UNREAD
	Date        time.Time         // zero: now
	RawHeaders  map[string]string // as they stand in the mail, encoded or broken; they replace From, Subject and the others
}

// Deliver puts a letter into a person's mailbox, tells the topic of the
// person's watch, and gives the message's id.
func (g *Google) Deliver(address string, l Letter) (id string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	box := g.box(address)
	if l.Labels == nil {
		l.Labels = []string{"INBOX", "UNREAD"}
	}
	if l.Date.IsZero() {
		l.Date = g.opts.Now()
	}
	m := &message{
		thread:  l.Thread,
		date:    l.Date,
		labels:  slices.Clone(l.Labels),
		headers: l.headers(box.address),
		snippet: l.Snippet,
		body:    l.Body,
	}
	box.add(m)
	g.push(box, m.labels)
	return m.id
}

// headers are the letter's, encoded as a mail program would, with the raw ones
// in their places.
func (l Letter) headers(to string) []header {
	from := (&mail.Address{Name: l.FromName, Address: l.FromAddress}).String()
	headers := []header{
		{"From", from},
		{"To", to},
		{"Subject", mime.QEncoding.Encode("utf-8", l.Subject)},
		{"Date", l.Date.Format(time.RFC1123Z)},
	}
	for _, name := range slices.Sorted(maps.Keys(l.RawHeaders)) {
		value := l.RawHeaders[name]
		sameName := func(h header) bool { return strings.EqualFold(h.Name, name) }
		if i := slices.IndexFunc(headers, sameName); i >= 0 {
			headers[i].Value = value
		} else {
			headers = append(headers, header{name, value})
		}
	}
	return headers
}

// Letters are a person's mails, newest first, headers decoded where they can be.
func (g *Google) Letters(address string) []Letter {
	g.mu.Lock()
	defer g.mu.Unlock()
	box := g.box(address)
	letters := make([]Letter, 0, len(box.byDate))
	for _, m := range slices.Backward(box.byDate) {
		l := Letter{
			ID:      m.id,
			Subject: decoded(m.header("Subject")),
			Snippet: m.snippet,
			Body:    m.body,
			Thread:  m.thread,
			Labels:  m.labels,
			Date:    m.date,
		}
		if from, err := mail.ParseAddress(m.header("From")); err == nil {
			l.FromName, l.FromAddress = from.Name, from.Address
		} else {
			l.FromName = m.header("From")
		}
		letters = append(letters, l)
	}
	return letters
}

// header is a header's value as it came.
func (m *message) header(name string) string {
	for _, h := range m.headers {
		if strings.EqualFold(h.Name, name) {
			return h.Value
		}
	}
	return ""
}

func decoded(value string) string {
	if plain, err := new(mime.WordDecoder).DecodeHeader(value); err == nil {
		return plain
	}
	return value
}

// Modify adds and takes labels, as the person would on another computer.
func (g *Google) Modify(address, id string, add, remove []string) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	box := g.box(address)
	m := box.byID[id]
	if m == nil {
		return fmt.Errorf("there is no message %s", id)
	}
	g.relabel(box, m, add, remove)
	return nil
}

// relabel changes labels and tells of it.
func (g *Google) relabel(box *mailbox, m *message, add, remove []string) {
	if plus, minus := box.relabel(m, add, remove); len(plus)+len(minus) > 0 {
		g.push(box, slices.Concat(m.labels, minus))
	}
}

// MarkRead takes UNREAD away.
func (g *Google) MarkRead(address, id string) error {
	return g.Modify(address, id, nil, []string{"UNREAD"})
}

// Archive takes INBOX away.
func (g *Google) Archive(address, id string) error {
	return g.Modify(address, id, nil, []string{"INBOX"})
}

// Trash moves a message to the bin. It stays unread, as in Gmail.
func (g *Google) Trash(address, id string) error {
	return g.Modify(address, id, []string{"TRASH"}, []string{"INBOX"})
}

// Delete removes a message for good.
func (g *Google) Delete(address, id string) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	box := g.box(address)
	m := box.byID[id]
	if m == nil {
		return fmt.Errorf("there is no message %s", id)
	}
	box.remove(m)
	g.push(box, m.labels)
	return nil
}

// HistoryID is where a mailbox's history stands.
func (g *Google) HistoryID(address string) uint64 {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.box(address).head
}

// EndHistory forgets a mailbox's history: every cursor given out so far is too
// old from now on.
func (g *Google) EndHistory(address string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	box := g.box(address)
	box.records = nil
	box.floor = box.advance()
}
