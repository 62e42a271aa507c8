package app

import (
	"errors"
	"fmt"
	"io/fs"

	"lettertray/internal/jsonfile"
	"lettertray/internal/mail"
	mailsync "lettertray/sync"
)

// stateFile keeps an engine's state, and has the notifier take over what an
// earlier run left on the screen.
type stateFile struct {
	file  jsonfile.File[mailsync.State]
	adopt func([]mail.Shown) []mail.Shown
}

func (f stateFile) Load() (mailsync.State, error) {
	s, err := f.file.Load()
	if errors.Is(err, fs.ErrNotExist) {
		return mailsync.State{}, nil
	}
	if damage, ok := errors.AsType[*jsonfile.DamagedError](err); ok && s.Cursor == 0 {
		s.Reconciled = damage.At // from here on, the engine finds what is unread
	}
	if err != nil {
		err = fmt.Errorf("reading the mailbox's state: %w", err)
	}
	s.Shown = f.adopt(s.Shown)
	return s, err
}

func (f stateFile) Save(s mailsync.State) error { return f.file.Save(s) }
