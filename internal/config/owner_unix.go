//go:build unix

package config

import (
	"io/fs"
	"os"
	"syscall"
)

// owned reports whether the file is the person's own, or root's, to whom all is
// open anyway: NixOS has such settings in its store.
func owned(info fs.FileInfo) bool {
	stat, ok := info.Sys().(*syscall.Stat_t)
	return ok && (stat.Uid == 0 || int(stat.Uid) == os.Getuid())
}
