package words

import (
	"cmp"
	"os"
	"os/exec"
	"strings"
)

// system returns the locales of texts and of dates: the terminal's, where it
// sets any, else what the person chose in the system's settings.
func system() (texts, dates string) {
	out, _ := exec.Command("defaults", "read", "-g", "AppleLocale").Output()
	own := strings.TrimSpace(string(out))
	return cmp.Or(posix(os.Getenv, "LC_MESSAGES"), own), cmp.Or(posix(os.Getenv, "LC_TIME"), own)
}
