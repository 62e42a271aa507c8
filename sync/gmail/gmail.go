// Package gmail is one person's mailbox at Google, over the REST API's
// generated client. Every call is one request (Messages: one for each
// message), asks only for the fields that are used, and ends within half a
// minute. What Google says no with comes back as a *mail.Failure; the end of
// the caller's context as the context's own error. Nothing is retried here:
// when to ask again is the caller's to decide.
package gmail

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	gmailapi "google.golang.org/api/gmail/v1"
	"google.golang.org/api/option"

	"lettertray/internal/mail"
)

// google is named in full although the client knows it, since that one lets
// an environment variable (GOOGLE_CLOUD_UNIVERSE_DOMAIN) choose another host.
const google = "https://gmail.googleapis.com/"

// A Mailbox asks Gmail about one person's mail. It may be used by several
// goroutines at once.
type Mailbox struct {
	users *gmailapi.UsersService
	user  string // an address, or "me"

	requests, units atomic.Int64
}

// New returns the mailbox of the address, or of whoever signed in where the
// address is empty. The client must add the access token to each request;
// see NewTransport for what it should rest on. The endpoint is the base URL
// of Gmail; empty means Google's.
func New(client *http.Client, endpoint, address string) (*Mailbox, error) {
	if client == nil {
		return nil, errors.New("opening the mailbox: no HTTP client")
	}
	if endpoint == "" {
		endpoint = google
	}
	if address == "" {
		address = "me"
	}
	// A client of our own keeps the library from looking for credentials
	// and from naming a quota project (GOOGLE_CLOUD_QUOTA_PROJECT); a logger
	// of our own from writing mail and tokens to standard error
	// (GOOGLE_SDK_GO_LOGGING_LEVEL).
	service, err := gmailapi.NewService(context.Background(),
		option.WithHTTPClient(client),
		option.WithEndpoint(endpoint),
		option.WithLogger(slog.New(slog.DiscardHandler)))
	if err != nil {
		return nil, fmt.Errorf("opening the mailbox: %w", err)
	}
	return &Mailbox{users: service.Users, user: address}, nil
}

// Profile tells whose mailbox this is and where its history stands.
func (m *Mailbox) Profile(ctx context.Context) (mail.Profile, error) {
	c := m.users.GetProfile(m.user).Fields("emailAddress", "historyId")
	p, err := do(ctx, m, costProfile, mail.NotFound, c)
	if err != nil {
		return mail.Profile{}, fmt.Errorf("reading the profile: %w", err)
	}
	if p.EmailAddress == "" || p.HistoryId == 0 {
		return mail.Profile{}, fmt.Errorf("reading the profile: %w", nonsense("no address or no history id"))
	}
	return mail.Profile{Address: p.EmailAddress, Cursor: mail.HistoryID(p.HistoryId), Date: date(p.Header)}, nil
}

// Unread counts the label's unread messages.
func (m *Mailbox) Unread(ctx context.Context, label string) (int, error) {
	c := m.users.Labels.Get(m.user, label).Fields("messagesUnread")
	l, err := do(ctx, m, costLabel, mail.NotFound, c)
	if err != nil {
		return 0, fmt.Errorf("counting unread mail: %w", err)
	}
	return int(l.MessagesUnread), nil
}

// systemLabels are Gmail's own, whose names are their ids (Gmail API guide,
// "Manage labels").
var systemLabels = []string{
	"INBOX", "UNREAD", "SENT", "DRAFT", "SPAM", "TRASH", "STARRED", "IMPORTANT", "CHAT",
	"CATEGORY_PERSONAL", "CATEGORY_SOCIAL", "CATEGORY_PROMOTIONS", "CATEGORY_UPDATES", "CATEGORY_FORUMS",
}

// SystemLabel reports whether a label is one of Gmail's own, whatever its case.
func SystemLabel(name string) bool { return slices.Contains(systemLabels, strings.ToUpper(name)) }

// Labels returns the ids of all labels by their names.
func (m *Mailbox) Labels(ctx context.Context) (map[string]string, error) {
	a, err := do(ctx, m, costLabel, mail.NotFound, m.users.Labels.List(m.user).Fields("labels/id", "labels/name"))
	if err != nil {
		return nil, fmt.Errorf("listing labels: %w", err)
	}
	ids := map[string]string{}
	for _, l := range a.Labels {
		if l != nil {
			ids[l.Name] = l.Id
		}
	}
	return ids, nil
}

// Watch asks Gmail to publish what happens under the labels to the topic, or
// renews that, and returns when it ends (7 days at most). It speaks for all of
// the person's computers: a project has one watch for each person, and the
// last call's labels win. The history id of the answer is dropped on purpose,
// as it would skip what has not been looked at yet.
func (m *Mailbox) Watch(ctx context.Context, topic string, labels []string) (ends time.Time, err error) {
	c := m.users.Watch(m.user, &gmailapi.WatchRequest{
		TopicName:           topic,
		LabelIds:            labels,
		LabelFilterBehavior: "include",
	}).Fields("expiration")
	w, err := do(ctx, m, costWatch, mail.TopicMissing, c)
	if err != nil {
		return time.Time{}, fmt.Errorf("watching the mailbox: %w", err)
	}
	if w.Expiration <= 0 {
		return time.Time{}, fmt.Errorf("watching the mailbox: %w", nonsense("a watch without an end"))
	}
	return time.UnixMilli(w.Expiration), nil
}

// Stop ends the person's watch, and with it the pushes to all their computers.
func (m *Mailbox) Stop(ctx context.Context) error {
	if _, err := do(ctx, m, costStop, mail.NotFound, stop{m.users.Stop(m.user)}); err != nil {
		return fmt.Errorf("stopping the watch: %w", err)
	}
	return nil
}

// Modify adds labels to a message and removes others from it.
func (m *Mailbox) Modify(ctx context.Context, id string, add, remove []string) error {
	c := m.users.Messages.Modify(m.user, id, &gmailapi.ModifyMessageRequest{
		AddLabelIds:    add,
		RemoveLabelIds: remove,
	}).Fields("id")
	if _, err := do(ctx, m, costModify, mail.NotFound, c); err != nil {
		return fmt.Errorf("changing a message's labels: %w", err)
	}
	return nil
}
