package assets

import (
	"bytes"
	"encoding/binary"
	"image"
	"testing"
)

// icoEntry is one picture in an ICO (ICONDIRENTRY).
type icoEntry struct {
	Width, Height, Colours, Reserved uint8
	Planes, Bits                     uint16
	Size, At                         uint32
}

func TestAWindowsIconHoldsEverySize(t *testing.T) {
	all := icons("windows", Unread, 7)
	if len(all) != 1 {
		t.Fatalf("%d files", len(all))
	}
	data := all[0]
	if !bytes.HasPrefix(data, []byte{0, 0, 1, 0, byte(len(sizes)), 0}) {
		t.Fatalf("it begins with % x", data[:6])
	}
	pngs := icons("linux", Unread, 7)
	end := 6 + 16*len(sizes)
	for i, size := range sizes {
		var e icoEntry
		if err := binary.Read(bytes.NewReader(data[6+16*i:]), binary.LittleEndian, &e); err != nil {
			t.Fatal(err)
		}
		if int(e.Width) != size || int(e.Height) != size || e.Bits != 32 || int(e.At) != end {
			t.Errorf("entry %d is %+v, want size %d at %d", i, e, size, end)
		}
		end += int(e.Size)
		want := decode(pngs[i])
		if got := bitmap(data[e.At:], size); !bytes.Equal(got.Pix, want.Pix) {
			t.Errorf("the picture of %d pixels is not the PNG's", size)
		}
	}
	if end != len(data) {
		t.Errorf("%d bytes, the entries tell of %d", len(data), end)
	}
}

// bitmap reads a picture back: a header of 40 bytes, then rows from the bottom.
func bitmap(data []byte, size int) *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, size, size))
	for y := range size {
		row := data[40+(size-1-y)*size*4:]
		for x := range size {
			copy(img.Pix[img.PixOffset(x, y):], []byte{row[x*4+2], row[x*4+1], row[x*4], row[x*4+3]})
		}
	}
	return img
}
