package desktop

import (
	"context"
	"path/filepath"
	"slices"
	"testing"

	"lettertray/internal/fakegoogle"
)

// Two people with an account at the embedded Google.
const (
	ada = "ada@gmail.com"
	bob = "bob@gmail.com"
)

// Methods that tests wait for.
const (
	historyList   = "gmail.users.history.list"
	labelsGet     = "gmail.users.labels.get"
	watchMailbox  = "gmail.users.watch"
	stopMailbox   = "gmail.users.stop"
	revokeGrant   = "oauth.revoke"
	streamingPull = "Subscriber.StreamingPull"
)

// A google is the embedded Google, served in the test's own process.
type google struct {
	*fakegoogle.Google
	url    string // of OAuth and Gmail
	pubsub string // host and port
}

// serveGoogle starts a Google that whatever runs in the box talks to.
func (b *box) serveGoogle(t testing.TB) *google {
	t.Helper()
	g := fakegoogle.New(fakegoogle.Options{})
	g.AddPerson(ada)
	g.AddPerson(bob)
	server, err := g.Start()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { server.Close() })
	b.env = append(b.env, "LETTERTRAY_GMAIL_ENDPOINT="+server.URL, "PUBSUB_EMULATOR_HOST="+server.PubSubAddr)
	b.file(t, clientFile, string(g.ClientFile(server.URL)), 0o600)
	return &google{g, server.URL, server.PubSubAddr}
}

// clientFile is the OAuth client file as a person downloaded it, in the box.
const clientFile = "client.json"

// client is the path of the client file.
func (b *box) client() string { return filepath.Join(b.dir, clientFile) }

// untilCalled waits until a method has been called so many times in all.
func (g *google) untilCalled(t testing.TB, method string, times int) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	if g.Await(ctx, func() bool { return g.Count(method) >= times }) != nil {
		t.Fatalf("%s was called %d times, want %d", method, g.Count(method), times)
	}
}

// untilAsked waits until a person's client has called a method.
func (g *google) untilAsked(t testing.TB, method, person string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	asked := func() bool {
		return slices.ContainsFunc(g.Calls(), func(c fakegoogle.Call) bool {
			return c.Method == method && c.Person == person
		})
	}
	if g.Await(ctx, asked) != nil {
		t.Fatalf("%s's client does not call %s", person, method)
	}
}

// deliver puts a letter into ada's mailbox and returns its id.
func (g *google) deliver(from, subject, thread string) string {
	return g.Deliver(ada, letter(from, subject, thread))
}

func letter(from, subject, thread string) fakegoogle.Letter {
	return fakegoogle.Letter{FromName: from, FromAddress: "someone@example.com", Subject: subject, Thread: thread}
}
