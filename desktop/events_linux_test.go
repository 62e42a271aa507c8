package desktop

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// An event is what the app tells other programs.
type event struct{ Event, Account, From, Subject string }

// aboutMail reads events, one JSON object a line, and returns those that tell of
// the subject. A line that is not finished yet is left out.
func aboutMail(t testing.TB, text, subject string) (all []event) {
	t.Helper()
	for line := range strings.Lines(text) {
		var e event
		if !strings.HasSuffix(line, "\n") {
			break
		}
		if err := json.Unmarshal([]byte(line), &e); err != nil {
			t.Fatalf("the line %q is no JSON object: %v", line, err)
		}
		if e.Event == "mail" && e.Subject == subject {
			all = append(all, e)
		}
	}
	return all
}

// startWatch listens to the app's events until the test ends, and returns what
// it hears.
func (b *box) startWatch(t testing.TB) *record {
	t.Helper()
	heard := new(record)
	cmd := exec.Command(lettertray, "watch", "--json")
	cmd.Stdout = heard
	b.start(t, cmd)
	eventually(t, "watch says how things are", func() bool { return strings.Contains(heard.String(), "\n") })
	return heard
}

func (s *story) hearEvents(t *testing.T) {
	const nasty = "Grüße; touch owned & $(touch owned) `touch owned` | \"x\" 'y' \\ > owned"
	const next = "The next letter"
	hooked := filepath.Join(s.dir, "hooked")
	command, _ := json.Marshal([]string{"tee", "-a", hooked}) // strings always marshal
	watched := s.startWatch(t)
	s.ask(t, "settings", "set", "on_mail", string(command))
	s.google.deliver("Grace Hopper", nasty, "")
	s.google.deliver("Charles Babbage", next, "")
	readHooked := func() string {
		text, _ := os.ReadFile(hooked) // there is none before the first event
		return string(text)
	}
	for name, read := range map[string]func() string{"watch --json": watched.String, "on_mail": readHooked} {
		eventually(t, name+" tells of both letters", func() bool {
			return len(aboutMail(t, read(), nasty)) > 0 && len(aboutMail(t, read(), next)) > 0
		})
		all := aboutMail(t, read(), nasty)
		if want := (event{"mail", ada, "Grace Hopper", nasty}); len(all) != 1 || all[0] != want {
			t.Errorf("%s tells %+v, want one %+v", name, all, want)
		}
	}
	if _, err := os.Lstat(filepath.Join(s.dir, "owned")); err == nil {
		t.Error("a shell has read the subject")
	}
	s.ask(t, "settings", "set", "on_mail", "[]")
}
