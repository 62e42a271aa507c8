package wake

import (
	"context"
	"errors"
	"fmt"
	"os"

	"golang.org/x/sys/unix"
)

// clockSet returns a channel on which the kernel tells that the wall clock
// jumped, as it does in a sleep: a timer far in the future is cancelled then
// (timerfd_create(2), TFD_TIMER_CANCEL_ON_SET). It costs no wake-ups. The
// channel is closed when ctx ends.
func clockSet(ctx context.Context) (<-chan struct{}, error) {
	fd, err := unix.TimerfdCreate(unix.CLOCK_REALTIME, unix.TFD_NONBLOCK|unix.TFD_CLOEXEC)
	if err != nil {
		return nil, fmt.Errorf("making a timer that follows the clock: %w", err)
	}
	timer := os.NewFile(uintptr(fd), "timerfd")
	if err := arm(timer); err != nil {
		timer.Close()
		return nil, fmt.Errorf("making a timer follow the clock: %w", err)
	}
	stop := context.AfterFunc(ctx, func() { timer.Close() })
	set := make(chan struct{})
	go func() {
		defer close(set)
		defer stop()
		var expirations [8]byte
		for {
			_, err := timer.Read(expirations[:])
			if !errors.Is(err, unix.ECANCELED) || arm(timer) != nil {
				return // ctx has ended, or the timer has: it was set to never
			}
			select {
			case set <- struct{}{}:
			case <-ctx.Done():
				return
			}
		}
	}()
	return set, nil
}

// arm sets the timer to a time that never comes.
func arm(timer *os.File) error {
	raw, err := timer.SyscallConn()
	if err != nil {
		return err
	}
	never := unix.ItimerSpec{Value: unix.Timespec{Sec: 1 << 40}}
	failed := raw.Control(func(fd uintptr) {
		err = unix.TimerfdSettime(int(fd), unix.TFD_TIMER_ABSTIME|unix.TFD_TIMER_CANCEL_ON_SET, &never, nil)
	})
	return errors.Join(failed, err)
}
