package pubsub

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"google.golang.org/grpc/codes"

	"lettertray/internal/fakegoogle"
	"lettertray/internal/mail"
)

// heard is what a Receive in the background gave; read it after synctest.Wait.
type heard struct {
	marks  []mail.HistoryID
	states []error
	end    error
	ended  bool
	stop   func()
}

// receive makes sure of the subscription and receives until the test ends.
func receive(t *testing.T, s *Subscription) *heard {
	t.Helper()
	if _, err := s.Ensure(t.Context()); err != nil {
		t.Fatal(err)
	}
	return listen(t, s)
}

func listen(t *testing.T, s *Subscription) *heard {
	ctx, cancel := context.WithCancel(t.Context())
	h := &heard{stop: cancel}
	done := make(chan struct{})
	go func() {
		defer close(done)
		h.end = s.Receive(ctx,
			func(m mail.HistoryID) { h.marks = append(h.marks, m) },
			func(err error) { h.states = append(h.states, err) })
		h.ended = true
	}()
	t.Cleanup(func() { cancel(); <-done })
	return h
}

func push(mark int) []byte {
	return fmt.Appendf(nil, `{"emailAddress":%q,"historyId":%d}`, ada, mark)
}

// sleep passes time in the bubble and lets everything settle.
func sleep(d time.Duration) {
	time.Sleep(d)
	synctest.Wait()
}

func TestPushesAreHandedOnAndAcknowledged(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		s := w.subscription(t, w.options())
		h := receive(t, s)
		sleep(2 * time.Second)
		if !slices.Equal(h.states, []error{nil}) {
			t.Fatalf("states %v, want one open stream", h.states)
		}
		for i := range 2500 {
			w.Publish(s.topic, push(i+1))
		}
		synctest.Wait()
		if len(h.marks) != 2500 || h.marks[2499] != 2500 {
			t.Fatalf("%d marks", len(h.marks))
		}
		sleep(time.Minute) // six ack deadlines
		if len(h.marks) != 2500 {
			t.Errorf("%d marks: what was acknowledged came again", len(h.marks))
		}
		h.stop()
		synctest.Wait()
		if !h.ended || h.end != nil || w.Streams("") != 0 {
			t.Errorf("ended %v with %v, %d streams left", h.ended, h.end, w.Streams(""))
		}
	})
}

func TestBadPayloadsAreAcknowledgedAndHarmless(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		s := w.subscription(t, w.options())
		h := receive(t, s)
		for _, bad := range []string{
			"", "hello", `{"emailAddress":"bob@gmail.com","historyId":7}`, `{"emailAddress":"ada@gmail.com","historyId":-7}`,
			`{"emailAddress":"ada@gmail.com","historyId":99999999999999999999}`, strings.Repeat("noise ", 10<<20/6),
		} {
			w.Publish(s.topic, []byte(bad))
		}
		w.Publish(s.topic, push(8))
		sleep(time.Minute)
		if !slices.Equal(h.marks, []mail.HistoryID{8}) {
			t.Errorf("marks %v", h.marks)
		}
		if len(h.states) != 1 || w.Count("Subscriber.StreamingPull") != 1 {
			t.Errorf("the stream broke: %v", h.states)
		}
	})
}

func TestAnIdleStreamAsksOnceAMinuteOnly(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		h := receive(t, w.subscription(t, w.options()))
		sleep(24 * time.Hour)
		if n := w.Count("Subscriber.StreamingPull"); n != 1 || len(h.states) != 1 {
			t.Errorf("%d streams in a quiet day, states %v", n, h.states)
		}
	})
}

func TestAHalfOpenStreamIsFoundByTheProbe(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		s := w.subscription(t, w.options())
		h := receive(t, s)
		sleep(90 * time.Second) // a first probe was answered
		w.SilenceStreams()
		sleep(probeEvery + answerDue + 3*time.Second)
		if len(h.states) < 2 || !errors.Is(h.states[1], errSilent) {
			t.Fatalf("states %v, want the silence noticed", h.states)
		}
		w.Publish(s.topic, push(9))
		synctest.Wait()
		if len(h.states) != 3 || h.states[2] != nil || !slices.Equal(h.marks, []mail.HistoryID{9}) {
			t.Errorf("states %v, marks %v, want a new stream", h.states, h.marks)
		}
	})
}

func TestAServerThatNeverAnswersProbesIsLeftInPeace(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		s := w.subscription(t, w.options())
		h := receive(t, s)
		sleep(2 * time.Second)
		w.SilenceStreams() // before a first answer
		sleep(time.Hour)
		if len(h.states) != 1 {
			t.Errorf("states %v: it was taken for dead", h.states)
		}
	})
}

func TestStreamsThatEndAtOnceAreOpenedEverMoreSlowly(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		s := w.subscription(t, w.options())
		if _, err := s.Ensure(t.Context()); err != nil {
			t.Fatal(err)
		}
		w.Fail("Subscriber.StreamingPull", -1, fakegoogle.Fault{Code: codes.Unavailable})
		h := listen(t, s)
		sleep(time.Hour)
		if n := w.Count("Subscriber.StreamingPull"); n < 10 || n > 60 {
			t.Errorf("%d streams in an hour", n)
		}
		w.Mend()
		sleep(10*time.Minute + 2*time.Second)
		if h.states[len(h.states)-1] != nil || h.ended {
			t.Errorf("it did not come back: %v", h.states[len(h.states)-1])
		}
		was := len(h.states)
		w.EndStreams(codes.Unavailable) // Google's way after a while
		sleep(3 * time.Second)
		if len(h.states) != was+2 || h.states[was+1] != nil {
			t.Errorf("states %v: a stream that lived is followed by the next at once", h.states[was:])
		}
	})
}

func TestWhatAnotherStreamCannotCureEndsReceive(t *testing.T) {
	for name, c := range map[string]struct {
		strike func(w *world, s *Subscription)
		want   mail.Kind
	}{
		"the subscription was deleted": {func(w *world, s *Subscription) { w.DeleteSubscription(s.name) }, mail.NotFound},
		"the API was disabled": {func(w *world, _ *Subscription) {
			w.Fail("Subscriber.", -1, fakegoogle.Fault{Code: codes.PermissionDenied, Reason: "SERVICE_DISABLED"})
			w.EndStreams(codes.Unavailable)
		}, mail.APIDisabled},
		"a right was taken away": {func(w *world, _ *Subscription) { w.EndStreams(codes.PermissionDenied) }, mail.Refused},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t, nil)
				s := w.subscription(t, w.options())
				h := receive(t, s)
				sleep(time.Minute)
				c.strike(w, s)
				sleep(3 * time.Second)
				if _, sorted := errors.AsType[*mail.Failure](h.end); !sorted || mail.KindOf(h.end) != c.want {
					t.Errorf("ended %v with %v", h.ended, h.end)
				}
			})
		})
	}
}
