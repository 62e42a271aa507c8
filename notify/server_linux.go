package notify

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/godbus/dbus/v5"
)

// A server is one run of a notification server. It is always called by its
// unique name, so that an answer, a number and a signal are surely its own.
//
// godbus is used directly: esiqveland/notify has no contexts, so that a server
// that hangs would hold its caller for ever, and it panics on a signal of an
// unexpected shape, which anybody on the bus may send.
type server struct {
	name   string // unique
	prefix string // of its handles
	object dbus.BusObject

	// Guarded by the notifier's mutex.
	can         *capabilities // nil until asked
	hung        bool
	inhibited   bool
	inhibitedAt dbus.Sequence // of the message that said so
}

type capabilities struct {
	markup  bool // reads markup in bodies
	actions bool // without it, some servers open a dialogue instead
}

func newServer(b *bus, name string) *server {
	return &server{name: name, prefix: b.id + "/" + name + "/", object: b.conn.Object(name, servicePath)}
}

func (s *server) handle(id uint32) string { return s.prefix + strconv.FormatUint(uint64(id), 10) }

// id reads a handle, and reports whether it is one of this server's.
func (s *server) id(handle string) (uint32, bool) {
	digits, ours := strings.CutPrefix(handle, s.prefix)
	id, err := strconv.ParseUint(digits, 10, 32)
	return uint32(id), ours && err == nil && id != 0
}

func (s *server) capabilities(ctx context.Context) (*capabilities, error) {
	call := s.object.CallWithContext(ctx, capabilitiesMethod, 0)
	if call.Err != nil {
		return nil, sorted(call.Err)
	}
	var words []string
	if err := call.Store(&words); err != nil {
		return nil, fmt.Errorf("%w: reading capabilities: %w", errRefused, err)
	}
	return &capabilities{
		markup:  slices.Contains(words, "body-markup"),
		actions: slices.Contains(words, "actions"),
	}, nil
}

// notify shows a note in place of another (0: of none). It returns the note's
// number, and the place of the answer among the connection's messages.
func (s *server) notify(ctx context.Context, n note, can *capabilities, replaces uint32, iconFile string) (id uint32, at dbus.Sequence, err error) {
	body := n.body
	if can.markup {
		body = markup.Replace(body)
	}
	actions := []string{}
	if can.actions {
		for _, a := range n.actions {
			actions = append(actions, a.Key, a.Label)
		}
	}
	iconName, hints := hintsFor(n, iconFile)
	call := s.object.CallWithContext(ctx, notifyMethod, 0,
		appName, replaces, iconName, n.summary, body, actions, hints, int32(-1))
	if call.Err != nil {
		return 0, 0, sorted(call.Err)
	}
	if err := call.Store(&id); err != nil {
		return 0, 0, fmt.Errorf("%w: reading its number: %w", errRefused, err)
	}
	return id, call.ResponseSequence, nil
}

// close takes a notification away. That it is gone already is fine.
func (s *server) close(ctx context.Context, id uint32) error {
	err := sorted(s.object.CallWithContext(ctx, closeMethod, 0, id).Err)
	if errors.Is(err, errRefused) {
		return nil
	}
	return err
}

// forgo closes a notification and doesn't wait for the answer.
func (s *server) forgo(id uint32) {
	s.object.Go(closeMethod, dbus.FlagNoReplyExpected, nil, id)
}

// sorted tells a server that is away from one that says no. Of a D-Bus error
// only the name goes on: its text may quote the notification's.
func sorted(err error) error {
	if err == nil {
		return nil
	}
	e, answered := errors.AsType[dbus.Error](err)
	switch {
	case !answered: // the connection is gone
		return fmt.Errorf("%w: %w", ErrAway, err)
	case meansAway(e.Name):
		return fmt.Errorf("%w: %s", ErrAway, e.Name)
	}
	return fmt.Errorf("%w: %s", errRefused, e.Name)
}

func meansAway(name string) bool {
	switch name {
	case busName + ".Error.ServiceUnknown",
		busName + ".Error.NameHasNoOwner",
		busName + ".Error.NoReply",
		busName + ".Error.Disconnected",
		busName + ".Error.Timeout",
		busName + ".Error.TimedOut",
		busName + ".Error.LimitsExceeded",
		// Too many at once: the mail is better told a little later.
		serviceName + ".Error.ExcessNotificationGeneration":
		return true
	}
	return strings.HasPrefix(name, busName+".Error.Spawn.")
}
