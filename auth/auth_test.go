package auth

import (
	"strings"
	"testing"
	"time"

	"lettertray/internal/words"
)

var german = words.Choose("de")

// said is what a person who reads English is told of a failure; empty where
// there is nothing to tell. The other language must tell it too.
func said(t *testing.T, err error) string {
	t.Helper()
	return spoken(t, Say(err))
}

func spoken(t *testing.T, m words.Message) string {
	t.Helper()
	if m.None() {
		return ""
	}
	english, other := words.English.Tell(m), german.Tell(m)
	if english == "" || other == "" || english == other {
		t.Errorf("told as %q, and in German as %q", english, other)
	}
	// A verb without its argument, or what package fmt writes for it.
	if strings.Contains(english+other, "%") {
		t.Errorf("told of the wrong things: %q, %q", english, other)
	}
	return english
}

func TestSignedOutHint(t *testing.T) {
	signedIn := time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)
	day := 24 * time.Hour
	for _, test := range []struct {
		name    string
		after   time.Duration
		publish bool
	}{
		{"a token that died at once was not killed by Testing", time.Minute, false},
		{"six days are too few", 6 * day, false},
		{"six and a half days may be seven", 6*day + 12*time.Hour, true},
		{"seven days are the life of a token in Testing", 7 * day, true},
		{"a computer that slept a while notices later", 7*day + 11*time.Hour, true},
		{"eight days are too many", 8 * day, false},
		{"a clock set back says nothing", -7 * day, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			hint := spoken(t, SignedOutHint(signedIn, signedIn.Add(test.after)))
			if got := strings.Contains(hint, "Publish the consent screen"); got != test.publish {
				t.Errorf("names the consent screen: %v, want %v: %s", got, test.publish, hint)
			}
			if !strings.Contains(hint, "ign in again") {
				t.Errorf("no next step in %q", hint)
			}
		})
	}
	// By the names on the German pages of Google's console.
	hint := german.Tell(SignedOutHint(signedIn, signedIn.Add(7*day)))
	for _, name := range []string{"„Test“", "„App veröffentlichen“", "„In Produktion“"} {
		if !strings.Contains(hint, name) {
			t.Errorf("%s is not in %q", name, hint)
		}
	}
	if hint := spoken(t, SignedOutHint(time.Time{}, signedIn)); strings.Contains(hint, "Publish") {
		t.Errorf("an unknown moment of signing in led to a guess: %s", hint)
	}
}
