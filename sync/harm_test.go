package sync_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"lettertray/internal/fakegoogle"
	"lettertray/internal/mail"
	mailsync "lettertray/sync"
)

// What the simulation has found, or could, each told by itself.

func TestWhatCannotBeWithdrawnNowIsWithdrawnLater(t *testing.T) {
	inWorld(t, func(w *world) {
		w.start()
		id := w.letter("a")
		w.letter("b")
		w.shows("a", "b")
		w.screen.set(func() { w.screen.hangs = errors.New("it hangs") })
		w.must(w.MarkRead(ada, id))
		w.shows("a", "b")
		w.stop()
		w.start() // a restart does not forget it
		w.shows("a", "b")
		w.screen.set(func() { w.screen.hangs = nil })
		w.engine.Poke(mailsync.Service)
		w.shows("b")
		w.told("a", "b")
	})
}

func TestMailInTheBinThatGetsALabelLeavesTheScreen(t *testing.T) {
	inWorld(t, func(w *world) {
		w.start()
		id := w.letter("a")
		w.shows("a")
		w.NetworkAway(true)
		w.must(w.Trash(ada, id))
		w.must(w.Modify(ada, id, []string{mail.Inbox}, nil)) // and is in the bin all the same
		w.NetworkAway(false)
		w.engine.Poke(mailsync.Asked)
		w.shows()
	})
}

func TestAClockThatWasWrongForADayMakesNothingToldTwice(t *testing.T) {
	for name, jump := range map[string]time.Duration{"forward": 5 * 365 * 24 * time.Hour, "back": -5 * 365 * 24 * time.Hour} {
		t.Run(name, func(t *testing.T) {
			inWorld(t, func(w *world) {
				w.start()
				w.letter("before")
				w.skew.Store(int64(jump))
				w.engine.Poke(mailsync.Woke)
				during := w.letter("during")
				w.told("before", "during")
				w.pass(24 * time.Hour)
				w.skew.Store(0)
				w.engine.Poke(mailsync.Woke)
				w.letter("after")
				w.must(w.Archive(ada, during))
				w.must(w.Modify(ada, during, []string{mail.Inbox}, nil))
				w.told("after")
			})
		})
	}
}

func TestADamagedStateIsSaidAndCostsNoMail(t *testing.T) {
	inWorld(t, func(w *world) {
		w.start()
		w.letter("told")
		w.told("told")
		w.stop()
		w.pass(3 * time.Hour)
		lost := w.now()
		w.letter("untold")
		w.disk.state, w.disk.damage = mailsync.State{Reconciled: lost}, errors.New("the file makes no sense")
		w.NetworkAway(true)
		w.start()
		if w.says().SetAside == nil {
			t.Error("nobody says that the state was damaged")
		}
		w.stop()
		w.disk.damage = nil // the file is out of the way now
		w.NetworkAway(false)
		w.start()
		w.told("untold")
	})
}

func TestEndedInTheMiddleOfTellingItTellsNothingTwice(t *testing.T) {
	inWorld(t, func(w *world) {
		w.start()
		w.screen.set(func() { w.screen.away = errors.New("no service") })
		w.letter("a")
		w.pass(time.Hour)
		w.told()
		w.screen.set(func() { w.screen.away = nil })
		w.screen.quits = func() { w.cancel() }
		w.engine.Poke(mailsync.Service)
		w.told("a")
		w.must(<-w.ended)
		w.cancel = nil
		w.start()
		w.told()
	})
}

func TestWakingUpBringsANewStreamAndALook(t *testing.T) {
	for name, hint := range map[string]mailsync.Hint{"the computer woke up": mailsync.Woke, "the network changed": mailsync.Network} {
		t.Run(name, func(t *testing.T) {
			inWorld(t, func(w *world) {
				w.start()
				w.SilenceStreams()
				w.letter("meanwhile")
				w.told()
				opened := w.Count("Subscriber.StreamingPull")
				w.engine.Poke(hint)
				w.told("meanwhile")
				w.settle()
				if n := w.Count("Subscriber.StreamingPull") - opened; n != 1 {
					t.Errorf("%d new streams", n)
				}
				w.letter("after")
				w.told("after")
			})
		})
	}
}

func TestMailThatComesWhileHistoryIsDoneWithoutIsToldOnce(t *testing.T) {
	for _, method := range []string{"gmail.users.getProfile", "gmail.users.messages.list", messagesGet} {
		t.Run(method, func(t *testing.T) {
			inWorld(t, func(w *world) {
				w.start()
				w.stop()
				w.pass(3 * time.Hour)
				w.letter("before")
				w.EndHistory(ada)
				came := false
				w.Intercept(func(c fakegoogle.Call) *fakegoogle.Fault {
					if c.Method == method && !came {
						came = true
						w.letter("meanwhile")
					}
					return nil
				})
				w.start()
				w.told("before", "meanwhile")
			})
		})
	}
}

func TestWithoutHistoryAFullScreenIsPutInOrder(t *testing.T) {
	inWorld(t, func(w *world) {
		w.start()
		var ids []string
		for i := range 120 {
			ids = append(ids, w.letter(fmt.Sprintf("letter %d", i)))
			w.pass(time.Second)
		}
		w.stop()
		for _, id := range ids[1:] {
			w.must(w.MarkRead(ada, id))
		}
		w.EndHistory(ada)
		_, before := w.Spent()
		w.start()
		w.shows("letter 0")
		if _, after := w.Spent(); after-before > 300 {
			t.Errorf("%d quota units", after-before)
		}
	})
}

func TestAtItsEndItTriesOnceMoreToWriteTheStateDown(t *testing.T) {
	inWorld(t, func(w *world) {
		w.start()
		w.disk.fails = errors.New("no space left on device")
		w.letter("a")
		w.told("a")
		w.disk.fails = nil
		w.stop()
		w.start()
		w.told()
	})
}
