package sync_test

import (
	"errors"
	"testing"
	"time"

	mailsync "lettertray/sync"
)

func TestPausedItKeepsLookingAndThenTellsOneDigest(t *testing.T) {
	inWorld(t, func(w *world) {
		w.start()
		w.engine.Pause(w.now().Add(time.Hour))
		w.letter("a")
		read := w.letter("b")
		w.letter("c")
		w.pass(10 * time.Minute)
		w.told()
		if w.says().Paused == nil || w.says().Held != 3 || w.says().Unread != 3 {
			t.Errorf("paused %v, %d held, %d unread", w.says().Paused, w.says().Held, w.says().Unread)
		}
		w.stop() // a restart stays paused
		w.start()
		w.must(w.MarkRead(ada, read))
		w.told()
		w.pass(time.Hour)
		w.told("digest: a, c")
		w.engine.Pause(time.Time{})
		w.letter("d")
		w.pass(100 * time.Hour)
		w.told()
		w.engine.Resume()
		w.told("digest: d")
	})
}

func TestWithoutANotificationServiceMailIsHeldAndToldWhenThereIsOne(t *testing.T) {
	inWorld(t, func(w *world) {
		w.start()
		w.screen.set(func() { w.screen.away = errors.New("no service") })
		w.letters(6)
		w.pass(time.Hour)
		w.told()
		w.phase(mailsync.Push)
		if !w.says().Muted || w.says().Held != 6 {
			t.Errorf("muted %v, %d held", w.says().Muted, w.says().Held)
		}
		w.stop()
		w.start()
		w.screen.set(func() { w.screen.away = nil })
		w.engine.Poke(mailsync.Service)
		w.told("and 3 more", "letter 3", "letter 4", "letter 5")
	})
}

func TestADiskThatIsFullIsSaidAndCostsNoMail(t *testing.T) {
	inWorld(t, func(w *world) {
		w.start()
		w.disk.full(errors.New("no space left on device"))
		w.letter("a")
		w.told("a")
		if w.says().Unsaved == nil {
			t.Error("nobody says that the state is not kept")
		}
		w.disk.full(nil)
		w.pass(2 * time.Minute)
		if w.says().Unsaved != nil {
			t.Error("nobody tried again")
		}
		w.stop()
		w.start()
		w.told()
	})
}
