package desktop

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"image"
	"image/draw"
	"image/png"
	"os/exec"
	"strconv"
	"strings"
	"testing"
)

// iconArea is where the panel draws its only icon: at the right end of a
// screen 1,280 pixels wide.
var iconArea = image.Rect(1248, 0, 1280, 32)

// screenshot is the whole screen as a person sees it.
func (b *box) screenshot(t testing.TB) image.Image {
	t.Helper()
	cmd := exec.Command("import", "-silent", "-window", "root", "png:-")
	cmd.Env = b.env
	out, err := cmd.Output()
	if err != nil {
		t.Fatal("taking a screenshot:", err)
	}
	img, err := png.Decode(bytes.NewReader(out))
	if err != nil {
		t.Fatal("reading the screenshot:", err)
	}
	return img
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

// window waits for a window of the class and returns where it is.
func (b *box) window(t testing.TB, class string) image.Rectangle {
	t.Helper()
	var area image.Rectangle
	eventually(t, class+" has a window", func() bool {
		out, err := b.run("xdotool", "search", "--onlyvisible", "--class", class, "getwindowgeometry", "--shell")
		if err != nil {
			return false
		}
		geometry := make(map[string]int)
		for line := range strings.Lines(out) {
			key, value, _ := strings.Cut(strings.TrimSpace(line), "=")
			geometry[key], _ = strconv.Atoi(value)
		}
		corner := image.Pt(geometry["X"], geometry["Y"])
		area = image.Rectangle{Min: corner, Max: corner.Add(image.Pt(geometry["WIDTH"], geometry["HEIGHT"]))}
		return !area.Empty()
	})
	return area
}

// press moves the mouse to the middle of an area and clicks.
func (b *box) press(t testing.TB, area image.Rectangle) {
	t.Helper()
	at := area.Min.Add(area.Max).Div(2)
	if out, err := b.run("xdotool", "mousemove", strconv.Itoa(at.X), strconv.Itoa(at.Y), "click", "1"); err != nil {
		t.Fatalf("clicking at %v: %v\n%s", at, err, out)
	}
}
