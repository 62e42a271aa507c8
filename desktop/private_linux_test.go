package desktop

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// signedIn makes a box in which ada has signed in, with a letter told and the
// app ended again, so that every file of the app's is there.
func signedIn(t *testing.T) (*box, *google, *stopwatch) {
	t.Helper()
	need(t, "dbus-daemon", "gnome-keyring-daemon", "secret-tool")
	b := newBox(t)
	b.startKeyring(t)
	watch := b.startStopwatch(t)
	g := b.serveGoogle(t)
	b.signInUnseen(t, g)
	b.useApp(t, g, watch, "The first letter")
	return b, g, watch
}

// useApp starts the app, has it tell a letter and ends it.
func (b *box) useApp(t *testing.T, g *google, watch *stopwatch, subject string) {
	t.Helper()
	app := b.startApp(t)
	g.deliver("Grace Hopper", subject, "")
	watch.untilNotified(t, subject)
	app.stop()
}

func TestFilesAreReadableByTheirOwnerAlone(t *testing.T) {
	lax := syscall.Umask(0)
	defer syscall.Umask(lax)
	b, g, watch := signedIn(t)
	for _, dir := range []string{configDir, stateDir, runtimeDir} {
		// Whoever made them before may have been careless.
		if err := os.Chmod(filepath.Join(b.dir, dir), 0o777); err != nil {
			t.Fatal(err)
		}
	}
	b.startApp(t)
	g.deliver("Grace Hopper", "Another letter", "")
	watch.untilNotified(t, "Another letter")
	all := b.ours(t)
	if len(all) < 10 {
		t.Errorf("only %d files and folders are there: is this the right place?", len(all))
	}
	for path, info := range all {
		want := os.FileMode(0o600)
		if info.IsDir() {
			want = 0o700
		}
		if info.Mode().Perm() != want {
			t.Errorf("%s has mode %v, want %v", path, info.Mode().Perm(), want)
		}
	}
}

// A link in place of a file of ours must neither be written through, which would
// damage what it points to, nor be believed.
func TestAPlantedSymbolicLinkIsNotFollowed(t *testing.T) {
	b, g, watch := signedIn(t)
	b.mustRun(t, "cp", "-a", configDir, "config.good")
	b.mustRun(t, "cp", "-a", stateDir, "state.good")
	for path, info := range b.ours(t) {
		if !info.Mode().IsRegular() {
			continue
		}
		for _, kind := range []string{"a file", "nothing"} {
			name := filepath.Base(path)
			t.Run(name+" leads to "+kind, func(t *testing.T) {
				b.mustRun(t, "rm", "-rf", configDir, stateDir, "bait")
				b.mustRun(t, "cp", "-a", "config.good", configDir)
				b.mustRun(t, "cp", "-a", "state.good", stateDir)
				bait := b.plant(t, path, kind == "a file")
				if says, doubted := doubts[name]; doubted {
					app := b.startApp(t)
					eventually(t, "the log says: "+says, func() bool { return strings.Contains(app.log.String(), says) })
					app.stop()
				} else {
					b.useApp(t, g, watch, t.Name())
				}
				after, _ := os.ReadFile(filepath.Join(b.dir, "bait"))
				if !bytes.Equal(after, bait) {
					t.Errorf("%q became %q", bait, after)
				}
				if _, err := os.Stat(filepath.Join(b.dir, "bait")); err == nil && kind == "nothing" {
					t.Error("a file was made where the link leads to")
				}
			})
		}
	}
}

// doubts is what the app says of files that it cannot go on without.
var doubts = map[string]string{
	"accounts.json": "reading the accounts",
	"client.json":   "reading the OAuth client",
}

// plant puts a link to a bait in the place of a file, and returns what the bait
// holds: what the file held, but for a mailbox's state, which would have the app
// tell nothing.
func (b *box) plant(t *testing.T, path string, there bool) (bait []byte) {
	t.Helper()
	if there {
		var err error
		if bait, err = os.ReadFile(path); err != nil {
			t.Fatal(err)
		}
		if strings.HasPrefix(filepath.Base(path), "mailbox-") {
			bait = []byte(`{"cursor":1,"paused":{}}`)
		}
		b.file(t, "bait", string(bait), 0o600)
	}
	os.Remove(path + ".before") // believed in place of a file that is no good
	os.Remove(path)
	if err := os.Symlink(filepath.Join(b.dir, "bait"), path); err != nil {
		t.Fatal(err)
	}
	return bait
}

// mustRun runs a tool that must not fail.
func (b *box) mustRun(t testing.TB, name string, args ...string) {
	t.Helper()
	if out, err := b.run(name, args...); err != nil {
		t.Fatalf("%s %q: %v\n%s", name, args, err, out)
	}
}
