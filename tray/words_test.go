package tray

import (
	"slices"
	"strings"
	"testing"

	"lettertray/internal/words"
)

// german writes numbers as the region of whoever runs the tests does.
var german = words.Choose("de")

func TestLabelsThatOtherProgramsKnow(t *testing.T) {
	labels := map[Command]string{SignIn: "Sign in", Resync: "Resync", Resume: "Resume", Quit: "Quit"}
	everyState(func(s State) {
		m := menu("", s)
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

// No label stands in the logic: in another language each is another one, but
// for what comes from the state.
func TestEveryLabelIsAWord(t *testing.T) {
	everyState(func(s State) {
		given := []string{"", "status"}
		for _, a := range s.accounts() {
			given = append(given, a.Address, a.Address+" (1)")
			for _, l := range a.Newest {
				given = append(given, l.Text)
			}
		}
		english := menu("status", s)
		s.Words = german
		for i, e := range menu("status", s) {
			if e.label == english[i].label && !slices.Contains(given, e.label) {
				t.Errorf("%q is the same in German", e.label)
			}
		}
	})
}

func TestAnotherLanguageRelabelsWhatIsInSightAndNothingElse(t *testing.T) {
	everyState(func(s State) {
		told, there := toldOf(s), pictured(s)
		s.Words = german
		p := pictured(s)
		var want []change
		for i := range p.menu {
			if inSight(p.menu, i) && p.menu[i].label != there.menu[i].label {
				want = append(want, change{relabel, i})
			}
		}
		if got, _ := changes(told, p); len(want) == 0 || !slices.Equal(got, want) {
			t.Errorf("%+v:\ngot  %v\nwant %v", s, got, want)
		}
	})
}

func TestNumbersAreWrittenAsTheLanguageDoes(t *testing.T) {
	s := State{MoreAccounts: 1234, Accounts: accounts(Account{Address: "ada@gmail.com", Unread: 1234}, Account{Address: "bob@gmail.com"})}
	for _, l := range []*words.Locale{words.English, german} {
		s.Words = l
		got, n := visible(menu("status", s)), l.Number(1234)
		if !strings.Contains(got, " | ada@gmail.com ("+n+") [") || !strings.Contains(got, ": "+n+" — |") {
			t.Errorf("%s is not in %s", n, got)
		}
	}
}
