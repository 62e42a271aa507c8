package config

import (
	"errors"

	"lettertray/internal/words"
)

// An Error is a mistake in the settings, or what keeps them from being read or
// written: all that [ReadSettings], [ParseSettings], [Set] and [Settings.Get]
// refuse.
type Error struct {
	Say words.Message // what the person is told: no whole sentence, and no full stop
	Err error         // what is beneath; may be nil
}

// Error says it for the log, in English.
func (e *Error) Error() string { return words.English.Tell(e.Say) }

func (e *Error) Unwrap() error { return e.Err }

// Say returns what the person is told of the error: nothing where it is none of
// this package's.
func Say(err error) words.Message {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Say
	}
	return words.Message{}
}

// refuse is an error with nothing beneath.
func refuse(say words.Message) error { return &Error{Say: say} }
