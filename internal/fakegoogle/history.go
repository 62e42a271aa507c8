package fakegoogle

import (
	"cmp"
	"slices"
	"strconv"
)

// historyRecord is a record as history.list shows it. Unlike Google's, it is
// always about one message.
type historyRecord struct {
	ID            decimal       `json:"id"`
	Messages      []messageRef  `json:"messages"`
	Added         []historyItem `json:"messagesAdded,omitempty"`
	Deleted       []historyItem `json:"messagesDeleted,omitempty"`
	LabelsAdded   []historyItem `json:"labelsAdded,omitempty"`
	LabelsRemoved []historyItem `json:"labelsRemoved,omitempty"`
}

type messageRef struct {
	ID     string   `json:"id"`
	Thread string   `json:"threadId"`
	Labels []string `json:"labelIds,omitempty"`
}

type historyItem struct {
	Message messageRef `json:"message"`
	Labels  []string   `json:"labelIds,omitempty"` // those that came or went
}

// listHistory gives what happened after startHistoryId, in order. One that is
// too old, or that nobody has ever given out, is a 404. The page token is the
// id of the last record that the pages before have looked at.
func (g *Google) listHistory(r *request) (any, *refusal) {
	start, err := strconv.ParseUint(r.Form.Get("startHistoryId"), 10, 64)
	if err != nil {
		return nil, badRequest("Missing or invalid startHistoryId")
	}
	box := r.box
	if start < box.floor || start > box.head {
		return nil, notFound()
	}
	from := start
	if token := r.Form.Get("pageToken"); token != "" {
		if from, err = strconv.ParseUint(token, 10, 64); err != nil || from < start {
			return nil, badRequest("Invalid pageToken")
		}
	}
	records, head := box.known(g.faults.lag)
	answer := struct {
		History []historyRecord `json:"history,omitempty"`
		Next    string          `json:"nextPageToken,omitempty"`
		Head    decimal         `json:"historyId"`
	}{Head: decimal(max(start, head))}

	limit, types, label := r.limit(), r.Form["historyTypes"], r.Form.Get("labelId")
	at, _ := slices.BinarySearchFunc(records, from+1, func(rec record, id uint64) int { return cmp.Compare(rec.id, id) })
	for i, rec := range records[at:] {
		if len(answer.History) == limit {
			answer.Next = strconv.FormatUint(records[at+i-1].id, 10)
			break
		}
		if label != "" && !slices.Contains(rec.labels, label) {
			continue
		}
		if shown, any := rec.show(types); any {
			answer.History = append(answer.History, shown)
		}
	}
	return answer, nil
}

// known are the records that history.list knows when it lags by so many, and
// where it believes that history stands.
func (b *mailbox) known(lag int) ([]record, uint64) {
	if lag == 0 {
		return b.records, b.head
	}
	known := b.records[:max(0, len(b.records)-lag)]
	if len(known) == 0 {
		return nil, b.floor
	}
	return known, known[len(known)-1].id
}

// show writes a record down, reduced to the asked types; none asked means all.
func (r record) show(types []string) (shown historyRecord, any bool) {
	wanted := func(kind string) bool { return len(types) == 0 || slices.Contains(types, kind) }
	ref := messageRef{ID: r.message.id, Thread: r.message.thread}
	full := messageRef{ID: ref.ID, Thread: ref.Thread, Labels: r.labels}
	shown = historyRecord{ID: decimal(r.id), Messages: []messageRef{ref}}
	if r.added && wanted("messageAdded") {
		shown.Added = []historyItem{{Message: full}}
		any = true
	}
	if r.deleted && wanted("messageDeleted") {
		shown.Deleted = []historyItem{{Message: full}}
		any = true
	}
	if r.plus != nil && wanted("labelAdded") {
		shown.LabelsAdded = []historyItem{{full, r.plus}}
		any = true
	}
	if r.minus != nil && wanted("labelRemoved") {
		shown.LabelsRemoved = []historyItem{{full, r.minus}}
		any = true
	}
	return shown, any
}
