package desktop

import (
	"fmt"
	"regexp"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"

	"lettertray/internal/fakegoogle"
)

// A board stands in for a notification server. It shows nothing, and remembers
// what it was asked to show by each of the app's lives.
//
// It hears of the app's calls to Google too. When the app counts unread mail, as
// it does at the end of each look, it has written down what it told before:
// from then on nothing excuses telling that again.
type board struct {
	mu      sync.Mutex
	posted  []*posting
	life    int           // of the app; each ends by a kill
	looked  bool          // this life has finished a look
	changed chan struct{} // closed and made anew with each change
}

// A posting is one notification about one letter.
type posting struct {
	id      uint32
	subject string
	life    int
	kept    bool // it was written down as told before its life ended
	open    bool // it is on the screen
}

// startBoard puts a board on the box's bus.
func (b *box) startBoard(t testing.TB, g *google) *board {
	t.Helper()
	n := &board{changed: make(chan struct{})}
	g.Intercept(func(c fakegoogle.Call) *fakegoogle.Fault {
		if c.Method == labelsGet {
			n.finishLook()
		}
		return nil
	})
	conn := b.connect(t)
	if err := conn.Export(boardNotes{n}, notesPath, notesName); err != nil {
		t.Fatal(err)
	}
	if _, err := conn.RequestName(notesName, dbus.NameFlagDoNotQueue); err != nil {
		t.Fatal(err)
	}
	return n
}

// change changes the board.
func (n *board) change(do func()) {
	n.mu.Lock()
	defer n.mu.Unlock()
	do()
	close(n.changed)
	n.changed = make(chan struct{})
}

func (n *board) finishLook() {
	n.change(func() {
		n.looked = true
		for _, p := range n.posted {
			p.kept = p.kept || p.life == n.life
		}
	})
}

// nextLife is called when the app has been killed and nothing of it is under
// way any more.
func (n *board) nextLife() {
	n.change(func() {
		n.life++
		n.looked = false
	})
}

// about lists the postings about a letter. The board must be locked.
func (n *board) about(subject string) (all []*posting) {
	for _, p := range n.posted {
		if p.subject == subject {
			all = append(all, p)
		}
	}
	return all
}

// owes reports whether the app may still have to tell the letter, once or once
// more. The board must be locked.
func (n *board) owes(subject string) bool {
	all := n.about(subject)
	if len(all) == 0 {
		return true
	}
	last := all[len(all)-1]
	return !last.kept && !(last.life < n.life && n.looked)
}

// wait is closed when yes holds; it is asked at once and after each change, with
// the board locked.
func (n *board) wait(yes func() bool, give <-chan struct{}) bool {
	for {
		n.mu.Lock()
		done, changed := yes(), n.changed
		n.mu.Unlock()
		if done {
			return true
		}
		select {
		case <-changed:
		case <-give:
			return false
		}
	}
}

// until waits for something to be true of the board.
func (n *board) until(t testing.TB, what string, yes func() bool) {
	t.Helper()
	give := make(chan struct{})
	defer time.AfterFunc(patience, func() { close(give) }).Stop()
	if !n.wait(yes, give) {
		t.Fatalf("waited %v in vain: %s", patience, what)
	}
}

// repeated lists the letters that were told again without excuse.
func (n *board) repeated() (all []string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	for i, p := range n.posted {
		for _, q := range n.posted[:i] {
			switch {
			case p.subject != q.subject:
			case q.kept:
				all = append(all, fmt.Sprintf("%s was told in life %d, written down, and told in life %d", p.subject, q.life, p.life))
			case p.life == q.life:
				all = append(all, fmt.Sprintf("%s was told twice in life %d", p.subject, p.life))
			}
		}
	}
	return all
}

// boardNotes is the D-Bus side of a board.
type boardNotes struct{ *board }

var letterName = regexp.MustCompile(`Letter \d+`)

func (n boardNotes) Notify(app string, replaces uint32, icon, summary, body string, actions []string, hints map[string]dbus.Variant, expire int32) (id uint32, _ *dbus.Error) {
	n.change(func() {
		n.close(replaces)
		id = uint32(len(n.posted) + 1)
		n.posted = append(n.posted, &posting{id: id, subject: letterName.FindString(body), life: n.life, open: true})
	})
	return id, nil
}

func (n boardNotes) CloseNotification(id uint32) *dbus.Error {
	n.change(func() { n.close(id) })
	return nil
}

func (n *board) close(id uint32) {
	if i := slices.IndexFunc(n.posted, func(p *posting) bool { return p.id == id }); i >= 0 {
		n.posted[i].open = false
	}
}

func (n boardNotes) GetCapabilities() ([]string, *dbus.Error) {
	return []string{"actions", "body", "body-markup"}, nil
}

func (n boardNotes) GetServerInformation() (name, vendor, version, spec string, err *dbus.Error) {
	return "board", "lettertray", "1", "1.2", nil
}
