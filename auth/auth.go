// Package auth signs a person in to Google through their browser, and keeps
// what that gave: the refresh token in the operating system's keyring and
// nowhere else, access tokens in memory only.
//
// SignIn turns a click in the browser into a Grant; a Keyring remembers the
// grant's refresh token; a Source makes access tokens from it for as long as
// Google lets it. The package writes no file and no log, and none of its
// errors and values holds a token in printable form.
package auth

import (
	"errors"
	"time"

	"lettertray/internal/words"
)

// ErrSignedOut means that the grant is gone for good: only the person can
// sign in again, and asking Google once more is pointless. An error that wraps
// it also wraps the *oauth2.RetrieveError with the code invalid_grant.
var ErrSignedOut = errors.New("signed out")

// An Error is a failure told twice: to the log as a chain of causes, and to
// the person in plain words.
type Error struct {
	Say words.Message // what happened and what to do next; whole sentences
	Err error         // never nil, and never holds a token
}

func (e *Error) Error() string { return e.Err.Error() }
func (e *Error) Unwrap() error { return e.Err }

// Say returns the words for the person in err, or the zero Message where it has
// none.
func Say(err error) words.Message {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Say
	}
	return words.Message{}
}

// A refresh token of an app whose consent screen is in Testing lives for 7
// days (Google, "Using OAuth 2.0 to Access Google APIs", token expiration).
// The app notices at its next refresh, up to an hour later, or when the
// computer is on again; further away than half a day the guess is no longer
// worth making.
const (
	testingLife  = 7 * 24 * time.Hour
	testingSlack = 12 * time.Hour
)

// SignedOutHint is what to tell a person whose sign-in of the given moment
// Google has ended by now. Where the time between suggests it, the sentence
// names the consent screen in Testing as the likely cause.
func SignedOutHint(signedIn, now time.Time) words.Message {
	// Wall-clock times: a laptop's monotonic clock stands still in its sleep.
	age := now.Round(0).Sub(signedIn.Round(0))
	if !signedIn.IsZero() && (age-testingLife).Abs() <= testingSlack {
		return words.SignInEndedInTesting.About()
	}
	return words.SignInEndedSomehow.About()
}
