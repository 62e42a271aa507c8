package notify

import (
	"maps"
	"slices"
	"strings"

	"github.com/godbus/dbus/v5"
)

// A screen is what the notification server shows for us, by handle. Its
// items hold no text.
type screen map[string]item

type item struct {
	messages []string // none for an alert
	key      string   // an alert's
	click    Click
	order    uint64        // of asking for it: answers may come in another
	since    dbus.Sequence // of the answer, if it took over its former's number; else 0
}

func (n note) item() item { return item{messages: n.messages, key: n.key, click: n.click} }

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

// keep forgets all handles that don't begin with prefix: their server is gone,
// and another program may own the numbers by now.
func (s screen) keep(prefix string) {
	maps.DeleteFunc(s, func(handle string, _ item) bool { return !strings.HasPrefix(handle, prefix) })
}
