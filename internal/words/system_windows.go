package words

import (
	"os"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/registry"
)

// system returns the locales of texts and of dates: what the person chose as
// the display's language and as the regional format. LC_ALL goes first, for
// whoever sets it.
func system() (texts, dates string) {
	if all := os.Getenv("LC_ALL"); all != "" {
		return all, all
	}
	if names, err := windows.GetUserPreferredUILanguages(windows.MUI_LANGUAGE_NAME); err == nil && len(names) > 0 {
		texts = names[0]
	}
	key, err := registry.OpenKey(registry.CURRENT_USER, `Control Panel\International`, registry.QUERY_VALUE)
	if err != nil {
		return texts, texts
	}
	defer key.Close()
	if dates, _, err = key.GetStringValue("LocaleName"); err != nil {
		dates = texts
	}
	return texts, dates
}
