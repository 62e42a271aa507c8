package config

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"lettertray/internal/jsonfile"
)

// LastGood returns the settings to start with: those in the file and, where that
// is wrong, the last good ones with an [*Error] that says what is wrong. The
// error is about the settings alone, never about the copy by which it knows
// them, which it makes of good ones as [Keep] does.
//
// Where there is no copy, the defaults hold but for one: as little is shown as
// can be. Whoever hid the subjects of their mail must not see them because of a
// slip of the pen.
func LastGood(p Paths) (Settings, error) {
	s, data, err := readSettings(p.Settings())
	if err == nil {
		_ = keep(p, data) // a precaution: what holds now is right without it
		return s, nil
	}
	if copied, missing := jsonfile.Read(p.GoodSettings()); missing == nil {
		if s, wrong := ParseSettings(copied); wrong == nil { // another version's may be
			return s, err
		}
	}
	return Settings{Show: ShowCount}, err
}

// Keep makes the settings file, if it is right, the one that [LastGood] falls
// back upon, for use when another was followed. It writes only what differs. An
// [*Error] says that the file is wrong by now; then the last good one stays.
func Keep(p Paths) error {
	_, data, err := readSettings(p.Settings())
	if err != nil {
		return err
	}
	return keep(p, data)
}

// keep replaces the copy, or removes it where there are no settings (nil).
// Where it cannot, none is left: an older one may show more than is wished by now.
func keep(p Paths, data []byte) error {
	path := p.GoodSettings()
	if have, err := jsonfile.Read(path); data != nil && err == nil && bytes.Equal(have, data) {
		return nil
	}
	var wrong error
	if data != nil {
		if wrong = jsonfile.Write(path, data, ""); wrong == nil {
			return nil
		}
	}
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		wrong = errors.Join(wrong, err)
	}
	if wrong != nil {
		return fmt.Errorf("keeping a copy of the settings: %w", wrong)
	}
	return nil
}
