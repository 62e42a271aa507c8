package notify

import (
	"maps"
	"slices"
	"strings"

	"github.com/godbus/dbus/v5"

	"lettertray/internal/mail"
)

// A screen is what the notification server shows for us, by handle. Of its
// text, an item holds only what a stricter form of it needs.
type screen map[string]item

type item struct {
	messages []string // none for an alert
	key      string   // an alert's
	click    Click
	actions  []mail.Action
	show     mail.Show // what it gives away
	sender   string    // of what shows everything; empty: unknown
	quiet    bool
	order    uint64        // of asking for it: answers may come in another
	since    dbus.Sequence // of the answer, if it took over its former's number; else 0
}

func (n note) item() item {
	it := item{messages: n.messages, key: n.key, click: n.click, actions: n.actions, show: n.show, quiet: n.quiet}
	if n.show == mail.ShowFull {
		it.sender = n.summary
	}
	return it
}

// former lists the handles of what becomes pointless once it is shown: the
// same alert, and every notification that tells of nothing else than it does.
func (s screen) former(it item) []string {
	var handles []string
	for _, handle := range slices.Sorted(maps.Keys(s)) {
		if it.covers(s[handle]) {
			handles = append(handles, handle)
		}
	}
	return handles
}

// put notes what is shown now, forgets what that makes pointless, and returns
// the handles of the latter that are still to be closed. That may be the new
// one itself, where its answer comes after that of a newer one in its place.
func (s screen) put(handle string, it item) []string {
	for other, newer := range s {
		switch {
		case newer.order <= it.order || !newer.covers(it):
		case other == handle:
			return nil
		default:
			return []string{handle}
		}
	}
	former := s.former(it)
	for _, old := range former {
		delete(s, old)
	}
	s[handle] = it
	return slices.DeleteFunc(former, func(old string) bool { return old == handle })
}

func (it item) covers(old item) bool {
	if len(old.messages) == 0 {
		return len(it.messages) == 0 && it.key != "" && it.key == old.key
	}
	if it.click.Account != old.click.Account {
		return false
	}
	return !slices.ContainsFunc(old.messages, func(id string) bool { return !slices.Contains(it.messages, id) })
}

// standing returns what the account's notifications tell of and is among ids.
// The rest of what they tell of has gone, and is forgotten, so that a new
// notification that tells of what is left replaces them.
func (s screen) standing(account string, ids []string) (there []string) {
	for _, handle := range slices.Sorted(maps.Keys(s)) {
		it := s[handle]
		if it.click.Account != account {
			continue
		}
		left := slices.DeleteFunc(slices.Clone(it.messages), func(id string) bool { return !slices.Contains(ids, id) })
		if len(left) == 0 { // an alert's, or about to be withdrawn
			continue
		}
		it.messages = left
		s[handle] = it
		there = append(there, left...)
	}
	return there
}

// alerts lists the handles of the alerts with that key.
func (s screen) alerts(key string) (handles []string) {
	for handle, it := range s {
		if len(it.messages) == 0 && it.key == key {
			handles = append(handles, handle)
		}
	}
	return handles
}

// laxer lists the handles of what gives away more than show.
func (s screen) laxer(show mail.Show) (handles []string) {
	for handle, it := range s {
		if it.show < show {
			handles = append(handles, handle)
		}
	}
	return handles
}

// keep forgets all handles that don't begin with prefix: their server is gone,
// and another program may own the numbers by now.
func (s screen) keep(prefix string) {
	maps.DeleteFunc(s, func(handle string, _ item) bool { return !strings.HasPrefix(handle, prefix) })
}
