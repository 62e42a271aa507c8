package desktop

import (
	"crypto/sha256"
	"fmt"
	"image"
	"image/draw"
	"os/exec"
	"strconv"
	"strings"
	"testing"
)

// iconArea is where the panel draws its only icon: at the right end of a
// screen 1,280 pixels wide.
var iconArea = image.Rect(1248, 0, 1280, 32)

// The screen, in pixels.
const screenSize = "1280x800"

var screen = image.Rect(0, 0, 1280, 800)

// screenshot is the whole screen as a person sees it.
func (b *box) screenshot(t testing.TB) *image.RGBA {
	t.Helper()
	cmd := exec.Command("import", "-silent", "-window", "root", "-depth", "8", "rgba:-")
	cmd.Env = b.env
	out, err := cmd.Output()
	if err != nil {
		t.Fatal("taking a screenshot:", err)
	}
	shot := image.NewRGBA(screen)
	if copied := copy(shot.Pix, out); copied != len(shot.Pix) || len(out) != copied {
		t.Fatalf("a screenshot has %d bytes, want %d", len(out), len(shot.Pix))
	}
	return shot
}

// crop copies a part of a picture.
func crop(img image.Image, area image.Rectangle) *image.RGBA {
	part := image.NewRGBA(image.Rectangle{Max: area.Size()})
	draw.Draw(part, part.Bounds(), img, area.Min, draw.Src)
	return part
}

// look names what is seen in a part of the screen: equal sights, equal names.
func (b *box) look(t testing.TB, area image.Rectangle) string {
	t.Helper()
	return fmt.Sprintf("%x", sha256.Sum256(crop(b.screenshot(t), area).Pix))
}

// A window is one that a person can see.
type window struct {
	id   string
	area image.Rectangle
}

// windows lists the windows of a class.
func (b *box) windows(class string) (all []window) {
	out, err := b.run("xdotool", "search", "--onlyvisible", "--class", class, "getwindowgeometry", "--shell", "%@")
	if err != nil {
		return nil // there is none, or one has just gone
	}
	for line := range strings.Lines(out) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), "=")
		if key == "WINDOW" {
			all = append(all, window{id: value})
		}
		if len(all) == 0 {
			continue
		}
		area := &all[len(all)-1].area
		switch n, _ := strconv.Atoi(value); key { // X and Y come first
		case "X":
			area.Min.X = n
		case "Y":
			area.Min.Y = n
		case "WIDTH":
			area.Max.X = area.Min.X + n
		case "HEIGHT":
			area.Max.Y = area.Min.Y + n
		}
	}
	return all
}

// window waits for a window of the class and returns where it is.
func (b *box) window(t testing.TB, class string) image.Rectangle {
	t.Helper()
	var all []window
	eventually(t, class+" has a window", func() bool {
		all = b.windows(class)
		return len(all) > 0 && !all[len(all)-1].area.Empty()
	})
	return all[len(all)-1].area
}

// press moves the mouse to the middle of an area and clicks.
func (b *box) press(t testing.TB, area image.Rectangle) {
	t.Helper()
	at := area.Min.Add(area.Max).Div(2)
	if out, err := b.run("xdotool", "mousemove", strconv.Itoa(at.X), strconv.Itoa(at.Y), "click", "1"); err != nil {
		t.Fatalf("clicking at %v: %v\n%s", at, err, out)
	}
}
