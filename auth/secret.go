package auth

import (
	"fmt"
	"io"
	"log/slog"
)

const hidden = "[hidden]"

// A Secret is text that must not be seen: a token, or a client's secret. It
// prints as [hidden] with every verb of fmt, in JSON and in slog. The zero
// value holds the empty string.
type Secret struct {
	// A pointer, because fmt prints the unexported fields of other people's
	// structs without asking for their methods, and of a pointer in them only
	// the address.
	text *string
}

// NewSecret hides s.
func NewSecret(s string) Secret { return Secret{&s} }

// Reveal returns the text. The caller takes care that it goes only where it
// belongs: to the keyring, or into a request to Google.
func (s Secret) Reveal() string {
	if s.text == nil {
		return ""
	}
	return *s.text
}

// String is always the same word, also for an empty secret.
func (s Secret) String() string { return hidden }

// Format implements fmt.Formatter for all verbs.
func (s Secret) Format(f fmt.State, _ rune) { io.WriteString(f, hidden) }

// MarshalText implements encoding.TextMarshaler, which encoding/json uses too.
func (s Secret) MarshalText() ([]byte, error) { return []byte(hidden), nil }

// LogValue implements slog.LogValuer.
func (s Secret) LogValue() slog.Value { return slog.StringValue(hidden) }
