package auth

import "testing"

func TestParseAccess(t *testing.T) {
	for _, a := range []Access{Headers, Preview, Actions} {
		if got, err := ParseAccess(string(a)); got != a || err != nil {
			t.Errorf("%s: got %q, %v", a, got, err)
		}
		if consentWords(a.Scope()) == a.Scope() {
			t.Errorf("%s has no words", a)
		}
	}
	if _, err := ParseAccess("everything"); Say(err) == "" {
		t.Errorf("an unknown access gave %v, and no words", err)
	}
	if Access("").Scope() != Headers.Scope() {
		t.Error("the zero Access asks for more than the least")
	}
}
