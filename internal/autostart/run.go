package autostart

import (
	"fmt"
	"strings"
	"unicode/utf16"
)

// runMax is how long a command under the Run key may be, in UTF-16 ("Run and
// RunOnce Registry Keys").
const runMax = 260

// runCommand returns the command line for the Run key. No variables are put
// into a value of the type REG_SZ, so only the quotes need care, and those no
// path has on Windows.
func runCommand(exe string) (string, error) {
	if err := writable(exe); err != nil {
		return "", err
	}
	line := `"` + exe + `" ` + flag
	if strings.Contains(exe, `"`) || len(utf16.Encode([]rune(line))) > runMax {
		return "", fmt.Errorf("starting %q at login: %w", exe, errName)
	}
	return line, nil
}

// approved reports whether the task manager lets the command run. What it keeps
// about it begins with an odd byte when the person has switched it off; no
// record is consent.
func approved(record []byte) bool { return len(record) == 0 || record[0]&1 == 0 }
