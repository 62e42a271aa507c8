package desktop

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// atLogin is the command by which the desktop starts the app at login, or empty.
func (b *box) atLogin() (command string) {
	text, err := os.ReadFile(filepath.Join(b.dir, "home/.config/autostart/lettertray.desktop"))
	if err != nil {
		return ""
	}
	for line := range strings.Lines(string(text)) {
		if value, ok := strings.CutPrefix(line, "Exec="); ok {
			command = strings.TrimSpace(value)
		}
		if strings.TrimSpace(line) == "Hidden=true" {
			return ""
		}
	}
	return command
}

// checked reports whether the entry of the menu's top level has its check.
func (i icon) checked(t testing.TB, label string) bool {
	t.Helper()
	entries, err := i.entries()
	if err != nil {
		t.Fatal(err)
	}
	e, ok := lookUp(entries, []string{label})
	if !ok {
		t.Fatalf("the menu has no %q", label)
	}
	var state int32
	if err := i.menu.Call(menuName+".GetProperty", 0, e.id, "toggle-state").Store(&state); err != nil {
		t.Fatalf("asking whether %q is checked: %v", label, err)
	}
	return state == 1
}

func (s *story) startAtLogin(t *testing.T) {
	const label = "Start at login"
	i := s.icon(t)
	until := func(on bool, after string) {
		t.Helper()
		eventually(t, "entry and check agree after "+after, func() bool {
			return (s.atLogin() != "") == on && i.checked(t, label) == on
		})
	}
	until(false, "the start")
	i.click(t, label)
	until(true, "a click")
	command := s.atLogin()
	if !strings.HasSuffix(command, " --login") {
		t.Errorf("at login the desktop runs %q", command)
	}
	// The desktop's own quoting is also a shell's. The app that runs takes over.
	if said, err := s.run("sh", "-c", command); err != nil {
		t.Errorf("%s says %q: %v", command, said, err)
	}
	i.click(t, label)
	until(false, "another click")
	s.ask(t, "autostart", "on")
	until(true, "autostart on")
	s.ask(t, "autostart", "off")
	until(false, "autostart off")
}
