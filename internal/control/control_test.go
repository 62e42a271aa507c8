package control

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"testing"
)

func TestOneInstanceAnswersAndTheSecondHandsOver(t *testing.T) {
	dir := t.TempDir()
	lock, socket := filepath.Join(dir, "lock"), filepath.Join(dir, "s")
	if _, err := Ask(t.Context(), socket, Request{Command: "status"}); !errors.Is(err, ErrNotRunning) {
		t.Fatalf("nobody runs, and the answer is %v", err)
	}
	in, err := Acquire(lock, socket)
	if err != nil {
		t.Fatal(err)
	}
	go in.Serve(func(q Request) Response { return Response{Text: "heard " + q.Command} })
	if _, err := Acquire(lock, socket); !errors.Is(err, ErrRunning) {
		t.Fatalf("the second instance gets %v", err)
	}
	r, err := Ask(t.Context(), socket, Request{Command: "status"})
	if err != nil || r.Text != "heard status" {
		t.Errorf("%+v, %v", r, err)
	}
	if info, err := os.Stat(socket); runtime.GOOS != "windows" && (err != nil || info.Mode().Perm() != 0o600) {
		t.Errorf("the socket is open to others: %v, %v", info.Mode(), err)
	}
	if err := in.Close(); err != nil {
		t.Fatal(err)
	}
	next, err := Acquire(lock, socket)
	if err != nil {
		t.Fatalf("after closing: %v", err)
	}
	next.Close()
}

func TestASocketLeftBehindIsReplaced(t *testing.T) {
	dir := t.TempDir()
	socket := filepath.Join(dir, "s")
	os.WriteFile(socket, nil, 0o600)
	in, err := Acquire(filepath.Join(dir, "lock"), socket)
	if err != nil {
		t.Fatal(err)
	}
	in.Close()
}

func TestAStreamGoesOnUntilEitherSideHangsUp(t *testing.T) {
	dir := t.TempDir()
	socket := filepath.Join(dir, "s")
	in, err := Acquire(filepath.Join(dir, "lock"), socket)
	if err != nil {
		t.Fatal(err)
	}
	hungUp := make(chan struct{})
	go in.Serve(func(q Request) Response {
		return Response{Stream: func(ctx context.Context, emit func(any) error) {
			for n := 0; emit(n) == nil && ctx.Err() == nil && n < 3; n++ {
			}
			<-ctx.Done()
			close(hungUp)
		}}
	})
	ctx, cancel := context.WithCancel(t.Context())
	var got []string
	if _, err := Listen(ctx, socket, Request{Command: "watch"}, func(line json.RawMessage) {
		if got = append(got, string(line)); len(got) == 4 {
			cancel()
		}
	}); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(got, []string{"0", "1", "2", "3"}) {
		t.Errorf("heard %q", got)
	}
	<-hungUp
	if err := in.Close(); err != nil {
		t.Error(err)
	}
}
