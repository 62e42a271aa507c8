package desktop

import (
	"bytes"
	"os"
	"os/exec"
	"sync"
	"syscall"
	"testing"
	"time"
)

// A part is a running program. It leads a process group of its own, so that
// what it starts ends with it.
type part struct {
	cmd  *exec.Cmd
	log  *record
	done chan struct{} // closed when the program has ended
}

// start runs a program of the box until it is stopped or the test ends.
func (b *box) start(t testing.TB, cmd *exec.Cmd) *part {
	t.Helper()
	p := &part{cmd: cmd, log: new(record), done: make(chan struct{})}
	cmd.Env, cmd.Dir, cmd.Stderr = b.env, b.dir, p.log
	if cmd.Stdout == nil {
		cmd.Stdout = p.log
	}
	// Should the test itself be killed, its desktop goes with it.
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
	// A grandchild that outlives its parent holds the pipe to the log open.
	cmd.WaitDelay = time.Second
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		cmd.Wait()
		close(p.done)
	}()
	t.Cleanup(p.stop)
	return p
}

// stop asks the program to end, and ends it where it does not listen.
func (p *part) stop() {
	syscall.Kill(-p.cmd.Process.Pid, syscall.SIGTERM)
	select {
	case <-p.done:
	case <-time.After(3 * time.Second):
	}
	p.kill()
}

// kill ends the program and all that it started, as a power cut would.
func (p *part) kill() {
	syscall.Kill(-p.cmd.Process.Pid, syscall.SIGKILL)
	<-p.done
}

// ended waits for the program's own end and returns its exit code.
func (p *part) ended(t testing.TB) int {
	t.Helper()
	select {
	case <-p.done:
	case <-time.After(patience):
		t.Fatalf("%s does not end", p.cmd)
	}
	return p.cmd.ProcessState.ExitCode()
}

// run runs a tool of the box to its end and returns its output, standard
// error included.
func (b *box) run(name string, args ...string) (string, error) {
	cmd := exec.Command(name, args...)
	cmd.Env, cmd.Dir = b.env, b.dir
	out, err := cmd.CombinedOutput()
	return string(out), err
}

// announce starts a part that writes one line to its file descriptor 3 as soon
// as it can be used, and returns that line.
func (b *box) announce(t testing.TB, cmd *exec.Cmd) string {
	t.Helper()
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	cmd.ExtraFiles = []*os.File{w}
	b.start(t, cmd)
	w.Close()
	r.SetReadDeadline(time.Now().Add(patience))
	var line []byte
	for one := make([]byte, 1); ; line = append(line, one[0]) {
		if _, err := r.Read(one); err != nil {
			t.Fatalf("%s is not up: %v", cmd, err)
		}
		if one[0] == '\n' {
			return string(line)
		}
	}
}

// A record keeps what a program says. Its zero value is empty.
type record struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (r *record) Write(p []byte) (int, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.text.Write(p)
}

func (r *record) String() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.text.String()
}
