//go:build !linux && !darwin

package auth

import "lettertray/internal/words"

const callLimit = answerLimit

var unusable = words.CredentialsUnusable

// systemDoor is nil: Windows' Credential Manager is open while the person is
// logged on.
func systemDoor() door { return nil }
