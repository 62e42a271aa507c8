package notify

import (
	"net/url"

	"github.com/godbus/dbus/v5"
)

// hintsFor tells the server what kind of thing a note is. The desktop plays
// the sound, so that its own do-not-disturb mutes it.
//
// The icon goes along as a file's path: as image-data, the 64 kB of an icon cost
// 20 ms a note to encode, send and decode.
func hintsFor(n note, iconFile string) (iconName string, hints map[string]dbus.Variant) {
	hints = map[string]dbus.Variant{"desktop-entry": dbus.MakeVariant("lettertray")}
	if len(n.messages) > 0 {
		hints["category"] = dbus.MakeVariant("email.arrived")
		if n.click.Account != "" { // Plasma says it beside the app's name
			hints["x-kde-origin-name"] = dbus.MakeVariant(clean(n.click.Account, summaryLimit))
		}
	}
	switch {
	case n.mute:
		hints["suppress-sound"] = dbus.MakeVariant(true)
	case len(n.messages) > 0:
		hints["sound-name"] = dbus.MakeVariant("message-new-email")
	}
	if n.quiet { // anything else is of normal urgency: no mail is critical
		hints["urgency"] = dbus.MakeVariant(byte(0))
	}
	if iconFile == "" {
		return "mail-unread", hints
	}
	file := url.URL{Scheme: "file", Path: iconFile}
	hints["image-path"] = dbus.MakeVariant(file.String())
	return "", hints
}
