//go:build unix

package jsonfile

import "os"

// syncDir makes a rename in the folder last through a loss of power.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	return d.Sync()
}
