//go:build unix

package app

import (
	"bytes"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"lettertray/internal/config"
	"lettertray/internal/words"
)

func TestAnAddressOpensByThePersonsOwnCommand(t *testing.T) {
	dir := t.TempDir()
	failed := make(chan struct{}, 2)
	var said bytes.Buffer
	browse := Browser(&said, words.English, slog.New(slog.NewTextHandler(io.Discard, nil)))
	open := func(address string, own ...string) (ok bool) {
		browse(address, config.Command(own), func() { failed <- struct{}{} })
		_, err := os.Stat(filepath.Join(dir, address))
		for late := time.After(20 * time.Second); err != nil; _, err = os.Stat(filepath.Join(dir, address)) {
			select {
			case <-failed:
				return false
			case <-late:
				t.Fatal("neither opened nor failed")
			default:
			}
		}
		return true
	}
	const address = "https://mail.google.com/$(touch evil)"
	if !open(address, "mkdir", "-p", filepath.Join(dir, "%u")) {
		t.Error("it did not open")
	}
	if !strings.Contains(said.String(), address) {
		t.Errorf("it said %q", said.String())
	}
	if open("https://nowhere.example/1", "false", "%u") {
		t.Error("a browser that fails counts as open")
	}
	if open("https://nowhere.example/2", filepath.Join(dir, "no such browser"), "%u") {
		t.Error("a browser that is not there counts as open")
	}
}

func TestOnlyAddressesOfTheWebAreOpened(t *testing.T) {
	dir := t.TempDir()
	browse := Browser(io.Discard, words.English, slog.New(slog.NewTextHandler(io.Discard, nil)))
	for _, address := range []string{"file:///etc/passwd", "javascript:alert(1)", "--help", "", "http://evil.example/", "HTTPS://evil.example"} {
		failed := false
		browse(address, config.Command{"touch", filepath.Join(dir, "opened"), "%u"}, func() { failed = true })
		if !failed {
			t.Errorf("%q was tried", address)
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "opened")); err == nil {
		t.Error("an address of another kind was opened")
	}
}
