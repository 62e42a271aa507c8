package config

import (
	"io/fs"
	"os"
	"path/filepath"

	"lettertray/internal/jsonfile"
	"lettertray/internal/words"
)

// resolve returns where the settings are: at path, or where a symbolic link
// there leads, as people have who keep such files in a repository. It leads to an
// ordinary file that is the person's own or root's, or the settings count as
// wrong: another person's could change under them, and what is written through a
// link to nothing would appear in a place that nobody looked at.
func resolve(path string) (string, error) {
	info, err := os.Lstat(path)
	if err != nil || info.Mode()&fs.ModeSymlink == 0 {
		return path, nil // what is wrong with it, reading tells
	}
	real, err := filepath.EvalSymlinks(path)
	if err != nil {
		// Not what the error is: a link to nothing is not the same as no settings.
		return "", refuse(words.LinkNowhere.About(filepath.Base(path), err))
	}
	if info, err = os.Lstat(real); err != nil || !info.Mode().IsRegular() || !owned(info) {
		return "", refuse(words.LinkElsewhere.About(filepath.Base(path), real))
	}
	return real, nil
}

// read reads the settings file, and says where it is. Without one, the error is
// [fs.ErrNotExist].
func read(path string) (data []byte, real string, err error) {
	if real, err = resolve(path); err != nil {
		return nil, "", err
	}
	if data, err = jsonfile.Read(real); err != nil {
		return nil, real, &Error{words.SettingsUnreadable.About(filepath.Base(path), err), err}
	}
	return data, real, nil
}
