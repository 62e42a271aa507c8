package sync_test

import (
	"testing"
	"time"

	"google.golang.org/grpc/codes"

	"lettertray/internal/fakegoogle"
	"lettertray/internal/mail"
	mailsync "lettertray/sync"
)

const historyList = "gmail.users.history.list"

func TestAFirstRunTellsNoOldMailAndThenEachNewOneAtOnce(t *testing.T) {
	inWorld(t, func(w *world) {
		w.letters(20)
		w.start()
		w.told()
		w.phase(mailsync.Push)
		before := time.Now()
		w.letter("new")
		w.told("new")
		if took := time.Since(before); took != 0 {
			t.Errorf("a push took %v", took)
		}
		if w.says().Unread != 21 {
			t.Errorf("%d unread", w.says().Unread)
		}
	})
}

func TestNothingIsMissedAndNothingToldTwice(t *testing.T) {
	for name, pushes := range map[string]fakegoogle.Pushes{
		"dropped pushes": fakegoogle.PushesDropped,
		"doubled pushes": fakegoogle.PushesDoubled,
		"late pushes":    fakegoogle.PushesHeld,
		"swapped pushes": fakegoogle.PushesSwapped,
	} {
		t.Run(name, func(t *testing.T) {
			inWorld(t, func(w *world) {
				w.start()
				w.SetPushes(pushes)
				w.letter("a")
				w.letter("b")
				w.pass(15 * time.Minute)
				w.ReleasePushes()
				w.pass(15 * time.Minute)
				w.told("a", "b")
			})
		})
	}
}

func TestPushesForOthersAndForThePastAskForNothing(t *testing.T) {
	inWorld(t, func(w *world) {
		w.start()
		w.letter("a")
		w.told("a")
		looks := w.Count(historyList)
		watch, _ := w.Watch(ada)
		for _, data := range []string{
			`{"emailAddress":"bob@gmail.com","historyId":99999999}`,
			`{"emailAddress":"ada@gmail.com","historyId":1}`,
			`{"emailAddress":"ada@gmail.com","historyId":-7}`,
			`{"emailAddress":"ada@gmail.com","historyId":184467440737095516160}`,
			"\x00 noise",
		} {
			w.must(w.Publish(watch.Topic, []byte(data)))
		}
		w.pass(time.Minute)
		if n := w.Count(historyList) - looks; n != 0 {
			t.Errorf("%d looks for pushes that say nothing new", n)
		}
		w.phase(mailsync.Push)
	})
}

func TestAPushAheadOfHistoryIsLookedForAgain(t *testing.T) {
	inWorld(t, func(w *world) {
		w.start()
		w.LagHistory(1)
		w.letter("slow")
		w.pass(2 * time.Second)
		w.told()
		w.LagHistory(0)
		w.pass(3 * time.Second)
		w.told("slow")
	})
}

func TestABogusMarkCostsFewLooksAndHidesNoMail(t *testing.T) {
	inWorld(t, func(w *world) {
		w.start()
		looks := w.Count(historyList)
		watch, _ := w.Watch(ada)
		w.must(w.Publish(watch.Topic, []byte(`{"emailAddress":"ADA@gmail.com","historyId":"18446744073709551615"}`)))
		w.pass(time.Second / 2)
		w.letter("real")
		w.told("real")
		w.pass(10 * time.Minute)
		if n := w.Count(historyList) - looks; n > 6 {
			t.Errorf("%d looks", n)
		}
		w.letter("later")
		w.told("later")
	})
}

func TestAfterANightTheNewestAreToldSinglyAndTheRestAtOnce(t *testing.T) {
	inWorld(t, func(w *world) {
		w.start()
		w.stop()
		w.letters(20)
		w.pass(8 * time.Hour)
		w.start()
		w.told("and 17 more", "letter 17", "letter 18", "letter 19")
	})
}

func TestWhatWasReadElsewhereLeavesTheScreen(t *testing.T) {
	for name, leave := range map[string]func(w *world, id string) error{
		"read":     func(w *world, id string) error { return w.MarkRead(ada, id) },
		"archived": func(w *world, id string) error { return w.Archive(ada, id) },
		"deleted":  func(w *world, id string) error { return w.Delete(ada, id) },
		"binned":   func(w *world, id string) error { return w.Trash(ada, id) },
		"found to be spam": func(w *world, id string) error {
			return w.Modify(ada, id, []string{mail.Spam}, []string{mail.Inbox})
		},
	} {
		t.Run(name, func(t *testing.T) {
			inWorld(t, func(w *world) {
				w.start()
				id := w.letter("a")
				w.letter("b")
				w.shows("a", "b")
				w.must(leave(w, id))
				w.shows("b")
				w.stop()
				w.start() // and is not told again
				w.told("a", "b")
			})
		})
	}
}

func TestARestartWithdrawsWhatWasReadMeanwhile(t *testing.T) {
	inWorld(t, func(w *world) {
		w.start()
		id := w.letter("a")
		w.told("a")
		w.stop()
		w.must(w.MarkRead(ada, id))
		w.start()
		w.shows()
	})
}

func TestKilledBetweenTellingAndWritingItIsToldTwiceNotNever(t *testing.T) {
	inWorld(t, func(w *world) {
		w.start()
		w.screen.dies = func() { w.cancel() }
		before := clone(w.disk.state)
		w.letter("a")
		w.told("a")
		<-w.ended
		w.cancel = nil
		w.disk.state = before
		w.start()
		w.told("a")
		w.stop()
		w.start()
		w.told()
	})
}

func TestAMonthOfRenewals(t *testing.T) {
	inWorld(t, func(w *world) {
		w.start()
		requests, units := w.Spent()
		for range 30 * 24 {
			w.pass(time.Hour)
			watch, ok := w.Watch(ada)
			if !ok || watch.Ends.Before(w.now()) {
				t.Fatal("the watch has lapsed")
			}
		}
		if n := w.Count("gmail.users.watch"); n < 30 || n > 32 {
			t.Errorf("renewed %d times in 30 days", n)
		}
		r, u := w.Spent()
		t.Logf("an idle day costs %d requests and %d quota units", (r-requests)/30, (u-units)/30)
		if day := (u - units) / 30; day >= 500 {
			t.Errorf("an idle day costs %d units", day)
		}
		w.letter("after a month")
		w.told("after a month")
	})
}

func TestTheWatchSurvivesASleepOfTwoWeeks(t *testing.T) {
	inWorld(t, func(w *world) {
		w.start()
		w.jump.Add(int64(14 * 24 * time.Hour)) // the bubble's clock stands still, as a laptop's does
		w.EndStreams(codes.Unavailable)
		w.letter("while asleep")
		w.engine.Poke(mailsync.Woke)
		w.settle()
		w.told("while asleep")
		w.phase(mailsync.Push)
		if watch, ok := w.Watch(ada); !ok || watch.Ends.Before(w.now()) {
			t.Error("the watch has lapsed")
		}
	})
}

func TestHistoryThatHasExpiredLosesNoMail(t *testing.T) {
	inWorld(t, func(w *world) {
		w.letters(30)
		w.pass(5 * time.Hour)
		w.start()
		read := w.letter("told, then read")
		w.letter("told before")
		w.told("told, then read", "told before")
		w.stop()
		w.pass(9 * 24 * time.Hour)
		w.letter("untold")
		w.must(w.MarkRead(ada, read))
		w.EndHistory(ada)
		w.start()
		w.told("untold")
		w.shows("told before", "untold")
		w.letter("after")
		w.told("after")
	})
}
