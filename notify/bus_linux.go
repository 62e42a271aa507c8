package notify

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/godbus/dbus/v5"
)

// From the Desktop Notifications Specification, 1.2.
const (
	serviceName = "org.freedesktop.Notifications"
	servicePath = dbus.ObjectPath("/org/freedesktop/Notifications")

	notifyMethod       = serviceName + ".Notify"
	closeMethod        = serviceName + ".CloseNotification"
	capabilitiesMethod = serviceName + ".GetCapabilities"
	informationMethod  = serviceName + ".GetServerInformation"
	invokedSignal      = serviceName + ".ActionInvoked"
	closedSignal       = serviceName + ".NotificationClosed"
)

// From the D-Bus Specification: the bus itself.
const (
	busName       = "org.freedesktop.DBus"
	properties    = busName + ".Properties"
	ownerSignal   = busName + ".NameOwnerChanged"
	ownerMethod   = busName + ".GetNameOwner"
	getMethod     = properties + ".Get"
	changedSignal = properties + ".PropertiesChanged"
	startMethod   = busName + ".StartServiceByName"
	startable     = busName + ".ListActivatableNames"
	busIDMethod   = busName + ".GetId"
	noOwnerError  = busName + ".Error.NameHasNoOwner"
	socketInRun   = "bus" // in XDG_RUNTIME_DIR, where systemd puts it
)

var errNoBus = errors.New("no session bus")

// sessionAddress finds the session bus without ever starting one: godbus would run
// dbus-launch and leave a daemon behind.
func sessionAddress() (string, error) {
	if a := os.Getenv("DBUS_SESSION_BUS_ADDRESS"); a != "" && a != "autolaunch:" {
		return a, nil
	}
	if dir := os.Getenv("XDG_RUNTIME_DIR"); dir != "" {
		socket := filepath.Join(dir, socketInRun)
		if _, err := os.Stat(socket); err == nil {
			return "unix:path=" + dbus.EscapeBusAddressValue(socket), nil
		}
	}
	return "", errNoBus
}

// A bus is a connection of our own to a bus: on the shared one, our signals
// would end the tray library's watch for restarted panels.
type bus struct {
	conn    *dbus.Conn
	id      string // of this run of the bus; unique names return after a restart, it doesn't
	signals <-chan *dbus.Signal
}

// connect returns a bus that lives until the end of ctx, subscribed to the
// signals that the rules describe. Connecting takes no longer than the limit.
//
// The end of ctx is also the only way to close it: Conn.Close waits for a write
// that a frozen bus holds up, and the one that godbus starts at the end of its
// context waits in a goroutine of its own.
func connect(ctx context.Context, address string, rules [][]dbus.MatchOption, limit time.Duration) (b *bus, err error) {
	ctx, cancel := context.WithCancel(ctx)
	late := time.AfterFunc(limit, cancel)
	defer func() {
		if err == nil && !late.Stop() {
			err = fmt.Errorf("no answer within %v", limit)
		}
		if err != nil {
			cancel()
		}
	}()
	// Sequential: the default handler may hand signals on in another order.
	conn, err := dbus.Connect(address, dbus.WithContext(ctx), dbus.WithSignalHandler(dbus.NewSequentialSignalHandler()))
	if err != nil {
		return nil, fmt.Errorf("connecting to the bus: %w", err)
	}
	signals := make(chan *dbus.Signal)
	conn.Signal(signals)
	for _, rule := range rules {
		if err := conn.AddMatchSignalContext(ctx, rule...); err != nil {
			return nil, fmt.Errorf("subscribing to signals: %w", err)
		}
	}
	b = &bus{conn: conn, signals: signals}
	if err := b.ask(ctx, busIDMethod).Store(&b.id); err != nil {
		return nil, fmt.Errorf("asking for the bus's id: %w", err)
	}
	return b, nil
}

// signalRule describes a signal, by its full name, of one service.
func signalRule(service, signal string, more ...dbus.MatchOption) []dbus.MatchOption {
	dot := strings.LastIndexByte(signal, '.')
	return append([]dbus.MatchOption{
		dbus.WithMatchSender(service), dbus.WithMatchInterface(signal[:dot]), dbus.WithMatchMember(signal[dot+1:]),
	}, more...)
}

// ownerRule describes the signal that a name has another owner.
func ownerRule(service string) []dbus.MatchOption {
	return signalRule(busName, ownerSignal, dbus.WithMatchArg(0, service))
}

func ownerChange(sig *dbus.Signal) (name, owner string, ok bool) {
	var former string
	err := dbus.Store(sig.Body, &name, &former, &owner)
	return name, owner, err == nil && sig.Sender == busName
}

// stay calls session, which holds a connection, again and again until ctx ends.
func stay(ctx context.Context, log *slog.Logger, p pace, session func() error) {
	pause := firstPause
	for ctx.Err() == nil {
		began := time.Now()
		err := session()
		if ctx.Err() != nil {
			return
		}
		if time.Since(began) > steady {
			pause = firstPause
		}
		log.Debug("notify: not connected", "err", err, "again", pause)
		select {
		case <-time.After(pause):
		case <-ctx.Done():
		}
		pause = min(time.Duration(p.growth)*pause, p.longest)
	}
}

const (
	firstPause = time.Second // before connecting again
	steady     = time.Minute // a connection that lived so long was a good one
)

// A pace is how the pauses grow: there may never be a bus, and each try wakes
// an idle computer.
type pace struct {
	growth  int
	longest time.Duration
}

var (
	eager   = pace{2, time.Minute}
	patient = pace{8, 10 * time.Minute}
)

var errLost = errors.New("connection to the bus lost")

func (b *bus) ask(ctx context.Context, method string, args ...any) *dbus.Call {
	return b.conn.BusObject().CallWithContext(ctx, method, 0, args...)
}

// owner is the unique name of who owns a name; empty if nobody does.
func (b *bus) owner(ctx context.Context, service string) (string, error) {
	var name string
	err := b.ask(ctx, ownerMethod, service).Store(&name)
	if e, ok := errors.AsType[dbus.Error](err); ok && e.Name == noOwnerError {
		return "", nil
	}
	return name, err
}

// start has the bus start a notification server, if it knows how to, and
// returns its unique name.
func (b *bus) start(ctx context.Context) (string, error) {
	if err := b.ask(ctx, startMethod, serviceName, uint32(0)).Err; err != nil {
		return "", err
	}
	return b.owner(ctx, serviceName)
}

// canStart reports whether the bus knows how to start a notification server.
func (b *bus) canStart(ctx context.Context) bool {
	var names []string
	err := b.ask(ctx, startable).Store(&names)
	return err == nil && slices.Contains(names, serviceName)
}
