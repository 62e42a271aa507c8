package tray

import (
	"reflect"
	"strings"
	"testing"
)

func TestLabelsThatOtherProgramsKnow(t *testing.T) {
	labels := map[Command]string{SignIn: "Sign in", Resync: "Resync", Resume: "Resume", Quit: "Quit"}
	everyState(func(s State) {
		m := menu("", s, English)
		for i, e := range m {
			if !strings.HasPrefix(e.label, labels[e.does.Command]) {
				t.Errorf("%q should begin with %q", e.label, labels[e.does.Command])
			}
			switch e.does.Command {
			case SignOutHere:
				if up := m[i-1]; up.sub && !strings.HasPrefix(e.label, "Sign out") || !up.sub && !strings.HasPrefix(up.label, "Sign out") {
					t.Error("the first entry under Sign out should be this computer")
				}
			case PauseUntilResumed:
				if m[i+1].sub || !strings.HasPrefix(m[opener(m, i)].label, "Pause") {
					t.Error("the last entry under Pause should be until resumed")
				}
			}
		}
	})
}

// In another language every label is another one: none stands in the logic.
func TestEveryLabelIsAWord(t *testing.T) {
	w := English
	fields := reflect.ValueOf(&w).Elem()
	for i := range fields.NumField() {
		fields.Field(i).SetString("№" + fields.Field(i).String())
	}
	everyState(func(s State) {
		for _, e := range menu("№", s, w) {
			own := strings.HasPrefix(e.label, "№") || e.label == "" || e.does.Command == OpenLetter
			if !own && !strings.Contains(e.label, "@gmail.com") {
				t.Errorf("%q is no word of the language", e.label)
			}
		}
	})
}
