package auth

// Any call may open a prompt of the keychain's own, and nothing tells.
const callLimit = promptLimit

const unusableWords = "This computer's keychain cannot be used, so a sign-in is only kept until Lettertray ends. " +
	"Unlock the keychain, then start Lettertray again."

// systemDoor is nil: the keychain asks the person by itself.
func systemDoor() door { return nil }
