package config

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"github.com/fsnotify/fsnotify"
)

// calm is how long the file must have been left alone before it is read: an
// editor writes it in several steps within a few milliseconds.
const calm = 100 * time.Millisecond

// errFolderGone says that nothing can be followed any more.
var errFolderGone = errors.New("the folder of the settings is gone")

// Follow calls tell with what the settings file says whenever that changes, at
// first from what the caller has already, until ctx ends. What is wrong with the
// file comes as an error, once, with the zero settings: the caller keeps its
// last good ones. Calls come one at a time. Nothing happens while nobody writes.
//
// It follows the folder, which must exist, since editors replace the file; where
// a symbolic link leads to the settings, the folder of what it leads to as well.
// While the link leads nowhere, it waits for what is missing on the way: a file,
// or a folder that a checkout of another branch has taken along.
func Follow(ctx context.Context, path string, have Settings, tell func(Settings, error)) error {
	w, err := fsnotify.NewWatcher()
	if err != nil {
		return fmt.Errorf("following the settings: %w", err)
	}
	defer w.Close()
	if err := w.Add(filepath.Dir(path)); err != nil {
		return fmt.Errorf("following the settings: %w", err)
	}
	t := trail{path: path, end: path, watcher: w}
	read := func() (Settings, error) {
		unwatched := t.watch()
		s, err := ReadSettings(path)
		if err == nil && unwatched != nil {
			return Settings{}, unwatched
		}
		return s, err
	}
	return follow(ctx, w.Events, w.Errors, filepath.Dir(path), t.about, read, have, tell)
}

// follow is Follow but for the file system. It ends when the folder goes, and
// reads upon events that are about the settings by their file's name.
func follow(ctx context.Context, events <-chan fsnotify.Event, troubles <-chan error,
	folder string, about func(name string) bool, read func() (Settings, error), have Settings, tell func(Settings, error)) error {
	var wrong string
	look := time.NewTimer(0) // something may have changed before there was a watch
	defer look.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case e := <-events:
			switch {
			case e.Name == folder && e.Op.Has(fsnotify.Remove|fsnotify.Rename):
				return fmt.Errorf("following the settings: %w", errFolderGone)
			case about(e.Name):
				look.Reset(calm)
			}
		case <-troubles: // more happened than the system could count
			look.Reset(calm)
		case <-look.C:
			s, err := read()
			switch {
			case err != nil && err.Error() != wrong:
				wrong = err.Error()
				tell(Settings{}, err)
			case err == nil && (wrong != "" || !s.Equal(have)):
				have, wrong = s, ""
				tell(s, nil)
			}
		}
	}
}
