package autostart

import (
	"fmt"
	"strings"
)

// A Target is the point of a session at which systemd starts the unit
// (systemd.special(7)).
type Target string

const (
	// Graphical is for desktops that tell systemd of themselves, as GNOME, KDE
	// and sway with its session do.
	Graphical Target = "graphical-session.target"
	// Login is for all others: i3, or a server. There the unit starts before a
	// display is known, so that links do not open.
	Login Target = "default.target"
)

// Unit returns a systemd user unit for the program.
func Unit(exe string, at Target) (string, error) {
	if err := writable(exe); err != nil {
		return "", err
	}
	if strings.ContainsAny(exe, `"'\`) { // systemd runs no such program, however it is quoted
		return "", fmt.Errorf("starting %q at login: %w", exe, errName)
	}
	with := ""
	if at == Graphical {
		with = "PartOf=" + string(Graphical) + "\nAfter=" + string(Graphical) + "\n"
	}
	// The colon keeps systemd from putting variables in where a path has a
	// dollar sign (systemd.service(5), "Special executable prefixes").
	return `[Unit]
Description=Lettertray tells new Gmail as notifications
` + with + `
[Service]
ExecStart=":` + strings.ReplaceAll(exe, "%", "%%") + `" ` + flag + `
Restart=on-failure
RestartSec=5s

[Install]
WantedBy=` + string(at) + `
`, nil
}
