package app

import (
	"slices"
	"strings"
	"time"

	"lettertray/internal/config"
	mailsync "lettertray/sync"
	"lettertray/sync/gmail"
)

// telling says which of an account's mail is told. ids gives the ids of the
// mailbox's labels by their names; nil while they are not known. The labels that
// the settings name and the mailbox does not have are left out, and returned.
func telling(settings config.Settings, address string, ids map[string]string) (t mailsync.Telling, unknown []string) {
	s := settings.For(address)
	labels, none := labelIDs(s.Labels, ids)
	without, neither := labelIDs(s.Without, ids)
	return mailsync.Telling{
		Labels:  labels,
		Without: without,
		Only:    s.Only.Label(),
		Returns: settings.Returns,
		Ruled:   len(settings.Rules) > 0,
		Sender:  func(address string) mailsync.Tell { return tells[settings.Rule(address)] },
		Quiet:   func(now time.Time) (time.Time, bool) { return settings.QuietUntil(now) },
	}, append(none, neither...)
}

var tells = map[config.Tell]mailsync.Tell{
	config.TellUsually:  mailsync.TellUsually,
	config.TellAlways:   mailsync.TellAlways,
	config.TellNever:    mailsync.TellNever,
	config.TellSilently: mailsync.TellSilently,
}

// labelIDs turns names of labels into ids, whatever their case. What is no name
// may be an id. Gmail would refuse a watch of a label that it does not know.
func labelIDs(names []string, ids map[string]string) (known, unknown []string) {
	for _, name := range names {
		id := ""
		if gmail.SystemLabel(name) {
			id = strings.ToUpper(name)
		}
		for n, i := range ids {
			if strings.EqualFold(n, name) || i == name {
				id = i
			}
		}
		if id == "" {
			unknown = append(unknown, name)
		} else if !slices.Contains(known, id) {
			known = append(known, id)
		}
	}
	return known, unknown
}
