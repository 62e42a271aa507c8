//go:build !linux

package auth

import (
	"testing"

	"github.com/zalando/go-keyring"
)

// On Linux the real thing is tried.
func TestSystemKeyring(t *testing.T) {
	keyring.MockInit()
	saveLoadDelete(t, newKeyring(systemTokens{}, nil))
	if token, err := keyring.Get("lettertray", "bob@example.com"); token != "bobs" || err != nil {
		t.Errorf("under the service's name lies %q, %v", token, err)
	}
}
