package auth

import (
	"testing"

	"lettertray/internal/words"
)

func TestParseAccess(t *testing.T) {
	boxes := map[words.Text]Access{}
	for _, a := range []Access{Headers, Preview, Actions} {
		if got, err := ParseAccess(string(a)); got != a || err != nil {
			t.Errorf("%s: got %q, %v", a, got, err)
		}
		if other, ok := boxes[a.box()]; ok || a.box() == (words.Text{}) {
			t.Errorf("%s has no box of its own: %v, as %s", a, a.box(), other)
		}
		boxes[a.box()] = a
	}
	if _, err := ParseAccess("everything"); said(t, err) == "" {
		t.Errorf("an unknown access gave %v, and no words", err)
	}
	if Access("").Scope() != Headers.Scope() {
		t.Error("the zero Access asks for more than the least")
	}
}
