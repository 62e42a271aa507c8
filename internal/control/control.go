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
	served sync.WaitGroup // exchanges under way
}

// Acquire takes the lock and opens the socket, or returns ErrRunning. The lock
// goes with the process, however that ends; a socket file that one has left
// behind is replaced.
func Acquire(lockPath, socketPath string) (*Instance, error) {
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
	return &Instance{lock: lock, listen: l}, nil
}

// Serve answers requests until the instance is closed. It calls answer from
// several goroutines at once.
func (in *Instance) Serve(answer func(Request) Response) {
	for {
		c, err := in.listen.Accept()
		if err != nil {
			return
		}
		in.served.Go(func() { serve(c, answer) })
	}
}

func serve(c net.Conn, answer func(Request) Response) {
	defer c.Close()
	c.SetDeadline(time.Now().Add(patient))
	var q Request
	if err := json.NewDecoder(io.LimitReader(c, lineMax)).Decode(&q); err != nil {
		return
	}
	json.NewEncoder(c).Encode(answer(q))
}

// Close ends the instance when all who asked have their answer: the socket goes,
// and another may start.
func (in *Instance) Close() error {
	err := in.listen.Close()
	in.served.Wait()
	return errors.Join(err, in.lock.Unlock())
}

// Ask sends a request to the running instance. Without one it returns
// ErrNotRunning.
func Ask(ctx context.Context, socketPath string, q Request) (Response, error) {
	ctx, cancel := context.WithTimeout(ctx, patient)
	defer cancel()
	var d net.Dialer
	c, err := d.DialContext(ctx, "unix", socketPath)
	if err != nil {
		return Response{}, ErrNotRunning
	}
	defer c.Close()
	c.SetDeadline(time.Now().Add(patient))
	if err := json.NewEncoder(c).Encode(q); err != nil {
		return Response{}, fmt.Errorf("asking the running Lettertray: %w", err)
	}
	var r Response
	if err := json.NewDecoder(io.LimitReader(c, lineMax)).Decode(&r); err != nil {
		return Response{}, fmt.Errorf("hearing from the running Lettertray: %w", err)
	}
	return r, nil
}
