package assets

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"math"
	"os"
	"testing"
)

// panels are the backgrounds that desktops put behind an icon.
var panels = map[string]color.RGBA{
	"white":                    {255, 255, 255, 255},
	"Adwaita's light grey":     {246, 245, 244, 255},
	"Windows' light grey":      {230, 230, 230, 255},
	"Breeze's dark grey":       {49, 54, 59, 255},
	"Adwaita's dark grey":      {45, 45, 45, 255},
	"black, as GNOME's top is": {0, 0, 0, 255},
}

func drawing(t *testing.T, name string) image.Image {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatalf("decoding %s: %v", name, err)
	}
	return img
}

// WCAG 2.1 asks for a contrast of 3 where a graphic carries meaning (1.4.11).
// Our middle tones come close to it on every panel at once; the bar is a
// little lower because smoothed edges are part of the shape.
func TestEveryIconStandsOutOnLightAndDarkPanels(t *testing.T) {
	const contrastEnough, inkEnough = 2.8, 0.22
	for _, name := range names {
		for _, size := range sizes {
			img := drawing(t, fmt.Sprintf("%s-%d.png", name, size))
			if b := img.Bounds(); b.Dx() != size || b.Dy() != size {
				t.Errorf("%s at %d is %v", name, size, b)
			}
			for where, panel := range panels {
				if ink := legible(img, panel, contrastEnough); ink < inkEnough {
					t.Errorf("%s at %d on %s: %.0f %% of the picture can be seen, want %.0f %%",
						name, size, where, ink*100, inkEnough*100)
				}
			}
		}
	}
}

func TestNoTwoStatesHaveTheSameShape(t *testing.T) {
	// In grey, as someone who cannot tell the colours apart sees them. On a
	// white panel, where the letter's paper shows least.
	const differEnough = 0.05
	for _, size := range sizes {
		for i, a := range names {
			for _, b := range names[i+1:] {
				one := drawing(t, fmt.Sprintf("%s-%d.png", a, size))
				two := drawing(t, fmt.Sprintf("%s-%d.png", b, size))
				if d := difference(one, two, panels["white"]); d < differEnough {
					t.Errorf("%s and %s at %d differ in %.1f %% of their pixels only", a, b, size, d*100)
				}
			}
		}
	}
}

func TestIconsAreSmallAndOfEachSize(t *testing.T) {
	for s := range names {
		pngs := icons("linux", State(s), 0)
		for i, data := range pngs {
			if len(data) > 4<<10 || decode(data).Bounds().Dx() != sizes[i] {
				t.Errorf("%s at %d has %d bytes and is %v", names[s], sizes[i], len(data), decode(data).Bounds())
			}
		}
		if len(pngs) != len(sizes) {
			t.Errorf("%s has %d sizes", names[s], len(pngs))
		}
	}
	for _, s := range []State{99, -1} {
		if !bytes.Equal(Icons(s, 0)[0], Icons(Fine, 0)[0]) {
			t.Errorf("state %d, which does not exist, should look fine", s)
		}
	}
}

func TestTheApplicationsPicture(t *testing.T) {
	img, err := png.Decode(bytes.NewReader(App))
	if err != nil {
		t.Fatal(err)
	}
	if b := img.Bounds(); b.Dx() != 128 || b.Dy() != 128 {
		t.Errorf("it is %v", b)
	}
	if ink := legible(img, panels["white"], 2.8); ink < 0.22 {
		t.Errorf("%.0f %% of it can be seen on white", ink*100)
	}
}

// legible is the share of the picture whose contrast with the panel is enough.
func legible(img image.Image, panel color.RGBA, enough float64) float64 {
	b := img.Bounds()
	seen := 0
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			if contrast(over(img.At(x, y), panel), panel) >= enough {
				seen++
			}
		}
	}
	return float64(seen) / float64(b.Dx()*b.Dy())
}

// difference is the share of pixels whose luminance differs clearly.
func difference(one, two image.Image, panel color.RGBA) float64 {
	b := one.Bounds()
	n := 0
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			l, m := luminance(over(one.At(x, y), panel)), luminance(over(two.At(x, y), panel))
			if math.Abs(l-m) > 0.2 {
				n++
			}
		}
	}
	return float64(n) / float64(b.Dx()*b.Dy())
}

// over lays a colour on a panel.
func over(c color.Color, panel color.RGBA) color.RGBA {
	r, g, b, a := c.RGBA() // premultiplied
	mix := func(v uint32, p uint8) uint8 { return uint8((v + uint32(p)*0x101*(0xffff-a)/0xffff) >> 8) }
	return color.RGBA{mix(r, panel.R), mix(g, panel.G), mix(b, panel.B), 255}
}

// contrast is WCAG's ratio between two opaque colours.
func contrast(a, b color.RGBA) float64 {
	l, m := luminance(a), luminance(b)
	return (max(l, m) + 0.05) / (min(l, m) + 0.05)
}

// luminance is WCAG's relative luminance of an opaque colour.
func luminance(c color.RGBA) float64 {
	linear := func(v uint8) float64 {
		f := float64(v) / 255
		if f <= 0.04045 {
			return f / 12.92
		}
		return math.Pow((f+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(c.R) + 0.7152*linear(c.G) + 0.0722*linear(c.B)
}
