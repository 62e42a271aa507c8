//go:build !windows && !darwin

package words

import "os"

// system returns the locales of texts and of dates.
func system() (texts, dates string) {
	return posix(os.Getenv, "LC_MESSAGES"), posix(os.Getenv, "LC_TIME")
}
