package tray

import (
	"context"
	"errors"
	"log/slog"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/godbus/dbus/v5"
)

// A fakePanel counts what it was asked for.
type fakePanel struct {
	signals    chan *dbus.Signal
	refuses    int32 // so many registrations
	asked      atomic.Int32
	registered atomic.Int32
	told       atomic.Int32 // calls of NoHost
}

func (p *fakePanel) comes() { p.owner("", ":1.7") }
func (p *fakePanel) goes()  { p.owner(":1.7", "") }
func (p *fakePanel) owner(from, to string) {
	p.signals <- &dbus.Signal{Name: "org.freedesktop.DBus.NameOwnerChanged", Body: []any{watcherName, from, to}}
}

func (p *fakePanel) follow(t *testing.T, owned bool) (end func()) {
	p.signals = make(chan *dbus.Signal, 16)
	w := &watch{owned: owned, signals: p.signals, register: func(context.Context) error {
		if p.asked.Add(1) <= p.refuses {
			return errors.New("not ready")
		}
		p.registered.Add(1)
		return nil
	}}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() {
		defer close(done)
		w.follow(ctx, func() { p.told.Add(1) }, slog.New(slog.DiscardHandler))
	}()
	return func() { cancel(); <-done }
}

func (p *fakePanel) expect(t *testing.T, registered, told int32) {
	t.Helper()
	synctest.Wait()
	if r, n := p.registered.Load(), p.told.Load(); r != registered || n != told {
		t.Errorf("registered %d times and told %d times, want %d and %d", r, n, registered, told)
	}
}

func TestAPanelThatIsThereGetsTheIconAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := &fakePanel{}
		defer p.follow(t, true)()
		p.expect(t, 1, 0)
		time.Sleep(time.Hour)
		p.expect(t, 1, 0)
	})
}

func TestNoPanelIsToldOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := &fakePanel{}
		defer p.follow(t, false)()
		time.Sleep(hostGrace - time.Millisecond)
		p.expect(t, 0, 0)
		time.Sleep(time.Millisecond)
		p.expect(t, 0, 1)
		p.comes()
		p.expect(t, 1, 1)
		p.goes()
		time.Sleep(time.Hour)
		p.expect(t, 1, 1)
	})
}

func TestAPanelThatStartsAfterUsIsNoReasonToTell(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := &fakePanel{}
		defer p.follow(t, false)()
		time.Sleep(hostGrace / 2)
		p.comes()
		time.Sleep(time.Hour)
		p.expect(t, 1, 0)
	})
}

func TestEachNewPanelGetsTheIcon(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := &fakePanel{}
		defer p.follow(t, true)()
		p.goes()
		p.comes()
		p.expect(t, 2, 0)
		p.owner(":1.7", ":1.8") // taken over without a gap
		p.expect(t, 3, 0)
	})
}

func TestAPanelThatIsNotReadyIsAskedAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := &fakePanel{refuses: 2}
		defer p.follow(t, true)()
		p.expect(t, 0, 0)
		time.Sleep(2 * retryAfter)
		p.expect(t, 1, 0)
	})
}

func TestAPanelThatNeverTakesTheIconIsLeftAlone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := &fakePanel{refuses: 1000}
		defer p.follow(t, true)()
		time.Sleep(time.Hour)
		p.expect(t, 0, 1)
		if asked := p.asked.Load(); asked != maxTries {
			t.Errorf("it was asked %d times, want %d", asked, maxTries)
		}
	})
}

func TestForeignSignalsDoNotEndTheWatch(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := &fakePanel{}
		defer p.follow(t, true)()
		for _, body := range [][]any{nil, {":1.5"}, {"org.other", "", ":1.9"}, {watcherName, "", 7}} {
			p.signals <- &dbus.Signal{Name: "org.freedesktop.DBus.NameOwnerChanged", Body: body}
		}
		p.signals <- &dbus.Signal{Name: "org.freedesktop.Notifications.NotificationClosed", Body: []any{uint32(1), uint32(2)}}
		p.comes()
		p.expect(t, 2, 0)
	})
}

func TestTheWatchEndsWithTheBus(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := &fakePanel{}
		end := p.follow(t, true)
		p.expect(t, 1, 0)
		close(p.signals)
		synctest.Wait()
		time.Sleep(time.Hour)
		p.expect(t, 1, 0)
		end()
	})
}
