package desktop

import (
	"net/http"
	"os/exec"
	"strings"
	"testing"

	"lettertray/internal/fakegoogle"
)

// startApp starts the program under test. What it said is shown if the test
// fails.
func (b *box) startApp(t testing.TB, args ...string) *part {
	t.Helper()
	p := b.start(t, exec.Command(lettertray, args...))
	t.Cleanup(func() {
		if t.Failed() {
			t.Logf("lettertray %s said:\n%s", strings.Join(args, " "), p.log)
		}
	})
	return p
}

// consentAddress waits until the app asks the browser for a sign-in.
func (b *box) consentAddress(t testing.TB) string {
	t.Helper()
	var address string
	eventually(t, "the browser is asked to open the sign-in", func() bool {
		all := b.opened()
		if len(all) > 0 {
			address = all[len(all)-1]
		}
		return strings.Contains(address, "code_challenge=")
	})
	return address
}

// allow has the app ask for a sign-in, and allows it in a person's place,
// without a browser.
func (b *box) allow(t testing.TB, g *google, person string, ask func()) {
	t.Helper()
	before := len(b.opened())
	ask()
	eventually(t, "the browser is asked for a sign-in", func() bool { return len(b.opened()) > before })
	callback, err := g.Decide(b.consentAddress(t), fakegoogle.Consent{Account: person})
	if err != nil {
		t.Fatal(err)
	}
	answer, err := http.Get(callback)
	if err != nil {
		t.Fatal(err)
	}
	answer.Body.Close()
}
