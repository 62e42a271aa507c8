//go:build linux || darwin || windows

package notify

import (
	"context"
	"fmt"
	"time"

	"github.com/gen2brain/beeep"
)

func init() { beeep.AppName = appName }

// beeep knows no contexts and waits for whatever program it starts, so that one
// call may hang for ever. One at a time: a hanging one doesn't gather others.
var beeping = make(chan struct{}, 1)

// beep shows a note through beeep, with its text reduced to plain: the last
// resort on every system. It fails with errRefused, or with ErrAway if an answer
// takes longer than the limit.
func beep(ctx context.Context, n note, icon []byte, limit time.Duration) error {
	title, body := plain(n.summary), plain(n.body)
	if title == "" {
		title = appName
	}
	late := time.NewTimer(limit)
	defer late.Stop()
	select {
	case beeping <- struct{}{}:
	case <-late.C:
		return fmt.Errorf("%w: an earlier notification hangs", ErrAway)
	case <-ctx.Done():
		return ctx.Err()
	}
	done := make(chan error, 1)
	go func() {
		defer func() { <-beeping }()
		if len(icon) == 0 {
			done <- beeep.Notify(title, body, "")
			return
		}
		done <- beeep.Notify(title, body, icon)
	}()
	select {
	case err := <-done:
		if err != nil {
			// Not its own words: they may quote what the notification said.
			return fmt.Errorf("%w: by beeep too", errRefused)
		}
		return nil
	case <-late.C:
		return fmt.Errorf("%w: no answer within %v", ErrAway, limit)
	case <-ctx.Done():
		return ctx.Err()
	}
}
