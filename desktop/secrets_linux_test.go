package desktop

import (
	"fmt"
	"net/http"
	"strings"
	"syscall"
	"testing"

	"lettertray/internal/fakegoogle"
)

// TestSecrets takes a person through sign-ins that fail and one that works,
// mail, refreshes that work and that do not, and signing out everywhere, and
// makes the app panic on the way. Then it looks for secrets wherever others
// might read them.
func TestSecrets(t *testing.T) {
	need(t, "dbus-daemon", "gnome-keyring-daemon", "secret-tool")
	d := &diary{box: newBox(t)}
	d.env = append(d.env, "GOTRACEBACK=all")
	d.startKeyring(t)
	d.watch = d.startStopwatch(t)
	d.google = d.serveGoogle(t)
	cut := fakegoogle.Fault{Body: `{"access_token":"` + cutOff}
	hang := fakegoogle.Fault{Hang: true}

	d.begin(t, "--client", d.client())
	d.google.Fail("oauth.token", 1, cut)
	d.allow(t)
	d.icon(t).click(t, "Sign in")
	d.google.Fail("oauth.token", 1, hang)
	d.allow(t)
	d.google.untilCalled(t, "oauth.token", 2)
	d.panics(t)

	d.begin(t)
	d.allow(t)
	d.google.untilCalled(t, streamingPull, 1)
	d.tell(t, "The first letter")
	d.google.ExpireAccess()
	d.tell(t, "A letter after a refresh")
	d.google.ExpireAccess()
	d.google.Fail("oauth.refresh", 1, cut)
	d.tell(t, "A letter after a refresh that failed")
	d.readProcess(t)
	d.google.ExpireAccess()
	d.google.Fail("oauth.refresh", 1, hang)
	refreshed := d.google.Count("oauth.refresh")
	d.google.deliver("Grace Hopper", "The letter that waits", "")
	d.google.untilCalled(t, "oauth.refresh", refreshed+1)
	d.panics(t)

	d.begin(t)
	d.watch.untilNotified(t, "The letter that waits")
	d.icon(t).click(t, "Sign out", "Everywhere")
	d.google.untilCalled(t, revokeGrant, 1)
	eventually(t, "the keyring has forgotten the token", func() bool { return d.token(ada) == "" })
	d.panics(t)

	d.search(t)
}

// cutOff is the token of a broken answer.
const cutOff = "ya29.CUTOFFINTHEMIDDLEOFIT"

// A diary is a person's days with the app, and what others might read of them.
type diary struct {
	*box
	google *google
	watch  *stopwatch
	app    *part
	asked  int // how often the browser was asked for a sign-in
	leaves []leaf
}

// A leaf is a text that others might read.
type leaf struct{ where, text string }

func (d *diary) begin(t *testing.T, args ...string) {
	t.Helper()
	d.app = d.startApp(t, args...)
}

// icon waits for the app's, of which no panel tells.
func (d *diary) icon(t *testing.T) (i icon) {
	t.Helper()
	name := fmt.Sprintf("%s-%d-1", itemName, d.app.cmd.Process.Pid)
	eventually(t, "the app has an icon", func() (ok bool) {
		i, ok = d.iconOf(name, "/StatusNotifierItem")
		return ok
	})
	return i
}

// allow allows what the app asks for in the browser, which shows a page as soon
// as the app knows how the sign-in has ended.
func (d *diary) allow(t *testing.T) {
	t.Helper()
	d.asked++
	eventually(t, "the browser is asked for a sign-in", func() bool { return len(d.opened()) >= d.asked })
	callback, err := d.google.Decide(d.consentAddress(t), fakegoogle.Consent{Account: ada})
	if err != nil {
		t.Fatal(err)
	}
	go func() {
		if answer, err := http.Get(callback); err == nil { // the app may end before
			answer.Body.Close()
		}
	}()
}

// tell has a letter come and be told.
func (d *diary) tell(t *testing.T, subject string) {
	t.Helper()
	d.google.deliver("Grace Hopper", subject, "")
	d.watch.untilNotified(t, subject)
}

// panics forces a panic: the runtime answers SIGQUIT with every goroutine's
// stack, as it would a panic's with GOTRACEBACK=all.
func (d *diary) panics(t *testing.T) {
	t.Helper()
	d.readProcess(t)
	syscall.Kill(d.app.cmd.Process.Pid, syscall.SIGQUIT)
	d.app.ended(t)
	log := d.app.log.String()
	if !strings.Contains(log, "SIGQUIT") || strings.Count(log, "\ngoroutine ") < 5 {
		t.Fatalf("this is no panic: %s", log)
	}
	d.leaves = append(d.leaves, leaf{"the log", log})
	d.google.Mend()
}
