//go:build !race

package sync_test

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"runtime/debug"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/test/bufconn"

	"lettertray/auth"
	"lettertray/internal/fakegoogle"
	"lettertray/internal/mail"
	mailsync "lettertray/sync"
)

var (
	seeds = flag.Int("seeds", 200, "how many runs TestSimulation makes")
	days  = flag.Int("days", 2, "how many days each of them lasts, the computer's sleep aside")
)

// TestSimulation lets days pass at random: mail comes and goes, and whatever
// Google, a laptop and an operating system can do to the engine happens to it.
// Now and then all is mended, and what the engine promises is checked.
//
// A seed names what happens and when. The engine's own jitter and the order of
// goroutines are not part of it, so that a rare failure may need some runs to
// be seen again.
func TestSimulation(t *testing.T) {
	debug.SetGCPercent(400) // small heaps and much garbage: a quarter of the time goes to the collector else
	for n := range *seeds {
		t.Run(fmt.Sprintf("seed=%d", n+1), func(t *testing.T) {
			t.Parallel()
			simulate(t, uint64(n+1), *days, dense)
		})
	}
}

// TestSimulationOfMonths has longer troubles, longer sleeps and longer silence:
// long enough for watches to lapse and for history to expire.
func TestSimulationOfMonths(t *testing.T) {
	for n := range 5 {
		t.Run(fmt.Sprintf("seed=%d", n+1), func(t *testing.T) {
			t.Parallel()
			simulate(t, uint64(n+1), 30, sparse)
		})
	}
}

// A pace is how quickly things happen.
type pace struct {
	round time.Duration // from one check to the next
	gap   time.Duration // between two events that are not in a hurry, on average
	spell time.Duration // how long what goes wrong stays so, on average
	sleep time.Duration // how long the computer sleeps, on average
}

var (
	dense  = pace{round: 10 * time.Hour, gap: 30 * time.Minute, spell: 20 * time.Minute, sleep: time.Hour}
	sparse = pace{round: 5 * 24 * time.Hour, gap: 8 * time.Hour, spell: 8 * time.Hour, sleep: 4 * 24 * time.Hour}
)

// A sim is one run: a Google, a computer, and the person before it. One
// goroutine, the test's, makes everything happen.
type sim struct {
	*testing.T
	*fakegoogle.Google
	pace
	seed   uint64
	rng    *rand.Rand // the test's goroutine's alone
	began  time.Time
	labels []string // whose mail is told

	// The computer.
	slept, skew atomic.Int64 // nanoseconds; see google and wall
	network     atomic.Int32 // how the network is
	pipe        *bufconn.Listener
	lines       lines
	refresh     auth.Secret
	app         *process // nil: it is not running
	agenda      []plan
	calm        bool      // all is mended
	clear       time.Time // since when nothing keeps the engine from Google; zero: something does

	mu      sync.Mutex // guards all below
	story   story
	mailbox mailbox
	screen  simScreen
	disk    simDisk
	trouble troubles
	meter   meter
	status  mailsync.Status
}

// simulate makes one run.
func simulate(t *testing.T, seed uint64, days int, p pace) {
	synctest.Test(t, func(t *testing.T) {
		s := &sim{
			T: t, pace: p, seed: seed, rng: rand.New(rand.NewPCG(seed, uint64(days))), began: time.Now(),
			labels: []string{mail.Inbox}, pipe: bufconn.Listen(64 << 10),
		}
		if s.chance(0.3) {
			s.labels = append(s.labels, project)
		}
		s.Google = fakegoogle.New(fakegoogle.Options{Now: s.google})
		s.AddPerson(ada)
		s.AddLabel(ada, "Project")
		s.Intercept(s.meddle)
		server := grpc.NewServer()
		s.RegisterPubSub(server)
		go server.Serve(s.pipe)
		defer func() {
			s.quit()
			server.Stop()
			s.tell(t, days)
		}()

		s.signIn()
		s.start()
		s.wait(time.Minute)
		likely := s.temper()
		for len(s.story.broken) == 0 && time.Since(s.began) < time.Duration(days)*24*time.Hour {
			for end := time.Now().Add(s.round); len(s.story.broken) == 0 && time.Now().Before(end); {
				s.pick(likely)()
				s.wait(s.lull())
				s.checkAlways()
			}
			s.checkCalm()
		}
	})
}

// chance is true so often.
func (s *sim) chance(p float64) bool { return s.rng.Float64() < p }

// about is a random time that is d on average, and at times many times that.
func (s *sim) about(d time.Duration) time.Duration {
	return time.Duration(s.rng.ExpFloat64() * float64(d))
}

// lull is the time to the next event: mostly short, so that events meet.
func (s *sim) lull() time.Duration {
	switch s.rng.IntN(10) {
	case 0, 1, 2, 3:
		return s.about(500 * time.Millisecond)
	case 4, 5, 6:
		return s.about(20 * time.Second)
	}
	return s.about(s.gap)
}

// A plan is something that will happen by itself.
type plan struct {
	at time.Time // by the bubble's clock
	do func()
}

// later plans something.
func (s *sim) later(in time.Duration, do func()) {
	s.agenda = append(s.agenda, plan{time.Now().Add(in), do})
}

// wait lets time pass, in which what was planned happens, and an app that has
// ended is buried.
func (s *sim) wait(d time.Duration) {
	for end := time.Now().Add(d); ; {
		next, due := end, -1
		for i, p := range s.agenda {
			if p.at.Before(next) {
				next, due = p.at, i
			}
		}
		if s.endsBefore(next) {
			s.bury()
			continue
		}
		if due < 0 {
			return
		}
		do := s.agenda[due].do
		s.agenda = slices.Delete(s.agenda, due, due+1)
		do()
	}
}

// endsBefore waits until the given time, or until the app has ended.
func (s *sim) endsBefore(t time.Time) bool {
	if s.app == nil {
		time.Sleep(time.Until(t))
		synctest.Wait()
		return false
	}
	timer := time.NewTimer(time.Until(t))
	defer timer.Stop()
	select {
	case <-s.app.ended:
		return true
	case <-timer.C:
	}
	synctest.Wait()
	select {
	case <-s.app.ended:
		return true
	default:
		return false
	}
}
