package contract

import (
	"slices"
	"strings"
	"testing"

	"lettertray/auth"
)

func TestFakegoogleAsksForTheScopesThatTheDocumentLists(t *testing.T) {
	document, err := Gmail()
	if err != nil {
		t.Fatal(err)
	}
	calls := map[string][2]string{
		"gmail.users.getProfile":      {"GET", "profile"},
		"gmail.users.watch":           {"POST", "watch"},
		"gmail.users.stop":            {"POST", "stop"},
		"gmail.users.history.list":    {"GET", "history?startHistoryId=1"},
		"gmail.users.messages.list":   {"GET", "messages"},
		"gmail.users.messages.get":    {"GET", "messages/id?format=minimal"},
		"gmail.users.messages.modify": {"POST", "messages/id/modify"},
		"gmail.users.messages.trash":  {"POST", "messages/id/trash"},
		"gmail.users.labels.list":     {"GET", "labels"},
		"gmail.users.labels.get":      {"GET", "labels/INBOX"},
	}
	for id, call := range calls {
		for scope := range document.scopes {
			if strings.Contains(scope, ".addons.") {
				continue // fakegoogle leaves them out: desktop programs cannot have them
			}
			w := newWorld(t, scope)
			w.inspector.Report = func(error) {}
			_, answer := w.raw(call[0], call[1], "")
			refused := strings.Contains(answer, `"insufficientPermissions"`)
			if allowed := slices.Contains(document.methods[id].Scopes, scope); allowed == refused {
				t.Errorf("%s with %s: allowed is %v, refused is %v", id, scope, allowed, refused)
			}
		}
	}
}

func TestEveryScopeThatTheAppAsksForExists(t *testing.T) {
	gmail, err := Gmail()
	if err != nil {
		t.Fatal(err)
	}
	pubsub, err := PubSub()
	if err != nil {
		t.Fatal(err)
	}
	for _, level := range []auth.Access{auth.Headers, auth.Preview, auth.Actions} {
		if !gmail.scopes[level.Scope()] {
			t.Errorf("Gmail has no scope %s", level.Scope())
		}
	}
	if !pubsub.scopes[auth.PubSubScope] {
		t.Errorf("Pub/Sub has no scope %s", auth.PubSubScope)
	}
}
