//go:build !linux

package notify

import (
	"context"
	"log/slog"
)

// WatchLock calls told never, as nobody has taught it this system, and returns
// at the end of ctx. log may be nil.
func WatchLock(ctx context.Context, log *slog.Logger, told func(locked bool)) { <-ctx.Done() }
