//go:build !linux && !windows && (!darwin || !cgo)

package tray

import "context"

// Run waits for the end of ctx: this build has no tray. On macOS the icon
// needs cgo; without it the rest of the app works.
func (t *Tray) Run(ctx context.Context) {
	t.opts.NoHost()
	<-ctx.Done()
}
