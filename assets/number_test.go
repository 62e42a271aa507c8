package assets

import (
	"bytes"
	"image"
	"image/color"
	"testing"
)

// numbered is an icon with a number at each size.
func numbered(t *testing.T, n int) map[int]*image.NRGBA {
	t.Helper()
	imgs := map[int]*image.NRGBA{}
	for i, data := range icons("linux", Fine, n) {
		imgs[sizes[i]] = decode(data)
	}
	return imgs
}

func TestEveryNumberCanBeReadOnEveryPanel(t *testing.T) {
	const contrastEnough = 4.5 // WCAG 2.1 for text (1.4.3)
	if c := contrast(color.RGBA(seal), color.RGBA(ink)); c < contrastEnough {
		t.Errorf("the digits' contrast with their badge is %.2f", c)
	}
	for n := 1; n <= Most; n++ {
		for size, img := range numbered(t, n) {
			for where, panel := range panels {
				if share := legible(img, panel, 2.4); share < 0.22 {
					t.Errorf("%d at %d on %s: %.0f %% of the picture can be seen", n, size, where, share*100)
				}
			}
		}
	}
}

// A level or upright stroke that begins inside a pixel would be grey there.
func TestDigitsAreCrisp(t *testing.T) {
	for n := 2; n <= Most; n++ { // the 1 has a slanting flag
		for size, img := range numbered(t, n) {
			crisp, blurred := 0, 0
			for y := range size {
				for x := range size {
					switch c := img.NRGBAAt(x, y); {
					case c == ink && x > size/4:
						crisp++
					case c.A == 255 && c.G > seal.G && c.B > seal.B && c.R > seal.R && c != ink && y < measures[size].height:
						blurred++ // orange and white mixed
					}
				}
			}
			// Round ends and corners take a few pixels at the larger sizes.
			if blurred*2 > crisp {
				t.Errorf("%d at %d: %d pixels are ink and %d are a mixture", n, size, crisp, blurred)
			}
			if size == 16 && blurred > 4 {
				t.Errorf("%d at 16 has %d mixed pixels", n, blurred)
			}
		}
	}
}

func TestNoTwoNumbersLookAlike(t *testing.T) {
	var all []map[int]*image.NRGBA
	for n := range Most + 1 {
		all = append(all, numbered(t, n))
	}
	for a := range all {
		for b := range a {
			for _, size := range sizes {
				if d := difference(all[a][size], all[b][size], panels["white"]); d < 0.007 {
					t.Errorf("%d and %d at %d differ in %.1f %% of their pixels only", a, b, size, d*100)
				}
			}
		}
	}
}

func TestOnlyAnIconThatTellsOfMailHasANumber(t *testing.T) {
	for _, tt := range []struct {
		name   string
		one    [][]byte
		two    [][]byte
		differ bool
	}{
		{"a pause keeps its sign", Icons(Paused, 3), Icons(Paused, 0), false},
		{"what needs the person does too", Icons(Attention, 3), Icons(Attention, 0), false},
		{"a number makes fine and unread the same", Icons(Fine, 3), Icons(Unread, 3), false},
		{"ten and a thousand are more than nine", Icons(Unread, Most), Icons(Unread, 1000), false},
		{"less than none is none", Icons(Unread, -1), Icons(Unread, 0), false},
		{"one is not none", Icons(Unread, 1), Icons(Unread, 0), true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if bytes.Equal(bytes.Join(tt.one, nil), bytes.Join(tt.two, nil)) == tt.differ {
				t.Errorf("differ is %v, want %v", !tt.differ, tt.differ)
			}
		})
	}
}

func TestAnIconIsDrawnOnce(t *testing.T) {
	if one, two := Icons(Unread, 5), Icons(Unread, 5); &one[0][0] != &two[0][0] {
		t.Error("the same icon was drawn twice")
	}
}
