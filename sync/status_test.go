package sync_test

import (
	"testing"
	"time"

	mailsync "lettertray/sync"
)

// A look that finds nothing is one: the person asks whether it works at all.
func TestTheStatusSaysWhenItLastLooked(t *testing.T) {
	inWorld(t, func(w *world) {
		w.start()
		w.settle()
		w.pass(5 * time.Minute)
		asked := w.now()
		w.engine.Poke(mailsync.Asked)
		w.settle()
		if got := w.says().Looked; got.Before(asked) {
			t.Errorf("looked at %v, was asked to at %v", got, asked)
		}
		before := w.now()
		w.stop()
		w.NetworkAway(true)
		w.pass(time.Hour)
		w.start()
		w.settle()
		if got := w.says().Looked; got.IsZero() || got.After(before) {
			t.Errorf("after a restart without a network: looked at %v, ended at %v", got, before)
		}
	})
}
