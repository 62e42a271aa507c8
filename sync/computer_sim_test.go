//go:build !race

package sync_test

import (
	"testing/synctest"
	"time"

	mailsync "lettertray/sync"
)

// google is Google's clock, which is right: the bubble's, and on top of it the
// time that the computer has slept, since its timers stand still then.
func (s *sim) google() time.Time { return time.Now().Add(time.Duration(s.slept.Load())) }

// wall is the computer's clock, which may be set wrong.
func (s *sim) wall() time.Time { return s.google().Add(time.Duration(s.skew.Load())) }

// sleep closes the lid. Mail goes on coming and going, and Google goes on
// forgetting.
func (s *sim) sleep() {
	d := s.about(s.pace.sleep)
	s.say("the computer sleeps for %v", d.Round(time.Second))
	synctest.Wait()
	s.loseLines()
	parts := s.rng.IntN(5)
	for range parts {
		s.slept.Add(int64(d) / int64(parts+1))
		s.pick(someMail)()
	}
	s.slept.Add(int64(d) / int64(parts+1))
	if d > 7*24*time.Hour && s.chance(0.7) {
		s.expire()
	}
	if d > 31*24*time.Hour {
		s.dropSubscription()
	}
	s.clear = time.Time{}
	s.noticed()
}

// setClock sets the computer's clock wrong, and after a while right again.
func (s *sim) setClock() {
	const day = 24 * time.Hour
	skews := []time.Duration{30 * time.Second, 5 * time.Minute, time.Hour, 23 * time.Hour, 3 * day, 40 * day, 7000 * day}
	skew := skews[s.rng.IntN(len(skews))]
	if s.chance(0.5) {
		skew = -skew
	}
	s.say("the clock is wrong by %v", skew)
	s.skew.Store(int64(skew))
	s.noticed()
	s.later(s.about(s.spell), func() {
		s.say("the clock is right")
		s.skew.Store(0)
		s.noticed()
	})
}

// noticed has the app notice that the clock jumped: at once where the system
// tells, within 20 s elsewhere. It does what internal/app does then.
func (s *sim) noticed() {
	var in time.Duration
	if s.chance(0.5) {
		in = time.Duration(s.rng.Int64N(int64(20 * time.Second)))
	}
	s.later(in, func() {
		if s.app != nil {
			s.app.conn.Redial()
			s.poke(mailsync.Woke)
		}
	})
}

// loseNetwork takes the network away for a while. At times the system tells
// when it is back.
func (s *sim) loseNetwork() {
	s.clear = time.Time{}
	if s.chance(0.5) {
		s.say("the network is gone")
		s.network.Store(offline)
		s.cutLines()
	} else {
		s.say("the network is a void")
		s.network.Store(void)
		s.loseLines()
	}
	tells := s.chance(0.5)
	s.later(s.about(s.spell), func() {
		s.say("the network is back")
		s.network.Store(online)
		if tells && s.app != nil {
			s.app.conn.Redial()
			s.poke(mailsync.Network)
		}
	})
}

// changeNetwork has connections die without a word while new ones work.
func (s *sim) changeNetwork() {
	s.say("the connections are lost")
	s.loseLines()
}

// pause holds notifications back for a while, or until further notice.
func (s *sim) pause() {
	if s.app == nil {
		return
	}
	var until time.Time
	if s.chance(0.7) {
		until = s.wall().Add(s.about(s.gap))
	}
	s.say("paused until %v", until)
	s.app.engine.Pause(until)
}

func (s *sim) resume() {
	if s.app != nil {
		s.say("resumed")
		s.app.engine.Resume()
	}
}

// resync is the person's own wish to look.
func (s *sim) resync() { s.poke(mailsync.Asked) }
