package assets

import (
	"image"
	"image/color"
	"math"
)

// A measure is how a number is built at one size of icon, in whole pixels, so
// that every upright and level stroke begins and ends with a pixel.
type measure struct {
	width, height int // of a digit
	stroke        int
	side, above   int // of the badge around the digits
}

var measures = map[int]measure{
	16: {width: 4, height: 7, stroke: 1, side: 2, above: 1},
	22: {width: 6, height: 9, stroke: 2, side: 3, above: 2},
	32: {width: 9, height: 14, stroke: 3, side: 4, above: 2},
	48: {width: 13, height: 21, stroke: 4, side: 6, above: 3},
	64: {width: 17, height: 28, stroke: 5, side: 8, above: 4},
}

var (
	seal = color.NRGBA{0xc8, 0x4a, 0x00, 0xff} // darker than unread.svg's: white on it has a contrast above 4.5
	ink  = color.NRGBA{0xff, 0xff, 0xff, 0xff}
)

// The strokes of each digit, from corner to corner of a box that is one wide
// and two high.
var digits = [...][][]point{
	1: {{{0.2, 0.4}, {0.6, 0}, {0.6, 2}}},
	2: {{{0, 0}, {1, 0}, {1, 1}, {0, 1}, {0, 2}, {1, 2}}},
	3: {{{0, 0}, {1, 0}, {1, 2}, {0, 2}}, {{0, 1}, {1, 1}}},
	4: {{{0, 0}, {0, 1}, {1, 1}}, {{1, 0}, {1, 2}}},
	5: {{{1, 0}, {0, 0}, {0, 1}, {1, 1}, {1, 2}, {0, 2}}},
	6: {{{1, 0}, {0, 0}, {0, 2}, {1, 2}, {1, 1}, {0, 1}}},
	7: {{{0, 0}, {1, 0}, {1, 2}}},
	8: {{{0, 0}, {1, 0}, {1, 2}, {0, 2}, {0, 0}}, {{0, 1}, {1, 1}}},
	9: {{{0, 2}, {1, 2}, {1, 0}, {0, 0}, {0, 1}, {1, 1}}},
}

type point struct{ x, y float64 }

// mark draws a number from 1 to Most on an icon of one of the sizes, upper
// right, with a gap around it so that it stands off from what it covers.
func mark(img *image.NRGBA, number int) {
	size := img.Bounds().Dx()
	m := measures[size]
	strokes, width := m.number(number)
	badge := rect{float64(size - width - 2*m.side), 0, float64(size), float64(m.height + 2*m.above)}
	corner := point{badge.left + float64(m.side), badge.top + float64(m.above)} // of the first digit
	round, gap := float64(size)*0.17, float64(size)/16
	for y := range min(size, int(badge.bottom+gap)+1) {
		for x := max(0, int(badge.left-gap)-1); x < size; x++ {
			p := point{float64(x) + 0.5, float64(y) + 0.5}
			outside := badge.distance(p, round)
			c := img.NRGBAAt(x, y)
			c.A = uint8(float64(c.A) * (1 - covered(outside-gap)))
			if on := covered(outside); on > 0 {
				c = mix(seal, ink, covered(strokes.distance(point{p.x - corner.x, p.y - corner.y})))
				c.A = uint8(255*on + 0.5)
			}
			img.SetNRGBA(x, y, c)
		}
	}
}

// number lays the strokes of a number out in pixels and tells how wide it is.
func (m measure) number(n int) (s strokes, width int) {
	if n < Most {
		return m.digit(n), m.width
	}
	thin := (m.stroke + 1) / 2
	arm := 2*m.stroke + thin // less thin, it is even: the plus has its middle on its stroke
	half, length := float64(thin)/2, float64(arm)
	left, top := float64(m.width+thin), float64((m.height-arm)/2)
	across, down := left+length/2, top+length/2
	s = append(m.digit(9),
		line{point{left + half, down}, point{left + length - half, down}, half},
		line{point{across, top + half}, point{across, top + length - half}, half})
	return s, m.width + thin + arm
}

// digit lays a digit's strokes out, the middle of each on whole or half pixels
// as its width asks for.
func (m measure) digit(n int) (s strokes) {
	half := float64(m.stroke) / 2
	place := func(p point) point {
		return point{
			half + math.Round(p.x*float64(m.width-m.stroke)),
			half + math.Floor(p.y*float64(m.height-m.stroke)/2),
		}
	}
	for _, path := range digits[n] {
		for i := range path[1:] {
			s = append(s, line{place(path[i]), place(path[i+1]), half})
		}
	}
	return s
}

type line struct {
	from, to point
	half     float64 // of its thickness
}

type strokes []line

// distance is how far p is outside the nearest stroke, whose ends are round;
// below zero it is inside.
func (s strokes) distance(p point) float64 {
	least := math.Inf(1)
	for _, l := range s {
		dx, dy := l.to.x-l.from.x, l.to.y-l.from.y
		t := ((p.x-l.from.x)*dx + (p.y-l.from.y)*dy) / (dx*dx + dy*dy)
		t = max(0, min(t, 1))
		least = min(least, math.Hypot(p.x-l.from.x-t*dx, p.y-l.from.y-t*dy)-l.half)
	}
	return least
}

type rect struct{ left, top, right, bottom float64 }

// distance is how far p is outside r, whose corners are rounded; below zero it
// is inside.
func (r rect) distance(p point, round float64) float64 {
	dx := max(r.left+round-p.x, p.x-r.right+round)
	dy := max(r.top+round-p.y, p.y-r.bottom+round)
	return min(max(dx, dy), 0) + math.Hypot(max(dx, 0), max(dy, 0)) - round
}

// covered is how much of a pixel a shape covers whose edge is that far away.
func covered(distance float64) float64 { return max(0, min(0.5-distance, 1)) }

func mix(a, b color.NRGBA, share float64) color.NRGBA {
	f := func(x, y uint8) uint8 { return uint8(float64(x)*(1-share) + float64(y)*share + 0.5) }
	return color.NRGBA{f(a.R, b.R), f(a.G, b.G), f(a.B, b.B), 255}
}
