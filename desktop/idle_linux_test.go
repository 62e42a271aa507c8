package desktop

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// settling is how long a program that has just started is left alone: its first
// look, its first collection of garbage, connections that it gives up.
const settling = 10 * time.Second

// measureIdle watches a program that has nothing to do.
func measureIdle(t *testing.T, app *part) {
	<-time.After(settling)
	pid := app.cmd.Process.Pid
	before := usageOf(t, pid)
	<-time.After(*idle)
	after := usageOf(t, pid)
	minutes := idle.Minutes()
	report("resident memory, idle", after.rss, maxRSS, "MB")
	report("voluntary switches a minute, idle", float64(after.switches-before.switches)/minutes, maxSwitches, "")
	remark("CPU a minute, idle", milliseconds(after.cpu-before.cpu)/minutes, "ms")
}

// A usage is what a process has taken so far.
type usage struct {
	rss      float64 // MB, now
	switches int     // voluntary context switches of all threads
	cpu      time.Duration
}

// usageOf reads a process's usage from /proc (proc(5)). Go's threads do not end,
// so that the sums only grow.
func usageOf(t *testing.T, pid int) usage {
	t.Helper()
	var u usage
	u.rss = float64(number(t, fmt.Sprintf("/proc/%d/status", pid), "VmRSS")) * 1024 / megabyte
	threads, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*", pid))
	if err != nil || len(threads) == 0 {
		t.Fatalf("process %d has no threads: %v", pid, err)
	}
	for _, thread := range threads {
		u.switches += number(t, filepath.Join(thread, "status"), "voluntary_ctxt_switches")
		sched, err := os.ReadFile(filepath.Join(thread, "schedstat"))
		if err != nil {
			t.Fatal(err)
		}
		running, _, _ := strings.Cut(string(sched), " ")
		ns, err := strconv.ParseInt(running, 10, 64)
		if err != nil {
			t.Fatalf("%s/schedstat: %v", thread, err)
		}
		u.cpu += time.Duration(ns)
	}
	return u
}

// number reads one number of a status file.
func number(t *testing.T, file, key string) int {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		if value, ok := strings.CutPrefix(line, key+":"); ok {
			n, err := strconv.Atoi(strings.Fields(value)[0])
			if err != nil {
				t.Fatalf("%s: %v", file, err)
			}
			return n
		}
	}
	t.Fatalf("%s does not say %s", file, key)
	return 0
}
