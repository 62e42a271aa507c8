package notify

import (
	"context"
	"slices"

	"github.com/godbus/dbus/v5"
)

// The property is KDE's; other servers keep their do-not-disturb to themselves.
const inhibited = "Inhibited"

// Inhibited reports whether the desktop says that it must not be disturbed.
// Mail is then told without a sound, and the desktop decides what to show.
func (n *Notifier) Inhibited() bool {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.server != nil && n.server.inhibited
}

// learnInhibited asks the server. One that doesn't say is not inhibited.
func (n *Notifier) learnInhibited(s *server) {
	ctx, cancel := context.WithTimeout(n.ctx, n.limit)
	defer cancel()
	call := s.object.CallWithContext(ctx, getMethod, 0, serviceName, inhibited)
	var value bool
	if call.Store(&value) == nil {
		n.inhibit(s, value, call.ResponseSequence)
	}
}

// inhibit notes what a message says, unless a later one was read before it.
func (n *Notifier) inhibit(s *server, value bool, at dbus.Sequence) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if at > s.inhibitedAt {
		s.inhibited, s.inhibitedAt = value, at
	}
}

// changed handles the server's PropertiesChanged.
func (n *Notifier) changed(sig *dbus.Signal) {
	n.mu.Lock()
	s := n.server
	n.mu.Unlock()
	if s == nil || sig.Sender != s.name {
		return
	}
	values, invalid, ok := propertiesChanged(sig, serviceName)
	if !ok {
		return
	}
	if value, isBool := values[inhibited].Value().(bool); isBool {
		n.inhibit(s, value, sig.Sequence)
	} else if slices.Contains(invalid, inhibited) {
		go n.learnInhibited(s)
	}
}

// propertiesChanged reads the signal of that name about an interface: the new
// values, and the names of those that changed to something it doesn't say.
func propertiesChanged(sig *dbus.Signal, about string) (values map[string]dbus.Variant, invalid []string, ok bool) {
	var name string
	err := dbus.Store(sig.Body, &name, &values, &invalid)
	return values, invalid, err == nil && name == about
}
