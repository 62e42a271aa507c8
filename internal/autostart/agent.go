package autostart

import (
	"encoding/xml"
	"strings"
)

// agent returns a launch agent for the program (launchd.plist(5)).
func agent(exe string) (string, error) {
	if err := writable(exe); err != nil {
		return "", err
	}
	var quoted strings.Builder
	if err := xml.EscapeText(&quoted, []byte(exe)); err != nil {
		return "", err
	}
	return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
	<key>Label</key>
	<string>` + name + `</string>
	<key>ProgramArguments</key>
	<array>
		<string>` + quoted.String() + `</string>
		<string>` + flag + `</string>
	</array>
	<key>RunAtLoad</key>
	<true/>
	<key>ProcessType</key>
	<string>Interactive</string>
	<key>LimitLoadToSessionType</key>
	<string>Aqua</string>
</dict>
</plist>
`, nil
}
