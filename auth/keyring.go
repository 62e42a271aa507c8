package auth

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/zalando/go-keyring"

	"lettertray/internal/words"
)

// Why a Keyring did not do what it was asked. Each comes wrapped in an *Error.
var (
	ErrNoToken  = errors.New("no token is kept")
	ErrUnusable = errors.New("the keyring cannot be used")              // none, dead, or frozen
	ErrLocked   = errors.New("the keyring is locked and stayed locked") // the person said no, or nothing
)

const (
	keyringService = "lettertray"

	// A keyring answers in milliseconds, or fails in as many, or never.
	answerLimit = 5 * time.Second
	// A person has to find the prompt and type a password.
	promptLimit = 2 * time.Minute
)

// A Keyring keeps refresh tokens, one for each address, where the operating
// system keeps secrets. Every call ends in time, whatever the keyring does.
// It is safe for concurrent use.
type Keyring struct {
	tokens tokens
	door   door // nil where the tokens' own calls ask the person

	answer time.Duration // for one call
	prompt time.Duration // for the person to unlock

	// 1-buffered: holds a value while a call is under way. One that never
	// returns keeps it, so that no more goroutines gather behind it.
	busy chan struct{}
}

// tokens is where the values are. Get and Delete return keyring.ErrNotFound
// for an address that has none.
type tokens interface {
	Get(address string) (string, error)
	Set(address, token string) error
	Delete(address string) error
}

// A door is the lock before the tokens. Both calls end with ctx.
type door interface {
	Locked(ctx context.Context) (bool, error)
	// Unlock asks the person. It returns errDismissed if they declined.
	Unlock(ctx context.Context) error
}

var errDismissed = errors.New("the person did not unlock it")

// OpenKeyring returns the operating system's keyring. It touches nothing yet.
func OpenKeyring() *Keyring { return newKeyring(systemTokens{}, systemDoor()) }

func newKeyring(t tokens, d door) *Keyring {
	return &Keyring{tokens: t, door: d, answer: callLimit, prompt: promptLimit, busy: make(chan struct{}, 1)}
}

// Load returns the refresh token of an address.
func (k *Keyring) Load(ctx context.Context, address string) (Secret, error) {
	token, err := k.call(ctx, func() (string, error) { return k.tokens.Get(address) })
	if err == nil && token == "" {
		err = ErrNoToken
	}
	if err != nil {
		return Secret{}, told("reading a token from the keyring", err)
	}
	return NewSecret(token), nil
}

// Save keeps the refresh token of an address in place of the one before.
func (k *Keyring) Save(ctx context.Context, address string, token Secret) error {
	_, err := k.call(ctx, func() (string, error) { return "", k.tokens.Set(address, token.Reveal()) })
	return told("keeping a token in the keyring", err)
}

// Delete forgets the refresh token of an address. None there is fine.
func (k *Keyring) Delete(ctx context.Context, address string) error {
	_, err := k.call(ctx, func() (string, error) { return "", k.tokens.Delete(address) })
	if errors.Is(err, ErrNoToken) {
		return nil
	}
	return told("deleting a token from the keyring", err)
}

// call does op with the door open.
func (k *Keyring) call(ctx context.Context, op func() (string, error)) (string, error) {
	if k.door != nil {
		if err := k.open(ctx); err != nil {
			return "", err
		}
	}
	return within(ctx, k, k.answer, func(context.Context) (string, error) { return op() })
}

// open has the person unlock the door if it is locked.
func (k *Keyring) open(ctx context.Context) error {
	locked, err := within(ctx, k, k.answer, k.door.Locked)
	if err != nil || !locked {
		return err
	}
	_, err = within(ctx, k, k.prompt, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, k.door.Unlock(ctx)
	})
	if errors.Is(err, context.DeadlineExceeded) && ctx.Err() == nil {
		return ErrLocked
	}
	return err
}

// within does op on a goroutine of its own and leaves it behind at the limit.
// Its error is one of the package's, or the caller's context's.
func within[T any](ctx context.Context, k *Keyring, limit time.Duration, op func(context.Context) (T, error)) (T, error) {
	type answer struct {
		value T
		err   error
	}
	limited, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	answers := make(chan answer, 1) // so that a late one is not stuck
	late := func() (none T, err error) {
		if ctx.Err() != nil {
			return none, ctx.Err()
		}
		return none, fmt.Errorf("%w: no answer within %v: %w", ErrUnusable, limit, context.DeadlineExceeded)
	}

	select {
	case k.busy <- struct{}{}:
	case <-limited.Done():
		return late()
	}
	go func() {
		value, err := op(limited)
		<-k.busy
		answers <- answer{value, err}
	}()
	select {
	case a := <-answers:
		if limited.Err() != nil && a.err != nil {
			return late()
		}
		return a.value, sorted(a.err)
	case <-limited.Done():
		return late()
	}
}

// sorted makes one of the package's errors of a keyring's own.
func sorted(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, keyring.ErrNotFound):
		return ErrNoToken
	case errors.Is(err, errDismissed):
		return fmt.Errorf("%w: %w", ErrLocked, err)
	}
	return fmt.Errorf("%w: %w", ErrUnusable, err)
}

// told adds the words for the person.
func told(doing string, err error) error {
	if err == nil {
		return nil
	}
	return &Error{Say: keyringWords(err), Err: fmt.Errorf("%s: %w", doing, err)}
}

// keyringWords tells a person why a keyring did not do what it was asked.
func keyringWords(err error) words.Message {
	switch {
	case errors.Is(err, ErrNoToken):
		return words.NothingKept.About()
	case errors.Is(err, ErrLocked):
		return words.KeyringLocked.About()
	case errors.Is(err, ErrUnusable):
		return unusable.About()
	}
	return words.KeyringNotAwaited.About()
}
