package desktop

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestKills kills the app at random moments while letters flow, and starts it
// again. Whoever sits before the screen must not notice: each letter that stays
// unread is told, none twice but for one that was told by the very step that was
// killed, and what was read elsewhere leaves the screen.
func TestKills(t *testing.T) {
	need(t, "dbus-daemon", "gnome-keyring-daemon", "secret-tool")
	s := *seed
	if s == 0 {
		s = rand.Uint64()
	}
	t.Logf("the same moments again: go test -run '^TestKills$' -kills %d -seed %d", *kills, s)
	b := newBox(t)
	b.startKeyring(t)
	g := b.serveGoogle(t)
	v := &victim{box: b, google: g, board: b.startBoard(t, g), rng: rand.New(rand.NewPCG(s, 0))}
	t.Cleanup(func() {
		if t.Failed() {
			t.Logf("still owed: %q", v.owed())
		}
	})
	v.signInUnseen(t, g)
	v.names = v.busNames(t)

	app := v.startApp(t)
	for range *kills {
		v.suffer(t, app)
		v.checkFiles(t)
		app = v.startApp(t)
		if v.rng.IntN(2) == 0 {
			v.untilTold(t) // else it may be killed again before it has told anything
		}
	}
	v.untilTold(t)
	for _, l := range v.letters {
		v.read(t, l)
	}
	v.board.until(t, "what was read leaves the screen, unless it was told by a step that was killed", func() bool {
		return !slices.ContainsFunc(v.board.posted, func(p *posting) bool { return p.open && p.kept && p.subject != "" })
	})
	for _, r := range v.board.repeated() {
		t.Error(r)
	}
	again := 0
	v.board.mu.Lock()
	for _, l := range v.letters {
		again += max(0, len(v.board.about(l.subject))-1)
	}
	v.board.mu.Unlock()
	t.Logf("%d kills, %d letters, %d of them told once more", *kills, len(v.letters), again)
}

// A victim is an app that is killed again and again, and all around it.
type victim struct {
	*box
	google  *google
	board   *board
	rng     *rand.Rand
	letters []*flowing
	names   int // connections to the bus without the app's
}

// A flowing letter is one that the victim is to tell.
type flowing struct {
	id, subject string
	read        bool
}

// waiting is the most letters that one look may find: more would be told by a
// summary, which names none of them.
const waiting = 4

// unreadMost is how many letters stay unread: no screen holds more.
const unreadMost = 50

// suffer has letters come and be read, and the app be killed meanwhile.
func (v *victim) suffer(t *testing.T, app *part) {
	t.Helper()
	moment := time.After(v.upTo(400 * time.Millisecond))
	// Most moments are idle. Those just after a notification are the ones that
	// could go wrong, so that every second kill waits for one.
	v.board.mu.Lock()
	first := len(v.board.posted)
	v.board.mu.Unlock()
	after, delay, hunts := 1+v.rng.IntN(3), v.upTo(5*time.Millisecond), v.rng.IntN(2) == 0
	killed := make(chan struct{})
	go func() {
		defer close(killed)
		give := make(chan struct{})
		go func() {
			<-moment
			close(give)
		}()
		if hunts && v.board.wait(func() bool { return len(v.board.posted) >= first+after }, give) {
			<-time.After(delay)
		} else {
			<-give
		}
		app.kill()
	}()
	for range v.rng.IntN(2 * waiting) {
		<-time.After(v.upTo(60 * time.Millisecond))
		if v.rng.IntN(4) == 0 && len(v.letters) > 0 {
			v.read(t, v.letters[v.rng.IntN(len(v.letters))])
		} else if len(v.owed()) < waiting {
			v.deliver(t)
		}
	}
	<-killed
	eventually(t, "the bus has seen the app's end", func() bool { return v.busNames(t) <= v.names })
	v.board.nextLife()
}

// upTo draws a duration.
func (v *victim) upTo(most time.Duration) time.Duration {
	return time.Duration(v.rng.Int64N(int64(most)))
}

// deliver has a letter come, and the one before so many be read.
func (v *victim) deliver(t *testing.T) {
	l := &flowing{subject: fmt.Sprintf("Letter %d", len(v.letters))}
	l.id = v.google.deliver("Grace Hopper", l.subject, "")
	v.letters = append(v.letters, l)
	if old := len(v.letters) - unreadMost; old >= 0 {
		v.read(t, v.letters[old])
	}
}

// read reads a letter elsewhere.
func (v *victim) read(t *testing.T, l *flowing) {
	t.Helper()
	l.read = true
	if err := v.google.MarkRead(ada, l.id); err != nil {
		t.Fatal(err)
	}
}

// owed lists the letters that the app may still have to tell.
func (v *victim) owed() []string {
	v.board.mu.Lock()
	defer v.board.mu.Unlock()
	return v.owes()
}

// owes is owed with the board locked.
func (v *victim) owes() (all []string) {
	for _, l := range v.letters {
		if !l.read && v.board.owes(l.subject) {
			all = append(all, l.subject)
		}
	}
	return all
}

// untilTold waits until every letter that is still unread has been told, and
// that has been written down.
func (v *victim) untilTold(t *testing.T) {
	t.Helper()
	v.board.until(t, "every unread letter is told", func() bool { return len(v.owes()) == 0 })
}

// busNames counts the connections to the bus.
func (v *victim) busNames(t *testing.T) (n int) {
	t.Helper()
	var names []string
	if err := v.bus.BusObject().Call("org.freedesktop.DBus.ListNames", 0).Store(&names); err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if strings.HasPrefix(name, ":") {
			n++
		}
	}
	return n
}

// checkFiles fails unless all that a killed app left behind can be read.
func (v *victim) checkFiles(t *testing.T) {
	t.Helper()
	for path, info := range v.ours(t) {
		if !info.Mode().IsRegular() {
			continue
		}
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		name := filepath.Base(path)
		switch {
		case strings.Contains(name, ".damaged-"):
			t.Errorf("%s was found damaged: %q", name, data)
		case strings.HasPrefix(name, "."): // the app was killed before this took the place of another
		case strings.HasSuffix(name, ".json"), strings.HasSuffix(name, ".json.before"):
			if !json.Valid(data) {
				t.Errorf("%s is half-written: %q", name, data)
			}
		case strings.HasSuffix(name, ".log"):
			if len(data) > 0 && data[len(data)-1] != '\n' {
				t.Errorf("%s ends within a line: %q", name, data[max(0, len(data)-200):])
			}
		}
	}
}
