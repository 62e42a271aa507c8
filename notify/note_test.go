package notify

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"lettertray/internal/mail"
	"lettertray/internal/words"
)

var english = speech{words.English}

const account = "me@example.com"

func letter(id, name, subject string) mail.Message {
	return mail.Message{
		ID: id, Thread: "t" + id, Subject: subject,
		From: mail.Sender{Name: name, Address: id + "@example.com"},
	}
}

func TestNotes(t *testing.T) {
	ada, ben, cyd := letter("1", "Ada", "One"), letter("2", "Ben", "Two"), letter("3", "Cyd", "Three")
	var crowd []mail.Message
	for i := range 8 {
		crowd = append(crowd, letter(fmt.Sprint(i), fmt.Sprintf("P%d", i), "x"))
	}
	ids := func(n int) []string { return slices.Repeat([]string{"m"}, n) }
	batch := func(more int, digest bool, ms ...mail.Message) mail.Batch {
		return mail.Batch{Account: "me@example.com", Messages: ms, More: ids(more), Digest: digest}
	}
	preview := ada
	preview.Snippet = "Dear all,\nit is done"

	for _, tt := range []struct {
		name string
		in   mail.Batch
		want []string // "summary|body|number of messages|thread"
	}{
		{"nothing is nothing", batch(0, false), nil},
		{"an empty digest is nothing", batch(0, true), nil},
		{"one letter", batch(0, false, ada), []string{"Ada|One|1|t1"}},
		{"a snippet stands on a line of its own", batch(0, false, preview), []string{"Ada|One\nDear all, it is done|1|t1"}},
		{"the newest comes last, on top", batch(0, false, cyd, ben, ada), []string{"Ada|One|1|t1", "Ben|Two|1|t2", "Cyd|Three|1|t3"}},
		{"many are three and a summary beneath", batch(17, false, cyd, ben, ada),
			[]string{"More new mail|and 17 more in me@example.com|17|", "Ada|One|1|t1", "Ben|Two|1|t2", "Cyd|Three|1|t3"}},
		{"one more is a message", batch(1, false, ada), []string{"More new mail|and 1 more in me@example.com|1|", "Ada|One|1|t1"}},
		{"a digest names each sender once", batch(2, true, cyd, ada, ben, ada, cyd), []string{"7 new messages|Cyd, Ada, Ben and 2 more|7|"}},
		{"a digest of known senders has no rest", batch(0, true, cyd, ada), []string{"2 new messages|Cyd, Ada|2|"}},
		{"a digest names five senders", batch(1, true, crowd...), []string{"9 new messages|P0, P1, P2, P3, P4 and 4 more|9|"}},
		{"a digest of one is that letter", batch(0, true, ada), []string{"Ada|One|1|t1"}},
		{"a digest without letters says where", batch(4, true), []string{"4 new messages|in me@example.com|4|"}},
		{"only a rest is a digest", batch(1, false), []string{"1 new message|in me@example.com|1|"}},
		{"no name: the address", batch(0, false, letter("1", "", "One")), []string{"1@example.com|One|1|t1"}},
		{"an invisible name: the address", batch(0, false, letter("1", "\u200b\u3164", "One")), []string{"1@example.com|One|1|t1"}},
		{"no sender, no subject", batch(0, false, mail.Message{ID: "1", Labels: []string{mail.Inbox}}), []string{"Unknown sender|(no subject)|1|"}},
		{"a message that could not be read", batch(0, false, mail.Message{ID: "1"}), []string{"New mail|It could not be read here; open it in Gmail.|1|"}},
		{"markup is left to the server's capabilities", batch(0, false, letter("1", "<b>A", "a & b")), []string{"<b>A|a & b|1|t1"}},
		{"a subject that fills the body leaves no room for a snippet", batch(0, false, mail.Message{ID: "1", Subject: strings.Repeat("s", 290), Snippet: "x"}),
			[]string{"Unknown sender|" + strings.Repeat("s", 290) + "|1|"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, n := range notes(english, tt.in) {
				if n.click.Account != tt.in.Account {
					t.Errorf("a click goes to %q", n.click.Account)
				}
				if single := len(n.messages) == 1 && n.click.Thread != ""; single && n.click.Message != n.messages[0] {
					t.Errorf("a click means message %q, not %q", n.click.Message, n.messages[0])
				}
				got = append(got, fmt.Sprintf("%s|%s|%d|%s", n.summary, n.body, len(n.messages), n.click.Thread))
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("got  %q\nwant %q", got, tt.want)
			}
		})
	}
}

func TestDigestKeepsItsCountBesideLongNames(t *testing.T) {
	var ms []mail.Message
	for i := range 6 {
		ms = append(ms, letter("1", fmt.Sprint(i)+strings.Repeat("n", 200), "x"))
	}
	body := notes(english, mail.Batch{Messages: ms, Digest: true})[0].body
	if !strings.HasSuffix(body, "… and 1 more") || utf8.RuneCountInString(body) > bodyLimit {
		t.Errorf("body is %q", body)
	}
}

