package auth

import (
	"context"
	"errors"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/zalando/go-keyring"

	"lettertray/internal/words"
)

// fakeTokens is a keyring that does as the test wishes.
type fakeTokens struct {
	memoryTokens
	err  error
	hang chan struct{} // may be nil; calls wait for it to be closed
	runs atomic.Int32

	freezes bool // asks the test for a hang
}

func (f *fakeTokens) Get(address string) (string, error) {
	f.runs.Add(1)
	if f.hang != nil {
		<-f.hang
	}
	if f.err != nil {
		return "", f.err
	}
	return f.memoryTokens.Get(address)
}

// fakeDoor is a lock that a person opens after a while, or doesn't.
type fakeDoor struct {
	locked bool
	err    error         // of looking
	after  time.Duration // the person's answer; negative is never
	no     bool          // which is no
	asked  int
}

func (d *fakeDoor) Locked(context.Context) (bool, error) { return d.locked, d.err }

func (d *fakeDoor) Unlock(ctx context.Context) error {
	d.asked++
	if d.after < 0 {
		<-ctx.Done()
		return ctx.Err()
	}
	select {
	case <-time.After(d.after):
	case <-ctx.Done():
		return ctx.Err()
	}
	if d.no {
		return errDismissed
	}
	d.locked = false
	return nil
}

func TestKeyringStates(t *testing.T) {
	for _, test := range []struct {
		name   string
		tokens *fakeTokens
		door   *fakeDoor // may be nil
		want   error
		within time.Duration
		says   string
	}{
		{"it works", &fakeTokens{}, &fakeDoor{}, nil, 0, ""},
		{"it works without a door", &fakeTokens{}, nil, nil, 0, ""},
		{"it is unlocked in time", &fakeTokens{}, &fakeDoor{locked: true, after: 119 * time.Second}, nil, 119 * time.Second, ""},
		{"it has no token", &fakeTokens{err: keyring.ErrNotFound}, &fakeDoor{}, ErrNoToken, 0, "no sign-in"},
		{"there is none", &fakeTokens{}, &fakeDoor{err: errors.New("no bus")}, ErrUnusable, 0, "cannot be used"},
		{"it fails", &fakeTokens{err: errors.New("I/O error")}, &fakeDoor{}, ErrUnusable, 0, "cannot be used"},
		{"it is frozen", &fakeTokens{freezes: true}, &fakeDoor{}, ErrUnusable, 5 * time.Second, "cannot be used"},
		{"the person declines to unlock it", &fakeTokens{}, &fakeDoor{locked: true, after: time.Minute, no: true}, ErrLocked, time.Minute, "locked"},
		{"the person is away", &fakeTokens{}, &fakeDoor{locked: true, after: -1}, ErrLocked, 2 * time.Minute, "locked"},
	} {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				test.tokens.values = map[string]string{"ada@example.com": theRefresh}
				k := newKeyring(test.tokens, nil)
				k.answer = answerLimit
				if test.door != nil {
					k.door = test.door
				}
				if test.tokens.freezes {
					test.tokens.hang = make(chan struct{})
					defer close(test.tokens.hang)
				}
				start := time.Now()
				token, err := k.Load(t.Context(), "ada@example.com")
				if !errors.Is(err, test.want) || (test.want == nil && err != nil) {
					t.Errorf("got %v, want %v", err, test.want)
				}
				for _, other := range []error{ErrNoToken, ErrUnusable, ErrLocked} {
					if other != test.want && errors.Is(err, other) {
						t.Errorf("%v is %v too", err, other)
					}
				}
				if says := said(t, err); !strings.Contains(says, test.says) {
					t.Errorf("says %q, want %q in it", says, test.says)
				}
				if took := time.Since(start); took != test.within {
					t.Errorf("took %v, want %v", took, test.within)
				}
				if test.want == nil && token.Reveal() != theRefresh {
					t.Error("got another token")
				}
			})
		})
	}
}

func TestEverySystemsKeyringIsCalledByItsName(t *testing.T) {
	for name, text := range map[string]words.Text{
		"GNOME Keyring":      words.SecretServiceUnusable,
		"keychain":           words.KeychainUnusable,
		"Credential Manager": words.CredentialsUnusable,
	} {
		if says := spoken(t, text.About()); !strings.Contains(says, name) || !strings.Contains(says, "cannot be used") {
			t.Errorf("%s: says %q", name, says)
		}
	}
}

func TestAFrozenKeyringGathersNoGoroutines(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := &fakeTokens{hang: make(chan struct{})}
		f.values = map[string]string{"ada@example.com": theRefresh}
		k := newKeyring(f, nil)
		k.answer = answerLimit
		for range 5 {
			if _, err := k.Load(t.Context(), "ada@example.com"); !errors.Is(err, ErrUnusable) {
				t.Errorf("got %v", err)
			}
		}
		if n := f.runs.Load(); n != 1 {
			t.Errorf("%d calls wait in the keyring, want 1", n)
		}
		close(f.hang)
		synctest.Wait()
		if _, err := k.Load(t.Context(), "ada@example.com"); err != nil {
			t.Errorf("when it has thawed: %v", err)
		}
	})
}

func TestTheCallersEndIsNotTheKeyrings(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := newKeyring(&memoryTokens{}, &fakeDoor{locked: true, after: -1})
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		_, err := k.Load(ctx, "ada@example.com")
		if !errors.Is(err, context.DeadlineExceeded) || errors.Is(err, ErrUnusable) || errors.Is(err, ErrLocked) {
			t.Errorf("got %v", err)
		}
	})
}

func TestMemoryKeyring(t *testing.T) { saveLoadDelete(t, MemoryKeyring()) }

// saveLoadDelete tries a keyring that works, and leaves a token of Bob's.
func saveLoadDelete(t *testing.T, k *Keyring) {
	t.Helper()
	ctx := t.Context()
	if err := k.Delete(ctx, "ada@example.com"); err != nil {
		t.Errorf("deleting what is not there: %v", err)
	}
	if _, err := k.Load(ctx, "ada@example.com"); !errors.Is(err, ErrNoToken) {
		t.Errorf("loading what is not there: %v", err)
	}
	for _, token := range []string{"one", theRefresh} {
		if err := k.Save(ctx, "ada@example.com", NewSecret(token)); err != nil {
			t.Fatal(err)
		}
		if got, err := k.Load(ctx, "ada@example.com"); err != nil || got.Reveal() != token {
			t.Errorf("loaded %q, %v, want %q", got.Reveal(), err, token)
		}
	}
	if err := k.Save(ctx, "bob@example.com", NewSecret("bobs")); err != nil {
		t.Fatal(err)
	}
	if err := k.Delete(ctx, "ada@example.com"); err != nil {
		t.Error(err)
	}
	if _, err := k.Load(ctx, "ada@example.com"); !errors.Is(err, ErrNoToken) {
		t.Errorf("after deleting: %v", err)
	}
}
