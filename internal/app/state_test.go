package app

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"lettertray/internal/jsonfile"
	"lettertray/internal/mail"
	mailsync "lettertray/sync"
)

// Whatever the state file holds, it is understood or set aside whole, and the
// engine goes on from a state that can be written down.
func FuzzState(f *testing.F) {
	f.Add([]byte(`{"cursor":123,"told":{"18f0":"2026-05-01T00:00:00Z"},"held":["18f1"],"paused":{},"shown":[{"handle":":1.5/7","messages":["18f0"]}]}`))
	f.Add([]byte(`{"cursor":123,"reconciled":"2026-05-01T00:00:00Z","paused":{"until":"9999-12-31T23:59:59Z"}}`))
	f.Add([]byte(`{"cursor":-1}`))
	f.Add([]byte(`{"cursor":123,"held":["18f`))
	f.Add([]byte("\x00\x00\x00"))
	f.Add([]byte(nil))
	f.Fuzz(func(t *testing.T, data []byte) {
		path := filepath.Join(t.TempDir(), "mailbox.json")
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		file := stateFile{
			file:  jsonfile.File[mailsync.State]{Path: path},
			adopt: func(s []mail.Shown) []mail.Shown { return s },
		}
		state, err := file.Load()
		if err != nil {
			damage, ok := errors.AsType[*jsonfile.DamagedError](err)
			if !ok {
				t.Fatal(err)
			}
			if kept, err := os.ReadFile(damage.Aside); err != nil || !bytes.Equal(kept, data) {
				t.Errorf("%q is set aside as %q, %v", data, kept, err)
			}
			if state.Reconciled.IsZero() {
				t.Error("this would be a first run, which tells no mail that waits")
			}
		}
		if err := file.Save(state); err != nil {
			t.Fatal(err)
		}
		once, err := file.Load()
		if err != nil {
			t.Fatal(err)
		}
		if err := file.Save(once); err != nil {
			t.Fatal(err)
		}
		if twice, err := file.Load(); err != nil || !reflect.DeepEqual(once, twice) {
			t.Errorf("%+v became %+v, %v", once, twice, err)
		}
	})
}
