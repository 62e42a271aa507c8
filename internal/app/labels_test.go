package app

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"lettertray/internal/fakegoogle"
	"lettertray/notify"
)

// A label's name is no id: Gmail refuses a watch of what it does not know.
func TestLabelsAreWatchedByTheirIDsAndUnknownOnesAreNamed(t *testing.T) {
	w := newWorld(t, ada)
	family := w.AddLabel(ada, "Family")
	shouting := w.AddLabel(ada, "WORK")
	w.push(1)
	w.set("labels", `["inbox", "family", "WORK", "Nowhere"]`)
	w.until("the unknown one is named", func() bool {
		return slices.ContainsFunc(w.alerts, func(a notify.Alert) bool {
			return strings.Contains(a.Body, "Nowhere") && !strings.Contains(a.Body, "family")
		})
	})
	w.watches("INBOX", family, shouting)
	w.Deliver(ada, fakegoogle.Letter{FromAddress: "mum@home.example", Subject: "filtered away", Labels: []string{family, "UNREAD"}})
	w.tells(ada, "filtered away")
	w.push(1)
}

// watches waits until Gmail watches the labels for ada.
func (w *world) watches(labels ...string) {
	w.Helper()
	w.soon("the labels are watched", func() bool {
		now, ok := w.Watch(ada)
		return ok && slices.Equal(now.Labels, labels)
	})
}

// newFamily is a world in which mail with a label of ada's own, whose id it
// returns, is told as well.
func newFamily(t *testing.T) (w *world, family string) {
	w = newWorld(t, ada)
	family = w.AddLabel(ada, "Family")
	w.push(1)
	w.set("labels", `["INBOX", "Family"]`)
	w.watches("INBOX", family)
	return w, family
}

// set changes a setting by the command.
func (w *world) set(key, value string) {
	w.Helper()
	if r := w.ask("settings", "set", key, value); r.Error != "" {
		w.Fatal(r.Error)
	}
}

func TestLabelsAreKnownBeforeTheFirstLook(t *testing.T) {
	w, family := newFamily(t)
	w.stop()
	w.Deliver(ada, fakegoogle.Letter{FromAddress: "mum@home.example", Subject: "meanwhile", Labels: []string{family, "UNREAD"}})
	w.Fail("gmail.users.labels.list", 1, fakegoogle.Fault{Status: 503})
	w.start(w.server)
	w.tells(ada, "meanwhile")
	w.stop()

	// Neither does a refusal have it look without them.
	w.Deliver(ada, fakegoogle.Letter{FromAddress: "mum@home.example", Subject: "once more", Labels: []string{family, "UNREAD"}})
	w.DisableAPI("gmail.googleapis.com")
	w.start(w.server)
	w.until("it says what to do", func() bool { return strings.Contains(w.tray.Status, "needs you: The Gmail API is not enabled") })
	w.Mend()
	w.ask("resync")
	w.tells(ada, "once more")
}

func TestWithoutANetworkTheWaitForLabelsIsSaidAndCutShort(t *testing.T) {
	w, _ := newFamily(t)
	w.stop()
	w.NetworkAway(true)
	w.start(w.server)
	w.until("it says that it is offline", func() bool { return strings.Contains(w.tray.Status, "offline") })
	w.NetworkAway(false)
	w.ask("resync")
	w.push(1)
}

func TestSettingsThatChangeWhileLabelsAreAwaitedHold(t *testing.T) {
	w, family := newFamily(t)
	w.stop()
	w.Fail("gmail.users.labels.list", -1, fakegoogle.Fault{Status: 503})
	w.start(w.server)
	w.until("it waits", func() bool { return strings.Contains(w.tray.Status, "offline") })
	w.set("labels", `["INBOX"]`)
	w.Mend()
	w.ask("resync")
	w.push(1)
	w.watches("INBOX")
	w.Deliver(ada, fakegoogle.Letter{FromAddress: "mum@home.example", Subject: "not any more", Labels: []string{family, "UNREAD"}})
	w.letter(ada, "grace@navy.example", "the next one")
	w.tells(ada, "the next one")
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.told) != 1 {
		t.Errorf("told %q", w.told)
	}
}

func TestARefusalToNameLabelsIsNotTakenForAnUnknownOne(t *testing.T) {
	w := newWorld(t, ada)
	family := w.AddLabel(ada, "Family")
	w.push(1)
	w.Fail("gmail.users.labels.list", 1, fakegoogle.Fault{Status: http.StatusForbidden})
	w.set("labels", `["INBOX", "Family"]`)
	w.watches("INBOX", family) // it asks again
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, a := range w.alerts {
		if strings.Contains(a.Body, "Family") {
			t.Errorf("told %+v", a)
		}
	}
}

func TestWhereNoLabelIsKnownTheInboxIsToldAndThatIsSaid(t *testing.T) {
	w := newWorld(t, ada)
	w.push(1)
	w.set("labels", `["Famly"]`)
	w.until("it is said", func() bool { return len(w.alerts) == 1 && strings.Contains(w.alerts[0].Body, "the inbox is told") })
	w.letter(ada, "grace@navy.example", "in the inbox")
	w.tells(ada, "in the inbox")
}
