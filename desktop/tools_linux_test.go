package desktop

import (
	"fmt"
	"maps"
	"os"
	"os/exec"
	"slices"
	"testing"
	"time"
)

// debian names the package that brings each tool of the desktop.
var debian = map[string]string{
	"Xvfb":                 "xvfb",
	"chromium":             "chromium",
	"dbus-daemon":          "dbus",
	"dunst":                "dunst",
	"fish":                 "fish",
	"gnome-keyring-daemon": "gnome-keyring",
	"import":               "imagemagick",
	"secret-tool":          "libsecret-tools",
	"zsh":                  "zsh",
	"xdotool":              "xdotool",
	"xfce4-notifyd-config": "xfce4-notifyd", // the server itself is in no PATH
	"xfce4-panel":          "xfce4-panel",
	"xfconf-query":         "xfconf",
}

// needDesktop skips the test where any tool is missing.
func needDesktop(t *testing.T) {
	t.Helper()
	need(t, slices.Sorted(maps.Keys(debian))...)
}

// need skips the test where one of the tools is missing, and fails it in CI.
func need(t *testing.T, tools ...string) {
	t.Helper()
	for _, tool := range tools {
		if _, err := exec.LookPath(tool); err == nil {
			continue
		}
		missing := fmt.Sprintf("%s is missing: install Debian's %s, or run make setup as root", tool, debian[tool])
		if os.Getenv("CI") == "true" {
			t.Fatal(missing)
		}
		t.Skip(missing)
	}
}

// patience is for what takes milliseconds on an idle machine and seconds on a
// busy one. Nothing is concluded from how long a wait took.
const patience = 30 * time.Second

// eventually asks until the answer is yes. It is for what lives in another
// process and sends no signal.
func eventually(t testing.TB, what string, yes func() bool) {
	t.Helper()
	end := time.After(patience)
	for again := time.Tick(20 * time.Millisecond); !yes(); {
		select {
		case <-again:
		case <-end:
			t.Fatalf("waited %v in vain: %s", patience, what)
		}
	}
}
