package notify

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"lettertray/internal/mail"
)

func TestNotesAtEachLevel(t *testing.T) {
	ada, ben := letter("1", "Ada", "One"), letter("2", "Ben", "Two")
	ada.Snippet, ben.Snippet = "Dear all", "Dear you"
	unread := mail.Message{ID: "1", Thread: "t1"}
	batch := func(show mail.Show, digest bool, more []string, ms ...mail.Message) mail.Batch {
		return mail.Batch{Account: account, Messages: ms, More: more, Digest: digest, Style: mail.Style{Show: show}}
	}
	more := []string{"3", "4"}
	for _, tt := range []struct {
		name string
		in   mail.Batch
		want []string // "summary|body|messages|thread|level"
	}{
		{"full: sender, subject and snippet", batch(mail.ShowFull, false, nil, ada), []string{"Ada|One\nDear all|1|t1|0"}},
		{"sender: who, and not what", batch(mail.ShowSender, false, nil, ada), []string{"Ada|New message|1|t1|1"}},
		{"sender: a summary has no subject anyway", batch(mail.ShowSender, false, more, ben, ada),
			[]string{"More new mail|and 2 more in me@example.com|3,4||2", "Ada|New message|1|t1|1", "Ben|New message|2|t2|1"}},
		{"sender: a digest names senders", batch(mail.ShowSender, true, more, ben, ada), []string{"4 new messages|Ben, Ada and 2 more|2,1,3,4||1"}},
		{"sender: a digest of one is that letter, without its subject", batch(mail.ShowSender, true, nil, ada), []string{"Ada|New message|1|t1|1"}},
		{"count: how many, and where", batch(mail.ShowCount, false, nil, ada), []string{"1 new message|me@example.com|1||2"}},
		{"count: all at once", batch(mail.ShowCount, false, more, ben, ada), []string{"4 new messages|me@example.com|2,1,3,4||2"}},
		{"count: a digest is the same", batch(mail.ShowCount, true, more, ben, ada), []string{"4 new messages|me@example.com|2,1,3,4||2"}},
		{"count: nothing is nothing", batch(mail.ShowCount, false, nil), nil},
		{"what could not be read gives nothing away", batch(mail.ShowFull, false, nil, unread),
			[]string{"New mail|It could not be read here; open it in Gmail.|1|t1|2"}},
		{"a digest without names neither", batch(mail.ShowFull, true, more), []string{"2 new messages|in me@example.com|3,4||2"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, n := range notes(english, tt.in) {
				got = append(got, fmt.Sprintf("%s|%s|%s|%s|%d", n.summary, n.body, strings.Join(n.messages, ","), n.click.Thread, n.show))
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("got  %q\nwant %q", got, tt.want)
			}
		})
	}
}

func TestCountGoesOn(t *testing.T) {
	b := mail.Batch{
		Account:  account,
		Messages: []mail.Message{letter("3", "Cyd", "x")},
		Standing: []string{"2", "3", "1"},
		Style:    mail.Style{Show: mail.ShowCount},
	}
	got := notes(english, b)
	if len(got) != 1 || got[0].summary != "3 new messages" || !slices.Equal(got[0].messages, []string{"3", "2", "1"}) {
		t.Errorf("got %+v", got)
	}
	b.Messages = nil
	if got := notes(english, b); got != nil {
		t.Errorf("nothing new is told as %+v", got)
	}
	b.Messages, b.Style.Show = []mail.Message{letter("3", "Cyd", "x")}, mail.ShowSender
	if got := notes(english, b); len(got) != 1 || len(got[0].messages) != 1 {
		t.Errorf("what stands is told again: %+v", got)
	}
}

func TestSoundAndUrgency(t *testing.T) {
	loud, quiet := letter("1", "Ada", "One"), letter("2", "Ben", "Two")
	quiet.Quiet = true
	for _, tt := range []struct {
		name string
		in   mail.Batch
		want []string // of each note
	}{
		{"a sound for each", mail.Batch{Messages: []mail.Message{loud}, More: []string{"3"}}, []string{"loud", "loud"}},
		{"no sound at all", mail.Batch{Messages: []mail.Message{loud}, More: []string{"3"}, Style: mail.Style{Mute: true}}, []string{"mute", "mute"}},
		{"a rule quietens its own mail alone", mail.Batch{Messages: []mail.Message{quiet, loud}}, []string{"loud", "quiet"}},
		{"a digest is as loud as its loudest", mail.Batch{Messages: []mail.Message{quiet, loud}, Digest: true}, []string{"loud"}},
		{"a digest of quiet mail is quiet", mail.Batch{Messages: []mail.Message{quiet, quiet}, Digest: true}, []string{"quiet"}},
		{"nobody knows of what was not read", mail.Batch{Messages: []mail.Message{quiet, quiet}, More: []string{"3"}, Digest: true}, []string{"loud"}},
		{"a count is like a digest", mail.Batch{Messages: []mail.Message{quiet}, Style: mail.Style{Show: mail.ShowCount}}, []string{"quiet"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, n := range notes(english, tt.in) {
				switch {
				case n.quiet && n.mute:
					got = append(got, "quiet")
				case n.mute:
					got = append(got, "mute")
				case !n.quiet:
					got = append(got, "loud")
				}
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestButtons(t *testing.T) {
	ada, ben := letter("1", "Ada", "One"), letter("2", "Ben", "Two")
	style := mail.Style{Actions: []mail.Action{{Key: "read", Label: "Mark as read"}, {Key: "archive", Label: "Archive"}}}
	sender, count, german := style, style, style
	sender.Show, count.Show, german.Open = mail.ShowSender, mail.ShowCount, "Öffnen"
	const full = "default=Open read=Mark as read archive=Archive"
	for _, tt := range []struct {
		name string
		in   mail.Batch
		want []string // of each note
	}{
		{"a letter has them", mail.Batch{Messages: []mail.Message{ada}, Style: style}, []string{full}},
		{"also without its subject", mail.Batch{Messages: []mail.Message{ada}, Style: sender}, []string{full}},
		{"a summary has not", mail.Batch{Messages: []mail.Message{ada}, More: []string{"3"}, Style: style}, []string{"default=Open", full}},
		{"nor has a digest", mail.Batch{Messages: []mail.Message{ada, ben}, Digest: true, Style: style}, []string{"default=Open"}},
		{"nor has a count", mail.Batch{Messages: []mail.Message{ada}, Style: count}, []string{"default=Open"}},
		{"the click has the caller's words", mail.Batch{Messages: []mail.Message{ada}, Style: german},
			[]string{"default=Öffnen read=Mark as read archive=Archive"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, n := range notes(english, tt.in) {
				var words []string
				for _, a := range n.actions {
					words = append(words, a.Key+"="+a.Label)
				}
				got = append(got, strings.Join(words, " "))
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestAnAlertHasSomethingToClickWhereThatDoesSomething(t *testing.T) {
	for want, a := range map[string]Alert{
		"":               {Title: "Disk full", Key: "disk"},
		"Open":           {Title: "Not enabled", URL: "https://example.com/"},
		"Sign in again…": {Title: "Signed out", Click: "Sign in again…", Key: "ada@gmail.com"},
	} {
		n := a.note(english)
		label := ""
		for _, action := range n.actions {
			label += action.Label
		}
		if label != want || n.click != (Click{URL: a.URL, Key: a.Key}) {
			t.Errorf("%+v has %q to click, which means %+v", a, label, n.click)
		}
	}
}
