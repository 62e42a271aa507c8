//go:build !linux && !darwin

package auth

const callLimit = answerLimit

const unusableWords = "This computer's keyring cannot be used, so a sign-in is only kept until Lettertray ends. " +
	"On Windows, look whether the Credential Manager works, then start Lettertray again."

// systemDoor is nil: Windows' Credential Manager is open while the person is
// logged on.
func systemDoor() door { return nil }
