package desktop

import (
	"encoding/json"
	"strings"
	"testing"
)

// ask gives the running app a command and returns what it answers. A command
// that fails ends the test.
func (b *box) ask(t testing.TB, args ...string) string {
	t.Helper()
	said, err := b.run(lettertray, args...)
	if err != nil {
		t.Fatalf("lettertray %q says %q: %v", args, said, err)
	}
	return strings.TrimSpace(said)
}

// An accountStatus is what the app says of one account to other programs.
type accountStatus struct{ Address, State string }

// accounts asks the app how each account is doing.
func (b *box) accounts(t testing.TB) []accountStatus {
	t.Helper()
	var st struct{ Accounts []accountStatus }
	if said := b.ask(t, "status", "--json"); json.Unmarshal([]byte(said), &st) != nil {
		t.Fatalf("status --json says %q", said)
	}
	return st.Accounts
}

// signInAs does what has the app ask for a sign-in, and plays the person who then
// allows it in the browser. It waits until Gmail watches the person's mailbox.
func (b *box) signInAs(t testing.TB, g *google, person string, do func()) {
	t.Helper()
	b.allow(t, g, person, do)
	g.untilAsked(t, watchMailbox, person)
}

// untilOpened waits until the address is what the browser was asked for last.
func (b *box) untilOpened(t testing.TB, address string) {
	t.Helper()
	eventually(t, "the browser is asked for "+address, func() bool {
		all := b.opened()
		return len(all) > 0 && all[len(all)-1] == address
	})
}
