package desktop

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// readProcess keeps what any program of the person's can see of the app.
func (d *diary) readProcess(t *testing.T) {
	t.Helper()
	for _, what := range []string{"cmdline", "environ"} {
		path := fmt.Sprintf("/proc/%d/%s", d.app.cmd.Process.Pid, what)
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		d.leaves = append(d.leaves, leaf{path, string(text)})
	}
}

// readFiles adds every file in the box: under HOME, of the session, and what the
// browser was asked for.
func (d *diary) readFiles(t *testing.T) {
	t.Helper()
	err := filepath.WalkDir(d.dir, func(path string, f fs.DirEntry, err error) error {
		if err != nil || !f.Type().IsRegular() {
			return err
		}
		text, err := os.ReadFile(path)
		if errors.Is(err, fs.ErrNotExist) {
			return nil // replaced since the folder was read
		}
		d.leaves = append(d.leaves, leaf{path, string(text)})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// search fails where it finds a secret. The client's own is allowed in the
// client's file, where Google itself wrote it.
func (d *diary) search(t *testing.T) {
	t.Helper()
	d.readFiles(t)
	secrets := append(d.google.Secrets(), cutOff)
	for _, kind := range []string{"ya29.", "1//", "4/", "GOCSPX-"} {
		if !slices.ContainsFunc(secrets, func(s string) bool { return strings.HasPrefix(s, kind) }) {
			t.Errorf("nobody has met a secret that begins with %s", kind)
		}
	}
	allowed := 0
	for _, secret := range secrets {
		for _, l := range d.leaves {
			switch {
			case !strings.Contains(l.text, core(secret)):
			case filepath.Base(l.where) == clientFile && strings.HasPrefix(secret, "GOCSPX-"):
				allowed++
			default:
				t.Errorf("%s holds %s", l.where, secret)
			}
		}
	}
	if allowed != 2 {
		t.Errorf("the client's secret is in %d client files, want the downloaded one and the copy: does the search work?", allowed)
	}
}

// core is the part of a secret that looks the same however it is quoted or
// escaped.
func core(secret string) string { return secret[strings.LastIndexAny(secret, "/.")+1:] }
