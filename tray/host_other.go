//go:build windows || (darwin && cgo)

package tray

import (
	"context"
	"time"

	"fyne.io/systray"
)

// Run keeps the icon on the task bar or menu bar until ctx ends. It must be
// called on the main goroutine, which both systems want for their events.
func (t *Tray) Run(ctx context.Context) {
	listen(ctx, t.opts.Log)
	late := time.AfterFunc(hostGrace, t.opts.NoHost)
	defer late.Stop()
	defer context.AfterFunc(ctx, systray.Quit)()
	systray.Run(func() {
		late.Stop()
		clicks := make(chan Command)
		it := newItem(ctx, t.opts.Icons, t.picture(), clicks)
		go do(ctx, clicks, t.opts.Do)
		go t.follow(ctx, it.show)
	}, nil)
	<-ctx.Done()
}
