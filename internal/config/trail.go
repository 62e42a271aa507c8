package config

import (
	"os"
	"path/filepath"

	"github.com/fsnotify/fsnotify"

	"lettertray/internal/words"
)

// A trail has a watcher stay where a change of the settings shows, wherever a
// symbolic link leads by now.
type trail struct {
	path    string // of the settings; its folder is always watched
	end     string // of the link, as trace has it; its folder is watched as well
	watcher *fsnotify.Watcher
}

// watch goes along the trail once more. What changes from now on is seen, and no
// folder is watched that is no part of it any more.
func (t *trail) watch() error {
	folder := filepath.Dir(t.path)
	for {
		before := filepath.Dir(t.end)
		t.end = trace(t.path)
		at := filepath.Dir(t.end)
		if before != at && before != folder {
			t.watcher.Remove(before) // an error says that it is not watched
		}
		var err error
		if at != folder {
			// Again, for it may be another folder by the same name.
			err = t.watcher.Add(at)
		}
		if trace(t.path) != t.end {
			continue // it went on before there was a watch
		}
		if err != nil {
			return &Error{words.SettingsUnwatched.About(filepath.Base(t.path), t.end, err), err}
		}
		return nil
	}
}

// about reports whether a change of the named file may be one of the settings.
func (t *trail) about(name string) bool {
	base := filepath.Base(name)
	return base == filepath.Base(t.path) || base == filepath.Base(t.end) || name == filepath.Dir(t.end)
}

// linksMax is how many symbolic links are followed, as by [filepath.EvalSymlinks]:
// then they lead in a circle.
const linksMax = 255

// trace returns where symbolic links lead from path in the end or, where they
// lead nowhere, what is the first to be missing on the way. Its folder is there.
func trace(path string) string {
	for links := 0; links < linksMax; {
		dir := filepath.Dir(path)
		if to, err := os.Readlink(path); err == nil {
			if !filepath.IsAbs(to) {
				if real, err := filepath.EvalSymlinks(dir); err == nil {
					dir = real // from where ".." goes up
				}
				to = filepath.Join(dir, to)
			}
			path = to
			links++
			continue
		}
		if info, err := os.Stat(dir); dir == path || err == nil && info.IsDir() {
			return path
		}
		path = dir
	}
	return path
}
