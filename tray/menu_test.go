package tray

import (
	"slices"
	"strings"
	"testing"
)

// visible is the menu as a person sees it, sub-menus behind their entry.
func visible(menu []entry) string {
	var b strings.Builder
	hidden := false
	for _, e := range menu {
		if !e.sub {
			hidden = e.hidden
		}
		switch {
		case hidden:
		case e.separator:
			b.WriteString(" —")
		case e.sub:
			b.WriteString(" > " + e.label)
		default:
			b.WriteString(" | " + e.label)
		}
	}
	return strings.TrimPrefix(b.String(), " | ")
}

func TestMenu(t *testing.T) {
	const (
		pause   = " | Pause notifications > 30 minutes > 1 hour > Until tomorrow > Until resumed"
		signOut = " | Sign out > On this computer > Everywhere…"
	)
	for _, tt := range []struct {
		name  string
		state State
		want  string
	}{
		{"without an account there is only signing in", State{},
			"status — | Sign in… — | Quit"},
		{"while the browser is open, signing in can be called off", State{SigningIn: true},
			"status — | Cancel sign-in — | Quit"},
		{"an account that works", State{SignedIn: true},
			"status — | Open inbox | Resync now" + pause + " —" + signOut + " | Quit"},
		{"a paused account resumes instead of pausing", State{SignedIn: true, Paused: true},
			"status — | Open inbox | Resync now | Resume —" + signOut + " | Quit"},
		{"an account whose grant has ended", State{SignedIn: true, NeedsSignIn: true},
			"status — | Sign in again… | Open inbox —" + signOut + " | Quit"},
		{"a pause can be ended though the grant has", State{SignedIn: true, NeedsSignIn: true, Paused: true},
			"status — | Sign in again… | Open inbox | Resume —" + signOut + " | Quit"},
		{"signing in again", State{SignedIn: true, NeedsSignIn: true, SigningIn: true},
			"status — | Cancel sign-in | Open inbox —" + signOut + " | Quit"},
		{"a pause without an account says nothing", State{Paused: true},
			"status — | Sign in… — | Quit"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := visible(menu("status", tt.state)); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

func everyState(f func(State)) {
	for bits := range 16 {
		f(State{SignedIn: bits&1 != 0, NeedsSignIn: bits&2 != 0, SigningIn: bits&4 != 0, Paused: bits&8 != 0})
	}
}

func TestTheMenuHasTheSameEntriesInEveryState(t *testing.T) {
	first := menu("", State{})
	everyState(func(s State) {
		seen := map[Command]int{}
		for i, e := range menu("", s) {
			seen[e.does]++
			if e.does != first[i].does || e.sub != first[i].sub || e.separator != first[i].separator {
				t.Errorf("%+v: entry %d is another one: %+v", s, i, e)
			}
			if (e.sub || e.separator) && e.hidden {
				t.Errorf("%+v: %q is hidden by itself", s, e.label)
			}
		}
		for c := SignIn; c <= Quit; c++ {
			if seen[c] != 1 {
				t.Errorf("%+v: %q stands %d times in the menu", s, c, seen[c])
			}
		}
	})
}

func TestLabelsThatOtherProgramsKnow(t *testing.T) {
	labels := map[Command]string{SignIn: "Sign in", Resync: "Resync", Resume: "Resume", Quit: "Quit"}
	everyState(func(s State) {
		m := menu("", s)
		for _, e := range m {
			if !strings.HasPrefix(e.label, labels[e.does]) {
				t.Errorf("%q should begin with %q", e.label, labels[e.does])
			}
		}
		at := func(c Command) int { return slices.IndexFunc(m, func(e entry) bool { return e.does == c }) }
		if here := at(SignOutHere); !strings.HasPrefix(m[here-1].label, "Sign out") {
			t.Error("the first entry under Sign out should be this computer")
		}
		if last := at(PauseUntilResumed); m[last+1].sub || !strings.HasPrefix(m[at(Pause30m)-1].label, "Pause") {
			t.Error("the last entry under Pause should be until resumed")
		}
	})
}
