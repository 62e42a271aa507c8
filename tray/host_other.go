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
		it := newItem(ctx, panel{}, t.draw, t.picture())
		actions := make(chan Action, waitingActions)
		go t.act(ctx, actions)
		go t.follow(ctx, it, actions)
	}, nil)
	<-ctx.Done()
}

// A panel is the front that systray offers.
type panel struct{}

func (panel) setTooltip(s string) { systray.SetTooltip(s) }

// setIcon takes the middle size: on Windows there is one file for all, on macOS
// systray makes it as high as the menu bar.
func (panel) setIcon(sizes [][]byte) { systray.SetIcon(sizes[len(sizes)/2]) }
