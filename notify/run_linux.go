package notify

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/godbus/dbus/v5"
)

// run keeps a connection open and is the goroutine that calls Clicked and
// Ready. It ends with the notifier's context.
func (n *Notifier) run() {
	defer close(n.done)
	stay(n.ctx, n.opts.Log, eager, n.session)
}

// What the notifier wants to hear of.
var notificationRules = [][]dbus.MatchOption{
	ownerRule(serviceName),
	signalRule(serviceName, invokedSignal),
	signalRule(serviceName, closedSignal),
	signalRule(serviceName, changedSignal, dbus.WithMatchArg(0, serviceName)),
}

// session is one connection from its beginning to its end.
func (n *Notifier) session() error {
	ctx, cancel := context.WithCancel(n.ctx)
	defer cancel()
	defer n.markTried()
	address, err := sessionAddress()
	if err != nil {
		return err
	}
	b, err := connect(ctx, address, notificationRules, n.limit)
	if err != nil {
		return err
	}
	n.mu.Lock()
	n.bus = b
	n.mu.Unlock()
	defer n.lose()
	name, err := b.owner(ctx, serviceName)
	if err != nil {
		return err
	}
	n.setServer(b, name)
	n.markTried()
	for {
		select {
		case sig, open := <-b.signals:
			if !open {
				return errLost
			}
			n.hear(b, sig)
		case <-n.nudge:
			n.catchUp(b)
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// markTried lets the callers in that came before the first attempt to connect
// had ended.
func (n *Notifier) markTried() { n.triedOnce.Do(func() { close(n.tried) }) }

// lose forgets the connection, but not the screen: the same server may still
// show it when the connection is back.
func (n *Notifier) lose() {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.bus, n.server = nil, nil
}

// setServer notes who owns the notification name; empty: nobody.
func (n *Notifier) setServer(b *bus, name string) *server {
	n.mu.Lock()
	defer n.mu.Unlock()
	switch {
	case n.bus != b, n.server != nil && n.server.name == name:
		return n.server
	case name == "":
		n.server = nil
		clear(n.screen)
		return nil
	}
	n.server = newServer(b, name)
	n.screen.keep(n.server.prefix)
	go n.learnInhibited(n.server)
	n.appear()
	return n.server
}

// appear has run call Ready. The mutex is held.
func (n *Notifier) appear() {
	n.appeared = true
	n.wake()
}

// wake makes run look at what was left for it.
func (n *Notifier) wake() {
	select {
	case n.nudge <- struct{}{}:
	default: // one is waiting already
	}
}

// catchUp does what other goroutines left for run.
func (n *Notifier) catchUp(b *bus) {
	n.mu.Lock()
	appeared, early := n.appeared, n.early
	n.appeared, n.early = false, nil
	n.mu.Unlock()
	for _, sig := range early {
		n.hear(b, sig)
	}
	if appeared {
		n.opts.Ready()
	}
}

// hear handles one signal. Any program may send it, in any shape.
func (n *Notifier) hear(b *bus, sig *dbus.Signal) {
	switch sig.Name {
	case ownerSignal:
		if name, owner, ok := ownerChange(sig); ok && name == serviceName {
			n.setServer(b, owner)
		}
	case closedSignal:
		n.take(sig, true)
	case invokedSignal:
		n.invoked(sig)
	case changedSignal:
		n.changed(sig)
	}
}

func (n *Notifier) invoked(sig *dbus.Signal) {
	it, ours := n.take(sig, false)
	if !ours {
		return
	}
	action, isText := sig.Body[1].(string)
	if !isText {
		return
	}
	if action != defaultAction {
		n.spend(sig)
	}
	click := it.click
	click.Action = action
	n.opts.Clicked(click)
}

// spend forgets a notification whose button was pressed: most servers close it
// then, and the others are told to.
func (n *Notifier) spend(sig *dbus.Signal) {
	n.mu.Lock()
	defer n.mu.Unlock()
	id, _ := sig.Body[0].(uint32)
	if s := n.server; s != nil && s.name == sig.Sender {
		delete(n.screen, s.handle(id))
		go s.forgo(id) // a frozen bus may hold it up
	}
}

// take finds the item that a signal of the server is about, and forgets it if
// it is gone.
func (n *Notifier) take(sig *dbus.Signal, gone bool) (item, bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.server == nil || sig.Sender != n.server.name || len(sig.Body) != 2 {
		return item{}, false
	}
	id, ok := sig.Body[0].(uint32)
	if !ok {
		return item{}, false
	}
	handle := n.server.handle(id)
	it, ours := n.screen[handle]
	switch {
	case len(n.early) < earlyLimit && (n.early.about(id) || !ours && n.asking > 0):
		// Perhaps about a notification whose number we are still to be told; and
		// what comes behind such a one waits with it, or a click would be taken for
		// one on what has been closed.
		n.early = append(n.early, sig)
		return item{}, false
	case ours && gone && sig.Sequence >= it.since: // else it is its former that is gone
		delete(n.screen, handle)
	}
	return it, ours
}

// signals are what a server said, in its order.
type signals []*dbus.Signal

// about reports whether any of them is about the notification.
func (s signals) about(id uint32) bool {
	return slices.ContainsFunc(s, func(sig *dbus.Signal) bool {
		about, _ := sig.Body[0].(uint32)
		return about == id
	})
}

// While a number is awaited, other programs' signals are kept too: this many.
const earlyLimit = 64

// A server that hangs gets so long for each answer to whether it is well again.
const probeLimit = 30 * time.Second

// hang marks a server that has not answered in time as away, and asks it
// something harmless until it answers or is gone.
func (n *Notifier) hang(s *server) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if s.hung {
		return
	}
	s.hung = true
	n.opts.Log.Warn("notify: the notification service hangs")
	go func() {
		for answered := false; !answered; {
			ctx, cancel := context.WithTimeout(n.ctx, probeLimit)
			err := s.object.CallWithContext(ctx, informationMethod, 0).Err
			cancel()
			answered = !errors.Is(err, context.DeadlineExceeded)
		}
		n.mu.Lock()
		defer n.mu.Unlock()
		s.hung = false
		if n.server == s {
			n.appear()
		}
	}()
}
