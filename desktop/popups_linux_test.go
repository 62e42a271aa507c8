package desktop

import (
	"fmt"
	"image"
	"strconv"
	"testing"
)

// notifyd is the class of the windows in which xfce4-notifyd shows notes.
const notifyd = "xfce4-notifyd"

// untilPopups waits until so many notes can be seen.
func (s *stage) untilPopups(t *testing.T, n int) {
	t.Helper()
	eventually(t, fmt.Sprintf("%d notes can be seen", n), func() bool { return len(s.windows(notifyd)) == n })
}

// dismiss has the server close a note, as its own close button would.
func (s *stage) dismiss(t *testing.T, n note) {
	t.Helper()
	if err := s.bus.Object(notesName, notesPath).Call(notesName+".CloseNotification", 0, n.id).Err; err != nil {
		t.Fatal("closing a note:", err)
	}
	s.notes.untilGone(t, n)
}

// stack puts the notes below each other, with their right edges where the
// corner is. The server alone would lay them over the panel: it asks a window
// manager for the room that there is, and none runs here.
func (s *stage) stack(t *testing.T, corner image.Point) (all image.Rectangle) {
	t.Helper()
	for _, w := range s.windows(notifyd) {
		at := image.Pt(corner.X-w.area.Dx(), corner.Y)
		s.mustRun(t, "xdotool", "windowmove", "--sync", w.id, strconv.Itoa(at.X), strconv.Itoa(at.Y))
		all = all.Union(image.Rectangle{Min: at, Max: at.Add(w.area.Size())})
		corner.Y += w.area.Dy() + margin/2
	}
	return all
}

// keepPopup puts the one note that is on the screen below the icon, keeps a
// picture of it and returns where it is.
func (s *stage) keepPopup(t *testing.T, scene string) image.Rectangle {
	t.Helper()
	s.untilPopups(t, 1)
	area := s.stack(t, image.Pt(belowPanel.Max.X-margin, belowPanel.Min.Y+margin))
	if seen := s.keep(t, scene, iconArea); !area.In(seen) {
		t.Errorf("the note is at %v, but only %v has changed on the screen", area, seen)
	}
	return area
}