func TestEach(t *testing.T) {
	batch := mail.Batch{Messages: []mail.Message{letter("3", "C", ""), letter("2", "B", ""), letter("1", "A", "")}}
	for _, tt := range []struct {
		name string
		errs map[string]error // by message
		told []string
		want error
	}{
		{"all is told", nil, []string{"1", "2", "3"}, nil},
		{"a refused note doesn't stop the others", map[string]error{"2": errRefused}, []string{"1", "3"}, errRefused},
		{"a service that went away does, and what it told counts", map[string]error{"2": ErrAway}, []string{"1"}, ErrAway},
	} {
		t.Run(tt.name, func(t *testing.T) {
			shown, err := each(english, batch, func(n note) (string, error) { return "h" + n.messages[0], tt.errs[n.messages[0]] })
			var told []string
			for _, s := range shown {
				told = append(told, s.Messages...)
				if s.Handle != "h"+s.Messages[0] || s.Thread != "t"+s.Messages[0] {
					t.Errorf("shown is %+v", s)
				}
			}
			if !slices.Equal(told, tt.told) || !errors.Is(err, tt.want) {
				t.Errorf("told %q and %v, want %q and %v", told, err, tt.told, tt.want)
			}
		})
	}
}

// What stands in all the subjects and snippets of FuzzNote, and nowhere else.
const secret = "hush"

// FuzzNote holds what every stranger's text must come out as.
func FuzzNote(f *testing.F) {
	f.Add("Ada", "Lunch?", "See you")
	f.Add("<b>x</b>&amp;", "\u202egpj.exe", "\x1b[2J\x00\xff")
	f.Add("\u2066\u200f", "a\U000e0041\ufffc", strings.Repeat("Z\u0335\u0336", 400))
	f.Add("👩\u200d👩\u200d👧", strings.Repeat("🇩🇪", 200), "]]>\n\t'\"")
	f.Fuzz(func(t *testing.T, name, subject, snippet string) {
		name = strings.ReplaceAll(name, "h", "") // without the secret, also once it is clean
		m := mail.Message{ID: "1", From: mail.Sender{Name: name}, Subject: secret + subject, Snippet: secret + snippet}
		for _, b := range []mail.Batch{
			{Messages: []mail.Message{m}},
			{Account: name, Messages: []mail.Message{m}, More: []string{"2"}},
			{Account: name, Messages: []mail.Message{m, m}, Digest: true},
			{Account: name, Messages: []mail.Message{m}, Style: mail.Style{Show: mail.ShowSender, Actions: []mail.Action{{Key: "read", Label: "Mark as read"}}}},
			{Account: name, Messages: []mail.Message{m}, Style: mail.Style{Show: mail.ShowCount}},
		} {
			for _, n := range notes(english, b) {
				wellFormed(t, n.summary, summaryLimit, 1)
				wellFormed(t, n.body, bodyLimit, 2)
				if n.summary == "" || n.body == "" {
					t.Error("empty text")
				}
				if b.Style.Show >= mail.ShowSender && strings.Contains(n.summary+n.body, secret) {
					t.Errorf("%q, %q give the subject away", n.summary, n.body)
				}
				onlyText(t, "<body>"+markup.Replace(n.body)+"</body>", n.body)
				x, err := toastXML(n)
				if err != nil {
					t.Fatal(err)
				}
				onlyText(t, x, n.summary+strings.ReplaceAll(n.body, "\n", ""))
			}
		}
	})
}

func wellFormed(t *testing.T, s string, limit, lines int) {
	t.Helper()
	if !utf8.ValidString(s) || utf8.RuneCountInString(s) > limit || strings.Count(s, "\n") >= lines {
		t.Errorf("not valid, too long or too many lines: %+q", s)
	}
	for _, r := range s {
		if unicode.IsControl(r) && r != '\n' || unicode.Is(unicode.Bidi_Control, r) {
			t.Errorf("%+q has %U", s, r)
		}
	}
}

// onlyText fails unless x is XML without elements that a note could have
// brought along, and reads as text.
func onlyText(t *testing.T, x, text string) {
	t.Helper()
	var got strings.Builder
	d := xml.NewDecoder(strings.NewReader(x))
	for {
		token, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatalf("%q is not XML: %v", x, err)
		}
		switch token := token.(type) {
		case xml.CharData:
			got.Write(token)
		case xml.StartElement:
			if !slices.Contains([]string{"body", "toast", "visual", "binding", "text", "audio", "actions", "action"}, token.Name.Local) {
				t.Errorf("%q has an element %q", x, token.Name.Local)
			}
		case xml.Comment, xml.ProcInst, xml.Directive:
			t.Errorf("%q has a %T", x, token)
		}
	}
	if got.String() != text {
		t.Errorf("%q reads as %+q, not %+q", x, got.String(), text)
	}
}
