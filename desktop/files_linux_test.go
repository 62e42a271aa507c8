package desktop

import (
	"io/fs"
	"path/filepath"
	"testing"
)

// The app's folders in the box.
const (
	configDir  = "home/.config/lettertray"
	stateDir   = "home/.local/state/lettertray"
	runtimeDir = "run/lettertray"
)

// ours lists what the app keeps on disk, folders too.
func (b *box) ours(t testing.TB) map[string]fs.FileInfo {
	t.Helper()
	all := map[string]fs.FileInfo{}
	for _, dir := range []string{configDir, stateDir, runtimeDir} {
		err := filepath.WalkDir(filepath.Join(b.dir, dir), func(path string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			info, err := d.Info()
			all[path] = info
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return all
}
