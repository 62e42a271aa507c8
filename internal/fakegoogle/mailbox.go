package fakegoogle

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"time"
)

// systemLabels are those that every mailbox has.
var systemLabels = []string{
	"INBOX", "UNREAD", "SENT", "DRAFT", "SPAM", "TRASH", "STARRED", "IMPORTANT", "CHAT",
	"CATEGORY_PERSONAL", "CATEGORY_SOCIAL", "CATEGORY_PROMOTIONS", "CATEGORY_UPDATES", "CATEGORY_FORUMS",
}

// A mailbox is one person's mail and its history. Google's mutex guards it.
type mailbox struct {
	address string
	head    uint64   // where history stands
	floor   uint64   // cursors below it are too old
	records []record // ascending by id
	byID    map[string]*message
	byDate  []*message        // oldest first
	tallies map[string]tally  // by the ids of all labels that there are
	named   map[string]string // the names of the person's own labels, by id
	watch   *watch            // nil: none
	// consented: the person has allowed the client before, so that a refresh
	// token comes again only with prompt=consent.
	consented bool
	made      int // messages that there have ever been
	gaps      *rand.Rand
}

// A message is one mail. labels is replaced, never changed in place, so that
// records and answers may hold it.
type message struct {
	id, thread string
	number     int // breaks ties between equal dates
	date       time.Time
	labels     []string
	headers    []header
	snippet    string
	body       string
	history    uint64 // id of its last record
}

// A header is one line of a mail's head.
type header struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// A record is one thing that happened to one message.
type record struct {
	id             uint64
	message        *message
	labels         []string // as they were afterwards
	added, deleted bool
	plus, minus    []string // labels that came and went
}

// A tally counts the messages of one label.
type tally struct{ total, unread int }

// newMailbox makes an empty mailbox, its history somewhere in the middle. The
// gaps between history ids follow from the address, so that a test meets the
// same ones in every run.
func newMailbox(address string) *mailbox {
	var seed uint64
	for _, c := range address {
		seed = seed*31 + uint64(c)
	}
	box := &mailbox{
		address: address,
		head:    100_000 + seed%900_000,
		byID:    make(map[string]*message),
		tallies: make(map[string]tally),
		named:   make(map[string]string),
		gaps:    rand.New(rand.NewPCG(seed, 0)),
	}
	box.floor = box.head
	for _, l := range systemLabels {
		box.tallies[l] = tally{}
	}
	return box
}

// advance moves history on, leaving a gap.
func (b *mailbox) advance() uint64 {
	b.head += 1 + b.gaps.Uint64N(40)
	return b.head
}

// record appends to history what happened to m.
func (b *mailbox) record(m *message, r record) {
	r.id, r.message, r.labels = b.advance(), m, m.labels
	m.history = r.id
	b.records = append(b.records, r)
}

// add puts a new message into the mailbox and gives it its id.
func (b *mailbox) add(m *message) {
	b.made++
	m.number = b.made
	m.id = fmt.Sprintf("19%06x%08x", b.floor&0xffffff, b.made)
	if m.thread == "" {
		m.thread = m.id
	}
	b.byID[m.id] = m
	at, _ := slices.BinarySearchFunc(b.byDate, m, older)
	b.byDate = slices.Insert(b.byDate, at, m)
	b.tally(m, +1)
	b.record(m, record{added: true})
}

// remove takes a message away for good.
func (b *mailbox) remove(m *message) {
	delete(b.byID, m.id)
	at, _ := slices.BinarySearchFunc(b.byDate, m, older)
	b.byDate = slices.Delete(b.byDate, at, at+1)
	b.tally(m, -1)
	b.record(m, record{deleted: true})
}

// relabel adds and takes labels. It reports which really came and went; when
// none did, there is no record.
func (b *mailbox) relabel(m *message, add, remove []string) (plus, minus []string) {
	labels := slices.Clone(m.labels)
	for _, l := range remove {
		if i := slices.Index(labels, l); i >= 0 && !slices.Contains(add, l) {
			labels = slices.Delete(labels, i, i+1)
			minus = append(minus, l)
		}
	}
	for _, l := range add {
		if !slices.Contains(labels, l) {
			labels = append(labels, l)
			plus = append(plus, l)
		}
	}
	if len(plus)+len(minus) == 0 {
		return nil, nil
	}
	b.tally(m, -1)
	m.labels = labels
	b.tally(m, +1)
	b.record(m, record{plus: plus, minus: minus})
	return plus, minus
}

// tally counts a message in (+1) or out (-1) under each of its labels.
func (b *mailbox) tally(m *message, n int) {
	unread := slices.Contains(m.labels, "UNREAD")
	for _, l := range m.labels {
		t := b.tallies[l]
		t.total += n
		if unread {
			t.unread += n
		}
		b.tallies[l] = t
	}
}

// older orders messages by date, then by arrival.
func older(a, b *message) int {
	return cmp.Or(a.date.Compare(b.date), cmp.Compare(a.number, b.number))
}
