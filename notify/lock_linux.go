package notify

import (
	"context"
	"log/slog"
	"maps"
	"slices"
	"time"

	"github.com/godbus/dbus/v5"
)

// WatchLock calls told whenever the screen locks and unlocks, and returns at
// the end of ctx. At first the screen counts as unlocked. It is locked while
// logind or a screen saver says so; any of them may be missing or come later.
// What one has said holds while its bus can't be reached. log may be nil.
func WatchLock(ctx context.Context, log *slog.Logger, told func(locked bool)) {
	watchLock(ctx, log, told, callLimit)
}

func watchLock(ctx context.Context, log *slog.Logger, told func(locked bool), limit time.Duration) {
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	said := make(chan lockWord)
	say := func(w lockWord) {
		select {
		case said <- w:
		case <-ctx.Done():
		}
	}
	for _, l := range []lockListener{
		{systemAddress, []locker{&logind{}}, say, log, limit},
		{sessionAddress, []locker{
			screenSaver{"org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver"},
			screenSaver{"org.gnome.ScreenSaver", "/org/gnome/ScreenSaver"},
		}, say, log, limit},
	} {
		go stay(ctx, log, patient, func() error { return l.session(ctx) })
	}
	locked := map[string]bool{} // by service
	before := false
	for {
		select {
		case w := <-said:
			locked[w.service] = w.locked
		case <-ctx.Done():
			return
		}
		if now := slices.Contains(slices.Collect(maps.Values(locked)), true); now != before {
			before = now
			told(now)
		}
	}
}

// A lockWord is what one service says of the screen.
type lockWord struct {
	service string
	locked  bool
}

// A lockListener listens to the lockers on one bus.
type lockListener struct {
	address func() (string, error)
	lockers []locker
	say     func(lockWord)
	log     *slog.Logger
	limit   time.Duration // of one question
}

// session is one connection from its beginning to its end.
func (l lockListener) session(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	address, err := l.address()
	if err != nil {
		return err
	}
	var rules [][]dbus.MatchOption
	for _, lk := range l.lockers {
		rules = append(rules, ownerRule(lk.service()), lk.rule())
	}
	b, err := connect(ctx, address, rules, l.limit)
	if err != nil {
		return err
	}
	owners := map[string]string{}
	for _, lk := range l.lockers {
		owners[lk.service()] = l.look(ctx, b, lk)
	}
	for sig := range b.signals { // closed with the connection
		for _, lk := range l.lockers {
			service := lk.service()
			if name, _, ok := ownerChange(sig); ok && sig.Name == ownerSignal && name == service {
				owners[service] = l.look(ctx, b, lk)
				continue
			}
			// Anybody may send us a signal; only the service knows.
			if locked, ok := lk.hear(sig); ok && sig.Sender == owners[service] {
				l.say(lockWord{service, locked})
			}
		}
	}
	return errLost
}

// look asks a locker and says what it answers, and returns its unique name.
// One that is not there, or doesn't know, has locked nothing.
func (l lockListener) look(ctx context.Context, b *bus, lk locker) (owner string) {
	ctx, cancel := context.WithTimeout(ctx, l.limit)
	defer cancel()
	owner, err := b.owner(ctx, lk.service())
	locked := false
	if err == nil && owner != "" {
		locked, err = lk.ask(ctx, b)
	}
	if err != nil {
		l.log.Debug("notify: not told whether the screen is locked", "by", lk.service(), "err", err)
	}
	l.say(lockWord{lk.service(), locked})
	return owner
}
