package sync_test

import (
	"slices"
	"testing"
	"time"

	"lettertray/internal/fakegoogle"
	"lettertray/internal/mail"
	mailsync "lettertray/sync"
)

// from delivers a letter from an address, with labels beside INBOX and UNREAD.
func (w *world) from(address, name string, labels ...string) (id string) {
	return w.Deliver(ada, fakegoogle.Letter{FromAddress: address, Subject: name, Labels: append([]string{mail.Inbox, mail.Unread}, labels...)})
}

func TestWhatIsToldFollowsTheSettings(t *testing.T) {
	rules := func(address string) mailsync.Tell {
		return map[string]mailsync.Tell{
			"boss@example.com": mailsync.TellAlways,
			"shop@example.com": mailsync.TellNever,
		}[address]
	}
	for name, c := range map[string]struct {
		telling mailsync.Telling
		want    []string
	}{
		"all that comes to the inbox":         {mailsync.Telling{}, []string{"plain", "primary", "news", "boss news", "shop"}},
		"without a label":                     {mailsync.Telling{Without: []string{"Label_news"}}, []string{"plain", "primary", "shop"}},
		"only the Primary tab":                {mailsync.Telling{Only: mail.Primary}, []string{"primary"}},
		"a rule never":                        {mailsync.Telling{Ruled: true, Sender: rules}, []string{"plain", "primary", "news", "boss news"}},
		"a rule always, whatever is left out": {mailsync.Telling{Without: []string{"Label_news"}, Ruled: true, Sender: rules}, []string{"plain", "primary", "boss news"}},
	} {
		t.Run(name, func(t *testing.T) {
			inWorld(t, func(w *world) {
				w.start()
				w.engine.Tell(c.telling)
				w.settle()
				for _, deliver := range []func(){
					func() { w.from("a@example.com", "plain") },
					func() { w.from("a@example.com", "primary", mail.Primary) },
					func() { w.from("a@example.com", "news", "Label_news") },
					func() { w.from("boss@example.com", "boss news", "Label_news") },
					func() { w.from("shop@example.com", "shop") },
				} {
					deliver()
					w.settle()
				}
				w.told(c.want...)
			})
		})
	}
}

func TestMailThatComesBackIsToldOnceForEachTimeIfSoWished(t *testing.T) {
	inWorld(t, func(w *world) {
		w.start()
		w.engine.Tell(mailsync.Telling{Returns: true})
		id := w.letter("snoozed")
		w.told("snoozed")
		for range 2 {
			w.must(w.Archive(ada, id))
			w.shows()
			w.must(w.Modify(ada, id, []string{mail.Inbox}, nil))
			w.settle()
			w.told("snoozed")
		}
		w.engine.Tell(mailsync.Telling{})
		w.settle()
		w.must(w.Archive(ada, id))
		w.must(w.Modify(ada, id, []string{mail.Inbox}, nil))
		w.settle()
		w.told()
	})
}

func TestInQuietHoursMailIsHeldAndThenToldAtOnce(t *testing.T) {
	inWorld(t, func(w *world) {
		end := w.now().Add(8 * time.Hour)
		w.start()
		w.engine.Tell(mailsync.Telling{Quiet: func(now time.Time) (time.Time, bool) { return end, now.Before(end) }})
		w.letter("a")
		read := w.letter("b")
		w.letter("c")
		w.must(w.MarkRead(ada, read))
		w.pass(time.Hour)
		w.told()
		if !w.says().Quiet || w.says().Held != 2 {
			t.Errorf("quiet %v, %d held", w.says().Quiet, w.says().Held)
		}
		w.pass(7*time.Hour + time.Second)
		w.told("digest: a, c")
	})
}

func TestTheNewestUnreadAreListedWithFewRequests(t *testing.T) {
	inWorld(t, func(w *world) {
		w.letters(30)
		w.start()
		if n := len(w.says().Newest); n != 10 || w.says().Newest[0].Subject != "letter 29" {
			t.Fatalf("%d are listed: %v", n, w.says().Newest)
		}
		reads := w.Count(messagesGet)
		id := w.letter("new")
		w.settle()
		if w.says().Newest[0].ID != id || w.Count(messagesGet) != reads+1 {
			t.Errorf("newest %v after %d more reads", w.says().Newest[0], w.Count(messagesGet)-reads)
		}
		w.must(w.MarkRead(ada, id))
		w.settle()
		if w.says().Newest[0].Subject != "letter 29" || len(w.says().Newest) != 10 {
			t.Errorf("after reading it: %v", w.says().Newest)
		}
	})
}

func TestMailInAnotherWatchedLabelIsTold(t *testing.T) {
	inWorld(t, func(w *world) {
		w.start()
		family := w.AddLabel(ada, "Family")
		w.engine.Tell(mailsync.Telling{Labels: []string{mail.Inbox, family}})
		w.settle()
		w.Deliver(ada, fakegoogle.Letter{FromAddress: "a@example.com", Subject: "family", Labels: []string{family, mail.Unread}})
		w.settle()
		w.told("family")
	})
}

func TestLabelsThatChangedWhileItWasOffAreWatchedAtItsStart(t *testing.T) {
	inWorld(t, func(w *world) {
		family := w.AddLabel(ada, "Family")
		both := []string{mail.Inbox, family}
		forget := func() { w.disk.state.Watched = nil } // as a state of an older version
		for _, run := range []struct {
			before  func()
			labels  []string
			watches []string
			asks    int
		}{
			{labels: nil, watches: both[:1], asks: 1},
			{labels: both, watches: both, asks: 1},
			{labels: both, watches: both, asks: 0},
			{before: forget, labels: both, watches: both, asks: 1},
			{labels: both, watches: both, asks: 0},
			{labels: nil, watches: both[:1], asks: 1},
		} {
			if run.before != nil {
				run.before()
			}
			before := w.Count("gmail.users.watch")
			w.telling.Labels = run.labels
			w.start()
			w.pass(10 * time.Minute)
			if watch, ok := w.Watch(ada); !ok || !slices.Equal(watch.Labels, run.watches) {
				t.Errorf("%q are watched, not %q", watch.Labels, run.watches)
			}
			if asks := w.Count("gmail.users.watch") - before; asks != run.asks {
				t.Errorf("with %q it asked %d times, not %d", run.labels, asks, run.asks)
			}
			w.must(w.stop())
		}
	})
}
