package desktop

import (
	"bytes"
	"encoding/json"
	"errors"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func (s *story) firstStart(t *testing.T) {
	s.app = s.startApp(s.whole, "--client", s.client())
	s.consentAddress(t)
}

func (s *story) signIn(t *testing.T) {
	p := s.browse(t, s.consentAddress(t))
	p.press(t, "Allow")
	if text := p.text(t); !strings.HasPrefix(text, "Signed in") {
		t.Errorf("after Allow, the page says %q", text)
	}
	s.untilPush(t)
}

// untilPush waits until the tray says that mail arrives by push.
func (s *story) untilPush(t *testing.T) {
	t.Helper()
	eventually(t, "the tooltip names the account and says push", func() bool {
		tip := s.icon(t).tooltip(t)
		return strings.Contains(tip, ada) && strings.Contains(tip, "push")
	})
}

func (s *story) findToken(t *testing.T) {
	token := s.token(ada)
	if token == "" {
		t.Fatal("the keyring holds no token")
	}
	if strings.Contains(s.app.log.String(), token) {
		t.Error("the log holds the token")
	}
	err := filepath.WalkDir(filepath.Join(s.dir, "home"), func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		content, err := os.ReadFile(path)
		if errors.Is(err, fs.ErrNotExist) {
			return nil // replaced since the folder was read
		}
		if bytes.Contains(content, []byte(token)) {
			t.Errorf("%s holds the token", path)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

func (s *story) tellLetter(t *testing.T) {
	before, picture := s.look(t, iconArea), s.icon(t).picture(t)
	s.google.deliver("Grace Hopper", "The compiler works", "thread1")
	n := s.notes.untilShown(t, "Grace Hopper", "The compiler works")
	if n.app != "Lettertray" {
		t.Errorf("the notification is from %q", n.app)
	}
	s.window(t, "Dunst")
	eventually(t, "the app has another icon", func() bool { return s.icon(t).picture(t) != picture })
	eventually(t, "the panel shows another icon", func() bool { return s.look(t, iconArea) != before })
}

func (s *story) clickNote(t *testing.T) {
	n := s.notes.untilShown(t, "Grace Hopper", "The compiler works")
	s.press(t, s.window(t, "Dunst"))
	want := "https://mail.google.com/mail/u/?authuser=" + url.QueryEscape(ada) + "#all/thread1"
	eventually(t, "the browser is asked for "+want, func() bool {
		all := s.opened()
		return all[len(all)-1] == want
	})
	s.notes.untilGone(t, n)
}

func (s *story) readElsewhere(t *testing.T) {
	id := s.google.deliver("Charles Babbage", "On the engine", "thread2")
	n := s.notes.untilShown(t, "Charles Babbage", "On the engine")
	if err := s.google.MarkRead(ada, id); err != nil {
		t.Fatal(err)
	}
	s.notes.untilGone(t, n)
}

func (s *story) pause(t *testing.T) {
	s.icon(t).click(t, "Pause", "Until resumed")
	eventually(t, "the menu offers Resume", func() bool { return s.icon(t).offers("Resume") })
	told := s.notes.count()
	s.google.deliver("Mary Somerville", "Tides", "thread3")
	s.google.deliver("Sophie Germain", "Plates", "thread4")
	eventually(t, "both letters are held", func() bool { return s.status(t).Held == 2 })

	s.icon(t).click(t, "Resume")
	var digest note
	s.notes.until(t, "one note tells both letters", func() bool {
		digest = s.notes.told[len(s.notes.told)-1]
		return strings.Contains(digest.body, "Mary Somerville") && strings.Contains(digest.body, "Sophie Germain")
	})
	if now := s.notes.count(); now != told+1 {
		t.Errorf("%d notes were told during and after the pause, want the digest alone", now-told)
	}
}

// A status is what the app says of itself to other programs.
type status struct{ Held, Unread int }

func (s *story) status(t *testing.T) status {
	t.Helper()
	said, err := s.run(lettertray, "status", "--json")
	if err != nil {
		t.Fatalf("status --json says %q, %v", said, err)
	}
	var st status
	if err := json.Unmarshal([]byte(said), &st); err != nil {
		t.Fatalf("status --json says %q: %v", said, err)
	}
	return st
}

func (s *story) restartPanel(t *testing.T) {
	eventually(t, "the icon has its number", func() bool { return strings.Contains(s.icon(t).tooltip(t), "3 unread") })
	before := ""
	eventually(t, "the panel has drawn it", func() bool {
		last := before
		before = s.look(t, iconArea)
		return before == last
	})
	s.panel.stop()
	eventually(t, "the icon is gone with the panel", func() bool { return s.look(t, iconArea) != before })
	s.panel = s.startPanel(s.whole)
	eventually(t, "the icon is back", func() bool { return s.look(t, iconArea) == before })
}

func (s *story) crash(t *testing.T) {
	unread := s.status(t).Unread
	s.google.deliver("Emmy Noether", "Before the crash", "thread5")
	s.notes.untilShown(t, "Emmy Noether", "Before the crash")
	// Killed between telling and writing that down, the app may tell again. It
	// counts after both.
	eventually(t, "the letter is counted", func() bool { return s.status(t).Unread == unread+1 })
	s.app.kill()
	s.google.deliver("Lise Meitner", "Meanwhile", "thread6")
	s.app = s.startApp(s.whole)
	s.notes.untilShown(t, "Lise Meitner", "Meanwhile")
	s.untilPush(t)
	if n := s.notes.times("Before the crash"); n != 1 {
		t.Errorf("the letter from before the crash was told %d times", n)
	}
}

func (s *story) startTwice(t *testing.T) {
	said, err := s.run(lettertray)
	if err != nil {
		t.Errorf("the second start: %v", err)
	}
	if !strings.Contains(said, "running") {
		t.Errorf("the second start says %q", said)
	}
	select {
	case <-s.app.done:
		t.Error("the first one has ended")
	default:
	}
}

func (s *story) askStatus(t *testing.T) {
	said, err := s.run(lettertray, "status")
	if err != nil || !strings.Contains(said, ada) || !strings.Contains(said, "push") {
		t.Errorf("status says %q, %v", said, err)
	}
}

func (s *story) signOut(t *testing.T) {
	s.icon(t).click(t, "Sign out", "On this computer")
	eventually(t, "the keyring has forgotten the token", func() bool { return s.token(ada) == "" })
	eventually(t, "the menu offers Sign in", func() bool { return s.icon(t).offers("Sign in") })
	if left := s.google.Subscriptions(); len(left) != 0 {
		t.Errorf("subscriptions left behind: %q", left)
	}
	for _, method := range []string{revokeGrant, stopMailbox} {
		if n := s.google.Count(method); n != 0 {
			t.Errorf("%s was called %d times", method, n)
		}
	}
}

func (s *story) quit(t *testing.T) {
	if said, err := s.box.run(lettertray, "quit"); err != nil {
		t.Errorf("quit says %q, %v", said, err)
	}
	if code := s.app.ended(t); code != 0 {
		t.Errorf("the app ended with %d", code)
	}
	eventually(t, "the icon has gone", func() bool { return len(s.icons()) == 0 })
}
