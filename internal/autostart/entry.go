package autostart

import (
	"bufio"
	"bytes"
	"fmt"
	"strings"
)

// entry returns an XDG autostart entry for the program (Desktop Entry
// Specification 1.5, Desktop Application Autostart Specification 0.5).
func entry(exe string) (string, error) {
	if err := writable(exe); err != nil {
		return "", err
	}
	// The specification forbids the equals sign, and wants the per cent sign
	// doubled; but GLib looks for the program before it undoubles it.
	if strings.ContainsAny(exe, "=%") {
		return "", fmt.Errorf("starting %q at login: %w", exe, errName)
	}
	return `[Desktop Entry]
Type=Application
Name=Lettertray
Comment=Tells new Gmail as notifications
Icon=lettertray
Exec=` + execKey(exe) + ` ` + flag + `
Terminal=false
X-GNOME-UsesNotifications=true
`, nil
}

// execKey quotes a program for the Exec key: first as one of its arguments, then
// as the string that a value is ("The Exec key").
func execKey(exe string) string {
	argument := strings.NewReplacer(`\`, `\\`, `"`, `\"`, "`", "\\`", `$`, `\$`).Replace(exe)
	return strings.ReplaceAll(`"`+argument+`"`, `\`, `\\`)
}

// entryOn reports whether the desktop follows the entry. Its settings put it out
// of action by Hidden=true, GNOME's also by a key of their own.
func entryOn(data []byte) bool {
	group, runs := "", false
	for lines := bufio.NewScanner(bytes.NewReader(data)); lines.Scan(); {
		line := strings.TrimSpace(lines.Text())
		if strings.HasPrefix(line, "[") {
			group = line
		}
		key, value, _ := strings.Cut(line, "=")
		key, value = strings.TrimSpace(key), strings.TrimSpace(value)
		if group != "[Desktop Entry]" {
			continue
		}
		switch {
		case key == "Hidden" && value == "true", key == "X-GNOME-Autostart-enabled" && value == "false":
			return false
		case key == "Exec":
			runs = value != ""
		}
	}
	return runs
}
