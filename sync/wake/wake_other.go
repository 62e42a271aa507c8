//go:build !linux

package wake

import (
	"context"
	"log/slog"
)

// listen hears nothing here: the clock alone tells.
func listen(context.Context, *slog.Logger, chan<- Reason) {}
