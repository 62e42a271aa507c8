package app

import (
	"errors"
	"strings"
	"testing"
	"time"

	"lettertray/internal/config"
	"lettertray/internal/mail"
	"lettertray/internal/words"
	mailsync "lettertray/sync"
	"lettertray/tray"
)

func TestTheTraySaysHowThingsAre(t *testing.T) {
	now := time.Date(2026, 5, 1, 12, 4, 0, 0, time.UTC)
	looked := now.Add(-time.Minute)
	disabled := &mail.Failure{Kind: mail.APIDisabled, Err: errors.New("no")}
	push := mailsync.Status{Phase: mailsync.Push, Looked: looked}
	unread := push
	unread.Unread = 3
	for name, c := range map[string]struct {
		view   view
		icon   tray.Icon
		status string
		tip    string // part of the tooltip
	}{
		"without a client file it says what is missing": {
			view{}, tray.Attention, "Not set up: lettertray --client FILE", "README"},
		"without an account it waits for one": {
			view{Client: true}, tray.Attention, "Not signed in", ""},
		"a sign-in is under way": {
			view{Client: true, SigningIn: true}, tray.Offline, "Waiting for your browser…", ""},
		"a sign-in that failed says why": {
			view{Client: true, Trouble: words.SignInFailed.About()}, tray.Attention, "needs you: Signing in did not work", "needs you · Signing in did not work. Try again; the log says why."},
		"before the first look it is connecting": {
			alone(mailsync.Status{Unread: -1}), tray.Offline, "ada@gmail.com · connecting", ""},
		"all is well": {
			alone(push), tray.Fine, "ada@gmail.com · push · looked 12:03", ""},
		"unread mail is counted": {
			alone(unread), tray.Unread, "ada@gmail.com · push · looked 12:03", "3 unread · "},
		"a pause goes before unread mail": {
			alone(with(unread, func(s *mailsync.Status) { s.Paused = &mailsync.Pause{Until: now.Add(time.Hour)} })),
			tray.Paused, "ada@gmail.com · paused until 13:04 · push · looked 12:03", ""},
		"a pause until tomorrow names the day": {
			alone(with(push, func(s *mailsync.Status) { s.Paused = &mailsync.Pause{Until: tomorrow(now)} })),
			tray.Paused, "ada@gmail.com · paused until Sat 07:00 · push · looked 12:03", ""},
		"polling says why": {
			alone(with(push, func(s *mailsync.Status) { s.Phase, s.Err = mailsync.Polling, disabled })),
			tray.Attention, "ada@gmail.com · polling: The Gmail API is not enabled in your Google Cloud project", "ada@gmail.com · polling · looked 12:03 · The Gmail API"},
		"polling for a while is no reason to act": {
			alone(with(push, func(s *mailsync.Status) { s.Phase, s.Err = mailsync.Polling, errors.New("no route") })),
			tray.Offline, "ada@gmail.com · polling · looked 12:03", "tries again by itself"},
		"polling for want of a grant says so": {
			alone(with(push, func(s *mailsync.Status) {
				s.Phase, s.Err = mailsync.Polling, &mail.Failure{Kind: mail.ScopeMissing, Err: errNoHolder}
			})),
			tray.Attention, "ada@gmail.com · polling: No account's sign-in covers Pub/Sub, so Lettertray looks once a minute", "Sign in again and leave that box ticked"},
		"quiet hours are said": {
			alone(with(push, func(s *mailsync.Status) { s.Quiet = true })),
			tray.Fine, "ada@gmail.com · quiet hours · push · looked 12:03", ""},
		"of several accounts the worst is said": {
			view{Client: true, Accounts: []accountView{{Address: "ada@gmail.com", Status: unread}, {Address: "bob@gmail.com", Out: true, Why: words.NoTokenKept.About()}}},
			tray.Attention, "bob@gmail.com · signed out", "3 unread · "},
		"several accounts that are well are counted": {
			view{Client: true, Accounts: []accountView{{Address: "ada@gmail.com", Status: unread}, {Address: "bob@gmail.com", Status: unread}}},
			tray.Unread, "2 accounts · push · looked 12:03", "6 unread · "},
		"offline is no reason to act": {
			alone(with(push, func(s *mailsync.Status) { s.Phase, s.Err = mailsync.Offline, errors.New("no route") })),
			tray.Offline, "ada@gmail.com · offline · looked 12:03", "tries again by itself"},
		"what the person must do goes first": {
			alone(with(unread, func(s *mailsync.Status) { s.Phase, s.Err = mailsync.NeedsYou, disabled })),
			tray.Attention, "ada@gmail.com · needs you: The Gmail API is not enabled in your Google Cloud project", "3 unread · ada@gmail.com · needs you · looked 12:03 · The Gmail API is not enabled in your Google Cloud project. Open its page"},
		"how much is held is said": {
			alone(with(push, func(s *mailsync.Status) { s.Paused, s.Held = &mailsync.Pause{}, 2 })),
			tray.Paused, "ada@gmail.com · paused · 2 held · push · looked 12:03", ""},
		"signed out": {
			view{Client: true, Accounts: []accountView{{Address: "ada@gmail.com", Out: true, Why: words.NoTokenKept.About()}}}, tray.Attention, "ada@gmail.com · signed out", "Sign in again"},
		"an account that cannot be connected": {
			view{Client: true, Accounts: []accountView{{Address: "ada@gmail.com", Why: words.CannotConnect.About()}}}, tray.Attention, "ada@gmail.com · needs you: Lettertray could not connect this account", "Its log says why"},
		"a full disk": {
			alone(with(push, func(s *mailsync.Status) { s.Unsaved = errors.New("no space") })),
			tray.Attention, "ada@gmail.com · push: Lettertray cannot write down what it told", "disk full"},
		"no notification service": {
			alone(with(push, func(s *mailsync.Status) { s.Muted = true })),
			tray.Fine, "ada@gmail.com · push · looked 12:03", "No notification service"},
	} {
		t.Run(name, func(t *testing.T) {
			c.view.Now, c.view.Words = now, words.English
			got := trayState(c.view)
			if got.Icon != c.icon {
				t.Errorf("icon %v, want %v", got.Icon, c.icon)
			}
			if got.Status != c.status {
				t.Errorf("status %q, want %q", got.Status, c.status)
			}
			plain, _, _ := strings.Cut(c.status, ": ") // what comes then, the tooltip says in full
			if !strings.Contains(got.Tooltip, c.tip) || !strings.Contains(got.Tooltip, plain) {
				t.Errorf("tooltip %q", got.Tooltip)
			}
		})
	}
}

