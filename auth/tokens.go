package auth

import (
	"sync"

	"github.com/zalando/go-keyring"
)

// systemTokens are the operating system's, through go-keyring.
type systemTokens struct{}

func (systemTokens) Get(address string) (string, error) { return keyring.Get(keyringService, address) }
func (systemTokens) Set(address, token string) error {
	return keyring.Set(keyringService, address, token)
}
func (systemTokens) Delete(address string) error { return keyring.Delete(keyringService, address) }

// MemoryKeyring returns a Keyring that forgets everything at the program's
// end: for the demo, and for a computer whose own keyring cannot be used.
func MemoryKeyring() *Keyring { return newKeyring(&memoryTokens{values: map[string]string{}}, nil) }

type memoryTokens struct {
	mu     sync.Mutex
	values map[string]string
}

func (m *memoryTokens) Get(address string) (string, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	token, ok := m.values[address]
	if !ok {
		return "", keyring.ErrNotFound
	}
	return token, nil
}

func (m *memoryTokens) Set(address, token string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.values[address] = token
	return nil
}

func (m *memoryTokens) Delete(address string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if _, ok := m.values[address]; !ok {
		return keyring.ErrNotFound
	}
	delete(m.values, address)
	return nil
}
