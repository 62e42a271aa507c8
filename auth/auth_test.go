package auth

import (
	"strings"
	"testing"
	"time"
)

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
			hint := SignedOutHint(signedIn, signedIn.Add(test.after))
			if got := strings.Contains(hint, "Publish the consent screen"); got != test.publish {
				t.Errorf("names the consent screen: %v, want %v: %s", got, test.publish, hint)
			}
			if !strings.Contains(hint, "ign in again") {
				t.Errorf("no next step in %q", hint)
			}
		})
	}
	if hint := SignedOutHint(time.Time{}, signedIn); strings.Contains(hint, "Publish") {
		t.Errorf("an unknown moment of signing in led to a guess: %s", hint)
	}
}
