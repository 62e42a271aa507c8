package gmail

import (
	"context"
	"fmt"
	"html"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"
	gmailapi "google.golang.org/api/gmail/v1"

	"lettertray/internal/mail"
)

// parallel is how many messages are fetched at once: enough to hide the round
// trips, few enough for Gmail's limit on concurrent requests.
const parallel = 8

// Message reads what a notification needs of one message. One that is gone is
// a failure of the kind mail.NotFound.
func (m *Mailbox) Message(ctx context.Context, id string) (mail.Message, error) {
	c := m.users.Messages.Get(m.user, id).
		Format("metadata").
		MetadataHeaders("From", "Subject").
		Fields("id", "threadId", "labelIds", "snippet", "internalDate", "payload/headers")
	a, err := do(ctx, m, costMessage, mail.NotFound, c)
	if err != nil {
		return mail.Message{}, fmt.Errorf("reading a message: %w", err)
	}
	if a.Id != id {
		return mail.Message{}, fmt.Errorf("reading a message: %w", nonsense("another message"))
	}
	return message(a), nil
}

// message takes Gmail's answer apart.
func message(a *gmailapi.Message) mail.Message {
	m := mail.Message{
		ID:     a.Id,
		Thread: a.ThreadId,
		// Gmail writes snippets as HTML text: "it&#39;s".
		Snippet: html.UnescapeString(a.Snippet),
		Labels:  a.LabelIds,
		Date:    time.UnixMilli(a.InternalDate),
	}
	if a.Payload == nil {
		return m
	}
	// Backwards, so that the first of a header that came twice wins, as it
	// does in Gmail's own pages.
	for i := len(a.Payload.Headers) - 1; i >= 0; i-- {
		h := a.Payload.Headers[i]
		switch {
		case h == nil:
		case strings.EqualFold(h.Name, "From"):
			m.From = sender(h.Value)
		case strings.EqualFold(h.Name, "Subject"):
			m.Subject = decode(h.Value)
		}
	}
	return m
}

// Messages reads several messages, a few at a time. Each id is in one of the
// two maps. After a failure that the others would only meet again, such as a
// rate limit, those not yet asked for share it without a request.
func (m *Mailbox) Messages(ctx context.Context, ids []string) (map[string]mail.Message, map[string]error) {
	type result struct {
		message mail.Message
		err     error
	}
	results := make([]result, len(ids))
	going, halt := context.WithCancelCause(ctx)
	defer halt(nil)
	var group errgroup.Group
	group.SetLimit(parallel)
	for i, id := range ids {
		group.Go(func() error {
			r := &results[i]
			if r.err = context.Cause(going); r.err != nil {
				return nil
			}
			if r.message, r.err = m.Message(ctx, id); concernsAll(r.err) {
				halt(r.err)
			}
			return nil
		})
	}
	_ = group.Wait() // each error is in its result

	messages, errs := map[string]mail.Message{}, map[string]error{}
	for i, id := range ids {
		if err := results[i].err; err != nil {
			errs[id] = err
		} else {
			messages[id] = results[i].message
		}
	}
	return messages, errs
}

// concernsAll reports whether an error about one message holds for the next.
func concernsAll(err error) bool {
	if err == nil {
		return false
	}
	switch mail.KindOf(err) {
	case mail.Temporary, mail.NotFound, mail.Refused:
		return false
	}
	return true
}

// List reads one page of the ids of messages that carry all the labels, newest
// first. An empty page token asks for the first page.
func (m *Mailbox) List(ctx context.Context, labels []string, page string) (mail.Listing, error) {
	c := m.users.Messages.List(m.user).
		LabelIds(labels...).
		MaxResults(pageSize).
		Fields("messages/id", "nextPageToken")
	if page != "" {
		c.PageToken(page)
	}
	a, err := do(ctx, m, costList, mail.NotFound, c)
	if err != nil {
		return mail.Listing{}, fmt.Errorf("listing messages: %w", err)
	}
	l := mail.Listing{Next: a.NextPageToken, Date: date(a.Header)}
	for _, m := range a.Messages {
		if m != nil && m.Id != "" {
			l.IDs = append(l.IDs, m.Id)
		}
	}
	return l, nil
}

// Newest lists at most max ids of messages that carry all the labels, newest
// first.
func (m *Mailbox) Newest(ctx context.Context, labels []string, max int) ([]string, error) {
	c := m.users.Messages.List(m.user).LabelIds(labels...).MaxResults(int64(max)).Fields("messages/id")
	a, err := do(ctx, m, costList, mail.NotFound, c)
	if err != nil {
		return nil, fmt.Errorf("listing the newest messages: %w", err)
	}
	var ids []string
	for _, m := range a.Messages {
		if m != nil && m.Id != "" {
			ids = append(ids, m.Id)
		}
	}
	return ids, nil
}

// Arrived tells when a message came, by Gmail's own clock.
func (m *Mailbox) Arrived(ctx context.Context, id string) (time.Time, error) {
	c := m.users.Messages.Get(m.user, id).Format("minimal").Fields("internalDate")
	a, err := do(ctx, m, costMessage, mail.NotFound, c)
	if err != nil {
		return time.Time{}, fmt.Errorf("asking when a message came: %w", err)
	}
	if a.InternalDate <= 0 {
		return time.Time{}, fmt.Errorf("asking when a message came: %w", nonsense("no date"))
	}
	return time.UnixMilli(a.InternalDate), nil
}
