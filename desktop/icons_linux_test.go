package desktop

import (
	"bytes"
	"fmt"
	"image"
	"testing"

	"lettertray/internal/fakegoogle"
)

// Enough to see a sign by, of the 484 pixels of an icon: so many must stand off
// from the panel by as much as WCAG 2.2 asks of what is no text.
const (
	enoughPixels   = 100
	enoughContrast = 3
)

// icons takes the app through the states that have an icon of their own.
func (s *stage) icons(t *testing.T) {
	for _, state := range []struct {
		name  string
		enter func(*testing.T)
		tip   string
	}{
		{"all is well", func(*testing.T) {}, ada},
		{"one letter is unread", func(*testing.T) { s.deliver(1) }, "1 unread"},
		{"more than nine are", func(*testing.T) { s.deliver(10) }, "11 unread"},
		{"notifications are paused", func(t *testing.T) { s.tell(t, "pause") }, "paused"},
		{"the network is away", func(t *testing.T) {
			s.tell(t, "resume")
			s.google.NetworkAway(true)
			s.tell(t, "resync")
		}, "offline"},
		{"the person must do something", func(t *testing.T) {
			s.google.NetworkAway(false)
			s.google.DisableAPI("gmail.googleapis.com")
			s.tell(t, "resync")
		}, "needs you"},
	} {
		t.Run(state.name, func(t *testing.T) {
			state.enter(t)
			s.untilTip(t, state.tip)
			s.states = append(s.states, s.newIcon(t))
		})
	}
	s.google.Mend()
	s.tell(t, "resync")
	s.untilTip(t, "push")
	s.readAll(t)
}

// deliver has so many letters come at once.
func (s *stage) deliver(n int) {
	for i := range n {
		s.google.Deliver(ada, fakegoogle.Letter{
			FromName: "Caroline Herschel", FromAddress: "caroline@example.com",
			Subject: fmt.Sprintf("A comet, number %d", i+1),
		})
	}
}

// newIcon waits until the panel shows an icon that no state before had, and
// that can be seen on it.
func (s *stage) newIcon(t *testing.T) *image.RGBA {
	t.Helper()
	var icon *image.RGBA
	eventually(t, "the panel shows an icon that is unlike the others", func() bool {
		icon = crop(s.screenshot(t), iconArea)
		for _, other := range s.states {
			if bytes.Equal(icon.Pix, other.Pix) {
				return false
			}
		}
		return standingOff(icon) >= enoughPixels
	})
	if panel := icon.At(0, 0); (brightness(panel) < 0.5) != s.theme.dark {
		t.Errorf("with the theme %s the panel is of the colour %v", s.theme.gtk, panel)
	}
	return icon
}

// standingOff counts the pixels that stand off from the panel around the icon.
func standingOff(icon *image.RGBA) (n int) {
	panel := icon.At(0, 0)
	for y := range icon.Bounds().Dy() {
		for x := range icon.Bounds().Dx() {
			if contrast(icon.At(x, y), panel) >= enoughContrast {
				n++
			}
		}
	}
	return n
}

// sheet puts pictures of icons together, each row below the one before, with
// pixels as large as a README's reader needs.
func sheet(rows [][]*image.RGBA) *image.RGBA {
	const zoom = 2
	size := iconArea.Size()
	all := image.NewRGBA(image.Rect(0, 0, len(rows[0])*size.X*zoom, len(rows)*size.Y*zoom))
	for y := range all.Bounds().Dy() {
		for x := range all.Bounds().Dx() {
			at := image.Pt(x/zoom, y/zoom)
			icon := rows[at.Y/size.Y][at.X/size.X]
			all.SetRGBA(x, y, icon.RGBAAt(at.X%size.X, at.Y%size.Y))
		}
	}
	return all
}
