//go:build !unix

package jsonfile

// syncDir does nothing: folders cannot be synced here, and NTFS journals its
// renames.
func syncDir(string) error { return nil }
