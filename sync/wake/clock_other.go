//go:build !linux

package wake

import (
	"context"
	"errors"
)

// clockSet is not to be had: the clock is looked at.
func clockSet(context.Context) (<-chan struct{}, error) { return nil, errors.ErrUnsupported }
