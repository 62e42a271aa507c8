package desktop

import (
	"image"
	"slices"
	"strings"
	"testing"
)

// openMenu clicks on the icon and returns where its menu then is.
func (s *stage) openMenu(t *testing.T) image.Rectangle {
	t.Helper()
	closed := s.still(t)
	s.press(t, iconArea)
	return s.untilOpen(t, closed)
}

// untilOpen waits until a menu covers some of what was on the screen, and
// returns how much.
func (s *stage) untilOpen(t *testing.T, closed *image.RGBA) (area image.Rectangle) {
	t.Helper()
	eventually(t, "a menu opens", func() bool {
		area = changed(closed, s.screenshot(t))
		return area.Dy() > 40 // more than an entry, which may be marked under the mouse
	})
	return changed(closed, s.still(t))
}

// openSubmenu goes by keyboard to an entry of the open menu, opens what is below
// it, and returns where that is.
func (s *stage) openSubmenu(t *testing.T, label string) image.Rectangle {
	t.Helper()
	entries, err := s.icon(t).entries()
	if err != nil {
		t.Fatal(err)
	}
	entries = slices.DeleteFunc(entries, func(e entry) bool { return !e.usable || e.label == "" })
	at := slices.IndexFunc(entries, func(e entry) bool { return strings.HasPrefix(e.label, label) })
	if at < 0 {
		t.Fatalf("the menu has no %q", label)
	}
	closed := s.still(t)
	s.mustRun(t, "xdotool", slices.Concat([]string{"key"}, slices.Repeat([]string{"Down"}, at+1), []string{"Right"})...)
	return s.untilOpen(t, closed)
}

// closeMenu closes the menu at the area, with its sub-menu, and takes the mouse
// away from the icon.
func (s *stage) closeMenu(t *testing.T, area image.Rectangle) {
	t.Helper()
	s.mustRun(t, "xdotool", "key", "Escape", "Escape", "mousemove", "100", "700")
	eventually(t, "the menu closes", func() bool { return !changed(s.empty, s.screenshot(t)).Overlaps(area) })
}
