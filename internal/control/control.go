// Package control makes sure that one instance runs, and carries commands to
// it over a socket that only its owner can open.
package control

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"sync"
	"time"

	"github.com/gofrs/flock"
)

// A Request is one command to the running instance.
type Request struct {
	Command string   `json:"command"`
	Args    []string `json:"args,omitempty"`
}

// A Response is its answer. Error is for the person; empty where all went well.
type Response struct {
	Text  string          `json:"text,omitempty"`
	Data  json.RawMessage `json:"data,omitempty"` // for other programs
	Error string          `json:"error,omitempty"`
	Usage bool            `json:"usage,omitempty"` // the error is that the words were wrong
	// Stream goes on after the response: each value that it emits is a line for
	// whoever asked, until ctx ends, which it does when they hang up. May be nil.
	Stream func(ctx context.Context, emit func(any) error) `json:"-"`
}

// ErrRunning says that another instance holds the lock.
var ErrRunning = errors.New("another instance is running")

// ErrNotRunning says that nobody takes commands.
var ErrNotRunning = errors.New("no instance is running")

const (
	lineMax = 64 << 10         // bytes of a request or a response
	patient = 10 * time.Second // for one exchange
)

// An Instance is the one that runs. It owns the lock and the socket until Close.
type Instance struct {
	lock   *flock.Flock
	listen net.Listener
	ctx    context.Context // ends with Close
	cancel context.CancelFunc
	served sync.WaitGroup // exchanges under way
}

// Acquire takes the lock and opens the socket, or returns ErrRunning. The lock
// goes with the process, however that ends; a socket file that one has left
// behind is replaced.
func Acquire(lockPath, socketPath string) (*Instance, error) {
	// A link in its place was planted, and would have a file made where it leads.
	if info, err := os.Lstat(lockPath); err == nil && !info.Mode().IsRegular() {
		os.Remove(lockPath)
	}
	lock := flock.New(lockPath, flock.SetPermissions(0o600))
	got, err := lock.TryLock()
	if err != nil {
		return nil, fmt.Errorf("locking %s: %w", lockPath, err)
	}
	if !got {
		return nil, ErrRunning
	}
	os.Remove(socketPath)
	l, err := net.Listen("unix", socketPath)
	if err != nil {
		lock.Unlock()
		return nil, fmt.Errorf("opening the control socket: %w", err)
	}
	// The folder is 0700, so nobody came in between.
	if err := os.Chmod(socketPath, 0o600); err != nil {
		l.Close()
		lock.Unlock()
		return nil, fmt.Errorf("keeping the control socket private: %w", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	return &Instance{lock: lock, listen: l, ctx: ctx, cancel: cancel}, nil
}

// Serve answers requests until the instance is closed. It calls answer from
// several goroutines at once.
func (in *Instance) Serve(answer func(Request) Response) {
	for {
		c, err := in.listen.Accept()
		if err != nil {
			return
		}
		in.served.Go(func() { serve(in.ctx, c, answer) })
	}
}

func serve(ctx context.Context, c net.Conn, answer func(Request) Response) {
	defer c.Close()
	c.SetDeadline(time.Now().Add(patient))
	// Who has not asked by the end is not waited for.
	hurry := context.AfterFunc(ctx, func() { c.SetReadDeadline(time.Now()) })
	var q Request
	if err := json.NewDecoder(io.LimitReader(c, lineMax)).Decode(&q); err != nil {
		return
	}
	hurry()
	r := answer(q)
	if json.NewEncoder(c).Encode(r) != nil || r.Stream == nil {
		return
	}
	// Whoever listens says no more; the end of reading is their end.
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	c.SetDeadline(time.Time{})
	go func() {
		io.Copy(io.Discard, c)
		cancel()
	}()
	r.Stream(ctx, func(v any) error {
		c.SetWriteDeadline(time.Now().Add(patient))
		return json.NewEncoder(c).Encode(v)
	})
}

// Close ends the instance when all who asked have their answer: the socket goes,
// and another may start.
func (in *Instance) Close() error {
	err := in.listen.Close()
	in.cancel()
	in.served.Wait()
	return errors.Join(err, in.lock.Unlock())
}
