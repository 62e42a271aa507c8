package desktop

import (
	"bytes"
	"image"
	"image/color"
	"math"
	"testing"
)

// belowPanel is where menus and notes are seen.
var belowPanel = image.Rect(0, 33, screen.Max.X, screen.Max.Y)

// still waits until nothing moves on the screen, and returns what is there.
func (b *box) still(t testing.TB) *image.RGBA {
	t.Helper()
	last := b.screenshot(t)
	eventually(t, "the screen stands still", func() bool {
		before := last
		last = b.screenshot(t)
		return bytes.Equal(before.Pix, last.Pix)
	})
	return last
}

// changed bounds the pixels below the panel in which two screenshots differ.
// It is empty where they are the same there.
func changed(before, after *image.RGBA) image.Rectangle {
	var box image.Rectangle
	for y := belowPanel.Min.Y; y < belowPanel.Max.Y; y++ {
		for x := belowPanel.Min.X; x < belowPanel.Max.X; x++ {
			if before.RGBAAt(x, y) != after.RGBAAt(x, y) {
				box = box.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	return box
}

// brightness is a colour's relative luminance, from 0 to 1 (WCAG 2.2).
func brightness(c color.Color) float64 {
	linear := func(v uint32) float64 {
		s := float64(v) / 0xffff
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	r, g, b, _ := c.RGBA()
	return 0.2126*linear(r) + 0.7152*linear(g) + 0.0722*linear(b)
}

// contrast is that of two colours, from 1 to 21 (WCAG 2.2).
func contrast(a, b color.Color) float64 {
	x, y := brightness(a), brightness(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}
