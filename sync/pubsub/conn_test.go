package pubsub

import (
	"context"
	"errors"
	"net"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"lettertray/internal/fakegoogle"
	"lettertray/internal/mail"
)

func TestAnEmulatorIsOnThisComputer(t *testing.T) {
	for hostport, fine := range map[string]bool{
		"127.0.0.1:8085": true, "[::1]:8085": true, "localhost:8085": true,
		"192.0.2.1:8085": false, "pubsub.example.com:443": false, "127.0.0.1": false, "localhost.example.com:1": false, "0.0.0.0:8085": false,
	} {
		conn, err := Dial(nil, hostport)
		if (err == nil) != fine {
			t.Errorf("%s: %v", hostport, err)
		}
		if err == nil {
			conn.Close()
		}
	}
}

// frozen is a connection on which nothing moves once it is frozen, as after a
// sleep: writes vanish, reads wait until it is closed.
type frozen struct {
	net.Conn
	ice <-chan struct{}
}

func (f frozen) Write(b []byte) (int, error) {
	select {
	case <-f.ice:
		return len(b), nil
	default:
		return f.Conn.Write(b)
	}
}

func TestADeadConnectionIsDialledAnew(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		ice := make(chan struct{})
		var dials atomic.Int64
		pipe := *w.dial.Load()
		w.setDial(func(ctx context.Context) (net.Conn, error) {
			conn, err := pipe(ctx)
			if dials.Add(1) == 1 {
				conn = frozen{conn, ice}
			}
			return conn, err
		})
		s := w.subscription(t, w.options())
		h := receive(t, s)
		sleep(90 * time.Second)
		close(ice)
		sleep(probeEvery + answerDue + 3*time.Second)
		if dials.Load() != 2 || len(h.states) != 3 || h.states[2] != nil {
			t.Errorf("%d dials, states %v: a new stream needs a new connection", dials.Load(), h.states)
		}
	})
}

func TestRedialBringsANewStreamAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		s := w.subscription(t, w.options())
		h := receive(t, s)
		sleep(time.Minute)
		w.conn.Redial()
		sleep(3 * time.Second)
		if len(h.states) != 3 || h.states[1] == nil || h.states[2] != nil || w.Streams("") != 1 {
			t.Errorf("states %v", h.states)
		}
	})
}

func TestAfterHoursWithoutANetworkAStreamOpensAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		s := w.subscription(t, w.options())
		h := receive(t, s)
		sleep(time.Minute)
		pipe := *w.dial.Load()
		w.setDial(func(context.Context) (net.Conn, error) { return nil, errors.New("no such host") })
		w.conn.Redial()
		sleep(5 * time.Hour)
		failures := len(h.states)
		if failures < 20 || failures > 120 {
			t.Errorf("%d states in 5 hours; the pauses grow to 10 minutes", failures)
		}
		if last := h.states[failures-1]; mail.KindOf(last) != mail.Temporary || last == nil {
			t.Errorf("state %v", last)
		}
		h.stop()
		synctest.Wait()
		w.setDial(pipe)
		began := time.Now()
		again := listen(t, s)
		sleep(2 * time.Second)
		if len(again.states) != 1 || again.states[0] != nil {
			t.Errorf("states %v after %v", again.states, time.Since(began))
		}
	})
}

func TestAServerThatAcceptsAndSaysNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		s := w.subscription(t, w.options())
		w.Fail("Subscriber.GetSubscription", 1, fakegoogle.Fault{Hang: true})
		began := time.Now()
		_, err := s.Ensure(t.Context())
		if mail.KindOf(err) != mail.Temporary || err == nil || time.Since(began) != callLimit {
			t.Errorf("%v after %v", err, time.Since(began))
		}
	})
}