// alone is a view of one account that does so.
func alone(s mailsync.Status) view {
	return view{Client: true, Accounts: []accountView{{Address: "ada@gmail.com", Status: s}}}
}

func with(s mailsync.Status, change func(*mailsync.Status)) mailsync.Status {
	change(&s)
	return s
}

func TestEachKindOfFailureHasWordsOfItsOwn(t *testing.T) {
	seen := map[string]mail.Kind{}
	for k := mail.Temporary; k <= mail.Refused; k++ {
		m, link := advice(&mail.Failure{Kind: k, Link: "https://x.example", Err: errors.New("chain for the log")})
		say := words.English.Tell(m)
		if m.None() || strings.Contains(say, "chain") || !strings.HasSuffix(say, ".") {
			t.Errorf("kind %d says %q", k, say)
		}
		if link != "https://x.example" {
			t.Errorf("kind %d lost its link", k)
		}
		seen[say] = k
	}
	if len(seen) < 10 {
		t.Errorf("only %d different sentences", len(seen))
	}
}

func TestTheStatusIsSaidInThePersonsLanguage(t *testing.T) {
	now := time.Date(2026, 5, 1, 12, 4, 0, 0, time.UTC)
	s := mailsync.Status{Phase: mailsync.Polling, Looked: now, Unread: 1234, Err: &mail.Failure{Kind: mail.Refused, Err: errors.New("no")},
		Paused: &mailsync.Pause{Until: now.AddDate(1, 0, 0)}}
	v := alone(s)
	v.Now, v.Words = now, words.Choose("de")
	got := trayState(v)
	for _, want := range []string{"1.234 ungelesen", "angehalten bis 01.05.2027 12:04", "zuletzt abgeglichen 12:04", "Inhabers oder Bearbeiters", "einmal in der Minute"} {
		if !strings.Contains(got.Tooltip, want) {
			t.Errorf("%q does not say %q", got.Tooltip, want)
		}
	}
	if r := report(v); r.State != "paused" {
		t.Errorf("other programs read %q", r.State)
	}
}

func TestAConversationOpensInTheRightAccount(t *testing.T) {
	for name, c := range map[string]struct{ account, thread, want string }{
		"a conversation":       {"ada@gmail.com", "18f0", "https://mail.google.com/mail/u/?authuser=ada%40gmail.com#all/18f0"},
		"the inbox":            {"ada@gmail.com", "", "https://mail.google.com/mail/u/?authuser=ada%40gmail.com#inbox"},
		"a hostile thread id":  {"ada@gmail.com", "../&x='#\n", "https://mail.google.com/mail/u/?authuser=ada%40gmail.com#all/..%2F&x=%27%23%0A"},
		"an address with plus": {"a+b&c@gmail.com", "", "https://mail.google.com/mail/u/?authuser=a%2Bb%26c%40gmail.com#inbox"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := conversation(c.account, c.thread); got != c.want {
				t.Errorf("got %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestTheMenuShowsNoMoreOfALetterThanTheSettingsAllow(t *testing.T) {
	now := time.Now()
	m := mail.Message{ID: "1", From: mail.Sender{Name: "Grace"}, Subject: "The compiler works", Date: now.Add(-3 * time.Hour)}
	long := m
	long.From.Name, long.Subject = strings.Repeat("G", 200), strings.Repeat("ö ", 200)
	if got := []rune(letterLine(long, view{Show: config.ShowFull, Now: now, Words: words.English})); len(got) > 110 || !strings.HasSuffix(string(got), "… · 3 h") {
		t.Errorf("a long letter is %q", string(got))
	}
	for show, want := range map[config.Show]string{
		config.ShowFull:   "Grace · The compiler works · 3 h",
		config.ShowSender: "Grace · 3 h",
		config.ShowCount:  "",
	} {
		v := alone(mailsync.Status{Phase: mailsync.Push, Unread: 1, Newest: []mail.Message{m}})
		v.Show, v.Now, v.Words = show, now, words.English
		if got := trayState(v).Accounts[0].Newest[0].Text; got != want {
			t.Errorf("%s: %q, want %q", show, got, want)
		}
	}
}

func TestHowLongToPause(t *testing.T) {
	now := time.Date(2026, 5, 1, 12, 0, 0, 0, time.UTC)
	for how, want := range map[string]time.Time{
		"30m": now.Add(30 * time.Minute), "1h": now.Add(time.Hour), "tomorrow": time.Date(2026, 5, 2, 7, 0, 0, 0, time.UTC), "": {},
	} {
		if p, ok := pauseFor(how, now); !ok || !p.Until.Equal(want) {
			t.Errorf("%q: %v, %v", how, p, ok)
		}
	}
	for _, how := range []string{"soon", "-1h", "0", "1"} {
		if _, ok := pauseFor(how, now); ok {
			t.Errorf("%q is a time", how)
		}
	}
}
