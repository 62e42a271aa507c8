// Package jsonfile keeps one value in one file, replaced whole: whatever
// happens, the file holds one of the values that were saved, and the one before
// is kept beside it.
package jsonfile

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// A File is where a value of type T is kept, readable by its owner alone. Its
// folder must exist.
type File[T any] struct {
	Path string
}

// errDamaged is what is wrong with a file rather than with reading it.
var errDamaged = errors.New("damaged")

// sizeMax bounds what is read: nothing of ours comes near it.
const sizeMax = 16 << 20

// A DamagedError says that a file could not be understood and was set aside.
type DamagedError struct {
	Aside string    // where it is now; empty if it could not be moved
	At    time.Time // when it was last written
	Err   error
}

func (e *DamagedError) Error() string {
	if e.Aside == "" {
		return e.Err.Error()
	}
	return fmt.Sprintf("%v; the file is set aside as %s", e.Err, e.Aside)
}

func (e *DamagedError) Unwrap() error { return e.Err }

// Load reads the value. Without a file it returns the zero value and an error
// that is [fs.ErrNotExist]. A damaged file is set aside under another name,
// never deleted; then the value saved before it is returned, or the zero value,
// with a [*DamagedError].
func (f File[T]) Load() (T, error) {
	v, err := read[T](f.Path)
	if errors.Is(err, fs.ErrNotExist) {
		// A damaged file was set aside, and nothing saved since.
		if before, err := read[T](f.before()); err == nil {
			return before, nil
		}
		return v, fmt.Errorf("reading %s: %w", f.Path, fs.ErrNotExist)
	}
	if err == nil {
		return v, nil
	}
	damage := &DamagedError{Err: err}
	if info, err := os.Lstat(f.Path); err == nil {
		damage.At = info.ModTime()
	}
	if !errors.Is(err, errDamaged) { // the disk's trouble, which may pass
		v, _ = read[T](f.before())
		return v, damage
	}
	aside := f.Path + time.Now().UTC().Format(".damaged-20060102T150405.000")
	if os.Rename(f.Path, aside) == nil {
		damage.Aside = aside
	}
	v, _ = read[T](f.before())
	return v, damage
}

// Save replaces the value and returns when it has reached the disk.
func (f File[T]) Save(v T) error {
	data, err := json.MarshalIndent(v, "", "\t")
	if err != nil {
		return fmt.Errorf("encoding %s: %w", filepath.Base(f.Path), err)
	}
	return Write(f.Path, append(data, '\n'), f.before())
}

// Remove deletes the value and the one before. There being none is no error.
func (f File[T]) Remove() error {
	for _, path := range []string{f.before(), f.Path} {
		if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// before is where the value saved before the last is kept.
func (f File[T]) before() string { return f.Path + ".before" }

func read[T any](path string) (v T, err error) {
	data, err := Read(path)
	if err != nil {
		return v, err
	}
	if err := json.Unmarshal(data, &v); err != nil {
		var zero T
		return zero, fmt.Errorf("reading %s: %w: %w", path, errDamaged, err)
	}
	return v, nil
}

// Read reads a file of ours whole. It follows no symbolic link, for whoever
// planted one means no good.
func Read(path string) ([]byte, error) {
	info, err := os.Lstat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("reading %s: %w: it is no ordinary file", path, errDamaged)
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, sizeMax+1))
	if err == nil && len(data) > sizeMax {
		err = fmt.Errorf("reading %s: %w: it is larger than anything of ours", path, errDamaged)
	}
	return data, err
}

// Write replaces a file whole, mode 0600 whatever the umask. The one it
// replaces is kept as before, unless that is empty. A symbolic link at path is
// replaced, not followed.
func Write(path string, data []byte, before string) (err error) {
	dir := filepath.Dir(path)
	tmp, err := os.CreateTemp(dir, "."+filepath.Base(path)+unfinished+"*") // 0600 by its contract
	if err != nil {
		return fmt.Errorf("writing %s: %w", path, err)
	}
	defer func() {
		if err != nil {
			os.Remove(tmp.Name())
			err = fmt.Errorf("writing %s: %w", path, err)
		}
	}()
	if _, err = tmp.Write(data); err == nil {
		err = tmp.Sync()
	}
	if closed := tmp.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return err
	}
	if before != "" {
		keep(path, before)
	}
	if err = os.Rename(tmp.Name(), path); err != nil {
		return err
	}
	return syncDir(dir)
}

// unfinished stands in the names of files that are still being written.
const unfinished = ".new-"

// Sweep removes from a folder what runs that were killed left half-written. It
// spares what may still be being written by another run.
func Sweep(dir string) {
	left, _ := filepath.Glob(filepath.Join(dir, ".*"+unfinished+"*"))
	for _, path := range left {
		if info, err := os.Lstat(path); err == nil && time.Since(info.ModTime()) > time.Minute {
			os.Remove(path)
		}
	}
}

// keep gives the file a second name, by which it outlives its replacement. It
// is a precaution: without it, Write still does what it promises.
func keep(path, before string) {
	info, err := os.Lstat(path)
	if err != nil || !info.Mode().IsRegular() {
		return
	}
	os.Remove(before)
	os.Link(path, before)
}
