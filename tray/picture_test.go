package tray

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
)

// place finds an entry by its command.
func place(c Command) int {
	return slices.IndexFunc(menu("", State{}), func(e entry) bool { return e.does == c })
}

func TestChangesTellOnlyWhatChanged(t *testing.T) {
	well := State{Status: "ada@gmail.com", SignedIn: true}
	with := func(f func(*State)) State { s := well; f(&s); return s }
	pauseMenu := place(Pause30m) - 1
	for _, tt := range []struct {
		name     string
		from, to State
		want     []change
	}{
		{"the same state again is nothing", well, well, nil},
		{"an icon is an icon alone", well, with(func(s *State) { s.Icon = Unread }),
			[]change{{what: setIcon, icon: Unread}}},
		{"a tooltip of its own leaves the status line", well, with(func(s *State) { s.Tooltip = "3 unread" }),
			[]change{{what: setTooltip, text: "3 unread"}}},
		{"a status is also the tooltip where there is no other", well, with(func(s *State) { s.Status = "bob@gmail.com" }),
			[]change{{what: setTooltip, text: "bob@gmail.com"}, {what: relabel, at: 0, text: "bob@gmail.com"}}},
		{"pausing swaps two entries", well, with(func(s *State) { s.Paused = true }), []change{
			{what: hide, at: pauseMenu},
			{what: relabel, at: place(Resume), text: "Resume"}, {what: show, at: place(Resume)}}},
		{"a hidden entry's label waits until it appears", State{Status: "x"}, State{Status: "x", SigningIn: true}, []change{
			{what: hide, at: place(SignIn)},
			{what: relabel, at: place(CancelSignIn), text: "Cancel sign-in"}, {what: show, at: place(CancelSignIn)}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := changes(pictureOf("T", tt.from), pictureOf("T", tt.to))
			if !slices.Equal(got, tt.want) {
				t.Errorf("got  %v\nwant %v", got, tt.want)
			}
		})
	}
}

// The desktop, told all changes on the way, must show what it would have shown
// if it had been told the last state alone.
func TestChangesLeadFromAnyStateToAnyOther(t *testing.T) {
	everyState(func(a State) {
		everyState(func(b State) {
			from, to := pictureOf("T", a), pictureOf("T", b)
			desktop := slices.Clone(from.menu)
			for _, c := range changes(from, to) {
				switch c.what {
				case relabel:
					desktop[c.at].label = c.text
				case show:
					desktop[c.at].hidden = false
				case hide:
					desktop[c.at].hidden = true
				}
			}
			if got, want := visible(desktop), visible(to.menu); got != want {
				t.Fatalf("from %+v to %+v:\ngot  %s\nwant %s", a, b, got, want)
			}
		})
	})
}

func TestPictureFallsBackToTheTitle(t *testing.T) {
	p := pictureOf("Lettertray", State{})
	if p.tooltip != "Lettertray" || p.menu[0].label != "Lettertray" {
		t.Errorf("tooltip %q, status line %q", p.tooltip, p.menu[0].label)
	}
}

func TestATooltipFitsWindows(t *testing.T) {
	p := pictureOf("T", State{Tooltip: strings.Repeat("✉️📬", 100)})
	if n := len(utf16.Encode([]rune(p.tooltip))); n > 127 || n < 125 {
		t.Errorf("%d UTF-16 units", n)
	}
}
