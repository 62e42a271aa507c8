package control

import (
	"context"
	"encoding/json"
	"fmt"
	"net"
	"time"
)

// Ask sends a request to the running instance. Without one it returns
// ErrNotRunning.
func Ask(ctx context.Context, socketPath string, q Request) (Response, error) {
	r, c, err := ask(ctx, socketPath, q)
	if err == nil {
		c.Close()
	}
	return r, err
}

// Listen sends a request and calls line with each line that follows the
// response, until ctx ends or the instance does.
func Listen(ctx context.Context, socketPath string, q Request, line func(json.RawMessage)) (Response, error) {
	r, c, err := ask(ctx, socketPath, q)
	if err != nil || r.Error != "" {
		return r, err
	}
	defer c.Close()
	defer context.AfterFunc(ctx, func() { c.Close() })()
	for {
		var v json.RawMessage
		if err := c.lines.Decode(&v); err != nil {
			return r, nil // somebody has hung up
		}
		line(v)
	}
}

// A caller is a connection to the instance with what was read ahead.
type caller struct {
	net.Conn
	lines *json.Decoder
}

func ask(ctx context.Context, socketPath string, q Request) (r Response, c caller, err error) {
	dialling, cancel := context.WithTimeout(ctx, patient)
	defer cancel()
	var d net.Dialer
	conn, err := d.DialContext(dialling, "unix", socketPath)
	if err != nil {
		return r, c, ErrNotRunning
	}
	c = caller{conn, json.NewDecoder(conn)}
	conn.SetDeadline(time.Now().Add(patient))
	if err := json.NewEncoder(conn).Encode(q); err != nil {
		conn.Close()
		return r, c, fmt.Errorf("asking the running Lettertray: %w", err)
	}
	if err := c.lines.Decode(&r); err != nil {
		conn.Close()
		return r, c, fmt.Errorf("hearing from the running Lettertray: %w", err)
	}
	conn.SetDeadline(time.Time{})
	return r, c, nil
}
