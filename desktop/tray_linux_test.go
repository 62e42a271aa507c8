package desktop

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"
)

const (
	watcherName = "org.kde.StatusNotifierWatcher"
	watcherPath = "/StatusNotifierWatcher"
	itemName    = "org.kde.StatusNotifierItem"
	menuName    = "com.canonical.dbusmenu"
)

// An icon is the tray icon as a panel sees it.
type icon struct {
	item dbus.BusObject
	menu dbus.BusObject
}

// icons lists what is registered with the panel.
func (b *box) icons() []icon {
	v, err := b.bus.Object(watcherName, watcherPath).GetProperty(watcherName + ".RegisteredStatusNotifierItems")
	if err != nil {
		return nil
	}
	registered, _ := v.Value().([]string)
	var icons []icon
	for _, r := range registered {
		name, path, ok := strings.Cut(r, "/")
		if !ok {
			continue
		}
		if i, ok := b.iconOf(name, dbus.ObjectPath("/"+path)); ok {
			icons = append(icons, i)
		}
	}
	return icons
}

// iconOf asks an icon where its menu is.
func (b *box) iconOf(name string, path dbus.ObjectPath) (icon, bool) {
	item := b.bus.Object(name, path)
	v, err := item.GetProperty(itemName + ".Menu")
	if err != nil {
		return icon{}, false
	}
	menu, ok := v.Value().(dbus.ObjectPath)
	return icon{item, b.bus.Object(name, menu)}, ok
}

// icon waits for the one icon in the panel.
func (b *box) icon(t testing.TB) icon {
	t.Helper()
	var all []icon
	eventually(t, "one icon is in the panel", func() bool {
		all = b.icons()
		return len(all) == 1
	})
	return all[0]
}

// picture names what the icon looks like: equal pictures have equal names.
func (i icon) picture(t testing.TB) string {
	t.Helper()
	v, err := i.item.GetProperty(itemName + ".IconPixmap")
	if err != nil {
		t.Fatal("asking for the icon's picture:", err)
	}
	return fmt.Sprintf("%x", sha256.Sum256(fmt.Append(nil, v.Value())))
}

// tooltip is what the panel shows under a resting mouse.
func (i icon) tooltip(t testing.TB) string {
	t.Helper()
	v, err := i.item.GetProperty(itemName + ".ToolTip")
	if err != nil {
		t.Fatal("asking for the tooltip:", err)
	}
	var tip struct {
		IconName string
		Pixmaps  []struct {
			W, H int32
			Data []byte
		}
		Title, Text string
	}
	if err := dbus.Store([]any{v.Value()}, &tip); err != nil {
		t.Fatal("reading the tooltip:", err)
	}
	return strings.TrimSpace(tip.Title + " " + tip.Text)
}

// An entry is one line of the menu.
type entry struct {
	id      int32
	label   string // as a person reads it
	usable  bool   // visible and enabled
	entries []entry
}

// entries reads the whole menu. It asks twice, as systray answers the first
// GetLayout after each change with the top level alone.
func (i icon) entries() ([]entry, error) {
	var root []any
	for range 2 {
		var revision uint32
		call := i.menu.Call(menuName+".GetLayout", 0, int32(0), int32(-1), []string{})
		if err := call.Store(&revision, &root); err != nil {
			return nil, fmt.Errorf("asking for the menu: %w", err)
		}
	}
	e, err := readEntry(root)
	return e.entries, err
}

var errLayout = errors.New("the menu is not laid out as (ia{sv}av)")

// readEntry takes one entry of com.canonical.dbusmenu's GetLayout apart.
func readEntry(v any) (entry, error) {
	fields, ok := v.([]any)
	if !ok || len(fields) != 3 {
		return entry{}, errLayout
	}
	id, okID := fields[0].(int32)
	props, okProps := fields[1].(map[string]dbus.Variant)
	children, okChildren := fields[2].([]dbus.Variant)
	if !okID || !okProps || !okChildren {
		return entry{}, errLayout
	}
	label, _ := props["label"].Value().(string)
	e := entry{id: id, label: readable(label), usable: !isFalse(props["visible"]) && !isFalse(props["enabled"])}
	for _, c := range children {
		child, err := readEntry(c.Value())
		if err != nil {
			return entry{}, err
		}
		e.entries = append(e.entries, child)
	}
	return e, nil
}

// readable takes the marks of access keys out of a label, as toolkits do: one
// underscore vanishes, two are one.
func readable(label string) string {
	return strings.NewReplacer("__", "_", "_", "").Replace(label)
}

func isFalse(v dbus.Variant) bool {
	value, ok := v.Value().(bool)
	return ok && !value
}

// click clicks the entry that the path of labels leads to, as soon as a person
// could. A label may be given by its beginning.
func (i icon) click(t testing.TB, path ...string) {
	t.Helper()
	var found entry
	eventually(t, fmt.Sprintf("the menu has %q", path), func() bool {
		entries, err := i.entries()
		if err != nil {
			return false // systray registers its icon before it exports the menu
		}
		var ok bool
		found, ok = lookUp(entries, path)
		return ok
	})
	event := i.menu.Call(menuName+".Event", 0, found.id, "clicked", dbus.MakeVariant(int32(0)), uint32(time.Now().Unix()))
	if event.Err != nil {
		t.Fatalf("clicking %q: %v", path, event.Err)
	}
}

// lookUp finds a usable entry, each step of the way usable too.
func lookUp(entries []entry, path []string) (entry, bool) {
	for _, e := range entries {
		if e.usable && strings.HasPrefix(e.label, path[0]) {
			if len(path) == 1 {
				return e, true
			}
			return lookUp(e.entries, path[1:])
		}
	}
	return entry{}, false
}

// offers reports whether a person could click the entry.
func (i icon) offers(path ...string) bool {
	entries, err := i.entries()
	if err != nil {
		return false
	}
	_, ok := lookUp(entries, path)
	return ok
}
