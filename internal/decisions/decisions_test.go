package decisions

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestADecisionIsFoundForAWeek(t *testing.T) {
	now := time.Date(2026, 5, 1, 23, 59, 0, 0, time.UTC)
	first := now
	l := Log{Dir: t.TempDir(), Now: func() time.Time { return now }}
	defer l.Close()
	for _, rule := range []string{"held: paused", "told in a digest"} {
		if err := l.Note("18f0", rule); err != nil {
			t.Fatal(err)
		}
		now = now.Add(time.Hour)
	}
	l.Note("18f01", "told")
	got, err := Find(l.Dir, "18f0")
	if err != nil || len(got) != 2 || got[0] != (Decision{first, "held: paused"}) || got[1] != (Decision{first.Add(time.Hour), "told in a digest"}) {
		t.Errorf("%v, %v", got, err)
	}
	now = now.Add(9 * 24 * time.Hour)
	l.Note("x", "told")
	if got, _ := Find(l.Dir, "18f0"); len(got) != 0 {
		t.Errorf("after nine days: %v", got)
	}
	if files, _ := os.ReadDir(l.Dir); len(files) != 1 {
		t.Errorf("files left: %v", files)
	}
}

func TestAnIdFromOutsideCannotWriteALineOfItsOwn(t *testing.T) {
	l := Log{Dir: t.TempDir(), Now: time.Now}
	defer l.Close()
	l.Note("a\n2026-01-01T00:00:00Z b told", "told")
	l.Note(strings.Repeat("x", 5000), "told")
	files, _ := filepath.Glob(filepath.Join(l.Dir, "*"))
	data, _ := os.ReadFile(files[0])
	if n := strings.Count(string(data), "\n"); n != 2 || len(data) > 300 {
		t.Errorf("%d lines, %d bytes", n, len(data))
	}
	if got, _ := Find(l.Dir, "b"); len(got) != 0 {
		t.Errorf("found %v", got)
	}
	if info, _ := os.Stat(files[0]); info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v", info.Mode())
	}
}

func TestAPlantedLinkIsNotWrittenThrough(t *testing.T) {
	now := time.Now()
	l := Log{Dir: t.TempDir(), Now: func() time.Time { return now }}
	defer l.Close()
	target := filepath.Join(t.TempDir(), "target")
	os.WriteFile(target, nil, 0o600)
	if err := os.Symlink(target, filepath.Join(l.Dir, prefix+now.UTC().Format(time.DateOnly)+suffix)); err != nil {
		t.Skip("no symbolic links here:", err)
	}
	l.Note("a", "told")
	if data, _ := os.ReadFile(target); len(data) > 0 {
		t.Errorf("wrote %q through the link", data)
	}
}
