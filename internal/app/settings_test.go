package app

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"lettertray/internal/mail"
	"lettertray/internal/words"
	"lettertray/tray"
)

func TestSettingsAreFollowedLiveAndAWrongOneKeepsTheLastGood(t *testing.T) {
	w := newWorld(t, ada)
	w.push(1)
	if r := w.ask("settings", "set", "show", "sender"); r.Error != "" {
		t.Fatal(r.Error)
	}
	w.until("it shows the sender alone", func() bool { return w.tight == mail.ShowSender })
	w.letter(ada, "grace@navy.example", "secret")
	w.tells(ada, "secret")
	w.mu.Lock()
	if got := w.styles[len(w.styles)-1].Show; got != mail.ShowSender {
		t.Errorf("shown as %v", got)
	}
	w.mu.Unlock()
	w.until("the menu shows the sender alone", func() bool {
		text := w.tray.Accounts[0].Newest[0].Text
		return strings.Contains(text, "grace") && !strings.Contains(text, "secret")
	})
	if r := w.ask("settings", "set", "show", "all of it"); r.Error == "" {
		t.Error("a wrong value is taken")
	}
	if err := os.WriteFile(w.paths.Settings(), []byte("\nshow = 'everything'\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	w.until("the mistake is named with its line", func() bool {
		return len(w.alerts) > 0 && strings.Contains(w.alerts[len(w.alerts)-1].Body, "line 2")
	})
	w.until("the menu names it too", func() bool { return strings.Contains(w.tray.Status, "line 2") && w.tray.Icon == tray.Attention })
	if r := w.ask("settings", "get", "show"); r.Text != "sender" {
		t.Errorf("show is %+v", r)
	}
	if err := os.WriteFile(w.paths.Settings(), []byte("show = 'full'\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	w.until("mended, it is not named any more", func() bool { return !strings.Contains(w.tray.Status, "line 2") })
}

func TestAnAccountsBrowserOpensItsConversations(t *testing.T) {
	w := newWorld(t, ada)
	w.push(1)
	heard := w.listen()
	if r := w.ask("settings", "set", fmt.Sprintf("account.%q.browser", ada), `["firefox", "-P", "work", "%u"]`); r.Error != "" {
		t.Fatal(r.Error)
	}
	hear(heard, "settings")
	w.ask("open", ada)
	w.until("the browser is asked", func() bool {
		return len(w.opened) > 0 && w.opened[0] == "firefox -P work %u https://mail.google.com/mail/u/?authuser=ada%40gmail.com#inbox"
	})
}

func TestAnotherLanguageIsSpokenAtOnce(t *testing.T) {
	w := newWorld(t, ada)
	w.push(1)
	if r := w.ask("settings", "set", "language", "de"); r.Error != "" {
		t.Fatal(r.Error)
	}
	w.until("menu and notifications are in German", func() bool {
		return strings.Contains(w.tray.Status, "zuletzt abgeglichen") && w.tray.Words.Say(words.Resync) == "Jetzt abgleichen" && w.speaks == w.tray.Words
	})
	if r := w.ask("resume"); r.Text != "Die Benachrichtigungen waren nicht angehalten." {
		t.Errorf("it answers %+v", r)
	}
	w.letter(ada, "grace@navy.example", "Gruß")
	w.tells(ada, "Gruß")
	w.mu.Lock()
	if got := w.styles[len(w.styles)-1].Open; got != "Öffnen" {
		t.Errorf("a click does %q", got)
	}
	w.mu.Unlock()
	if r := w.ask("settings", "set", "language", "fr"); !strings.Contains(r.Error, "„en“") && !strings.Contains(r.Error, `"en"`) {
		t.Errorf("a language without texts: %+v", r)
	}
	w.ask("settings", "set", "language", "")
	w.until("it is English again", func() bool { return strings.Contains(w.tray.Status, "looked") })
}
