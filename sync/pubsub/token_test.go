package pubsub

import (
	"context"
	"sync/atomic"
)

// source is a source of access tokens that a test may change at any time.
type source struct {
	access atomic.Pointer[string]
	err    atomic.Pointer[error]
}

func (s *source) give(access string) { s.access.Store(&access) }
func (s *source) fail(err error)     { s.err.Store(&err) } // nil: no more

func (s *source) GetRequestMetadata(context.Context, ...string) (map[string]string, error) {
	if err := s.err.Load(); err != nil && *err != nil {
		return nil, *err
	}
	return map[string]string{"authorization": "Bearer " + *s.access.Load()}, nil
}

func (s *source) RequireTransportSecurity() bool { return false }
