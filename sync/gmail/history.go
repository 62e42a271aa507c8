package gmail

import (
	"context"
	"fmt"
	"net/http"
	"time"

	gmailapi "google.golang.org/api/gmail/v1"
	"google.golang.org/api/googleapi"

	"lettertray/internal/mail"
)

// pageSize is the most that Gmail gives at once, of records and of ids.
const pageSize = 500

const historyFields = "historyId,nextPageToken,history(id," +
	"messagesAdded/message(id,threadId,labelIds)," +
	"messagesDeleted/message(id,threadId,labelIds)," +
	"labelsAdded(labelIds,message(id,threadId,labelIds))," +
	"labelsRemoved(labelIds,message(id,threadId,labelIds)))"

// History reads one page of what happened after from: of all four kinds, and
// of all labels, since a filter by label hides the very record that says a
// message left it. An empty page token asks for the first page. A cursor too
// old for Google is a failure of the kind mail.HistoryGone.
func (m *Mailbox) History(ctx context.Context, from mail.HistoryID, page string) (mail.Page, error) {
	c := m.users.History.List(m.user).
		StartHistoryId(uint64(from)).
		HistoryTypes("messageAdded", "messageDeleted", "labelAdded", "labelRemoved").
		MaxResults(pageSize).
		Fields(googleapi.Field(historyFields))
	if page != "" {
		c.PageToken(page)
	}
	a, err := do(ctx, m, costHistory, mail.HistoryGone, c)
	if err != nil {
		return mail.Page{}, fmt.Errorf("listing history: %w", err)
	}
	if a.HistoryId == 0 {
		return mail.Page{}, fmt.Errorf("listing history: %w", nonsense("no history id"))
	}
	return mail.Page{
		Records: records(a.History),
		Next:    a.NextPageToken,
		Cursor:  mail.HistoryID(a.HistoryId),
		Date:    date(a.Header),
	}, nil
}

// records flattens Gmail's records, each of which may hold several changes of
// several kinds. Their order within a record is not told; a message comes
// before its labels change, and goes after.
func records(history []*gmailapi.History) []mail.Record {
	var all []mail.Record
	for _, h := range history {
		if h == nil {
			continue
		}
		add := func(change mail.Change, m *gmailapi.Message, moved []string) {
			if m == nil || m.Id == "" {
				return
			}
			all = append(all, mail.Record{
				ID:      mail.HistoryID(h.Id),
				Change:  change,
				Message: m.Id,
				Thread:  m.ThreadId,
				Labels:  m.LabelIds,
				Moved:   moved,
			})
		}
		for _, a := range h.MessagesAdded {
			add(mail.Added, a.Message, nil)
		}
		for _, l := range h.LabelsAdded {
			add(mail.Labelled, l.Message, l.LabelIds)
		}
		for _, l := range h.LabelsRemoved {
			add(mail.Unlabelled, l.Message, l.LabelIds)
		}
		for _, d := range h.MessagesDeleted {
			add(mail.Deleted, d.Message, nil)
		}
	}
	return all
}

// date reads Google's clock off an answer; zero if it does not say.
func date(h http.Header) time.Time {
	t, err := http.ParseTime(h.Get("Date"))
	if err != nil {
		return time.Time{}
	}
	return t
}
