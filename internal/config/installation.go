package config

import (
	"crypto/rand"
	"os"
	"strings"

	"lettertray/internal/jsonfile"
)

// An Installation tells this computer's Lettertray from the person's others.
type Installation struct {
	ID      string // random, made at the first start and kept
	Machine string // differs where the folder was cloned to another computer; may be empty
}

// ReadInstallation reads the installation's id, or makes and keeps one.
func ReadInstallation(p Paths) (Installation, error) {
	file := jsonfile.File[string]{Path: p.Installation()}
	id, err := file.Load()
	if id == "" {
		id = rand.Text()
		err = file.Save(id)
	}
	return Installation{ID: id, Machine: machine()}, err
}

// machine returns what names the computer: systemd's machine id where there is
// one (machine-id(5)), else its host name.
func machine() string {
	for _, path := range []string{"/etc/machine-id", "/var/lib/dbus/machine-id"} {
		if id, err := os.ReadFile(path); err == nil && len(strings.TrimSpace(string(id))) > 0 {
			return strings.TrimSpace(string(id))
		}
	}
	host, _ := os.Hostname()
	return host
}
