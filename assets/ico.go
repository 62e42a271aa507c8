package assets

import (
	"encoding/binary"
	"image"
)

// ico packs pictures into one Windows icon. They are stored as bitmaps, not as
// PNGs, which old loaders take at 256 pixels only. Microsoft, "Icons in Win32";
// each width must be a multiple of two.
func ico(images []*image.NRGBA) []byte {
	const header, entry, bitmapHeader = 6, 16, 40
	le := binary.LittleEndian
	out := le.AppendUint16(nil, 0)
	out = le.AppendUint16(out, 1) // an icon, not a cursor
	out = le.AppendUint16(out, uint16(len(images)))
	at := header + entry*len(images)
	for _, img := range images {
		size := img.Bounds().Dx()
		n := bitmapHeader + size*size*4 + size*maskRow(size)
		out = append(out, byte(size), byte(size), 0, 0)
		out = le.AppendUint16(out, 1)  // planes
		out = le.AppendUint16(out, 32) // bits per pixel
		out = le.AppendUint32(out, uint32(n))
		out = le.AppendUint32(out, uint32(at))
		at += n
	}
	for _, img := range images {
		size := img.Bounds().Dx()
		out = le.AppendUint32(out, bitmapHeader)
		out = le.AppendUint32(out, uint32(size))
		out = le.AppendUint32(out, uint32(2*size)) // the colours and the mask
		out = le.AppendUint16(out, 1)
		out = le.AppendUint16(out, 32)
		out = append(out, make([]byte, bitmapHeader-16)...)
		for y := size - 1; y >= 0; y-- { // bottom row first
			for x := range size {
				c := img.NRGBAAt(x, y)
				out = append(out, c.B, c.G, c.R, c.A)
			}
		}
		// The mask is what had no alpha once; all zero, alpha decides.
		out = append(out, make([]byte, size*maskRow(size))...)
	}
	return out
}

// maskRow is the bytes in a row of the mask: a bit a pixel, in words of 32.
func maskRow(size int) int { return (size + 31) / 32 * 4 }
