package assets

import (
	"bytes"
	"fmt"
	"image"
	"image/draw"
	"image/png"
	"runtime"
	"sync"
)

// Most is the number from which on an icon tells "9+".
const Most = 10

// drawn keeps what Icons has made. It stays small: five states, one of them
// with ten numbers.
var drawn = struct {
	sync.Mutex
	icons map[asked][][]byte
}{icons: map[asked][][]byte{}}

type asked struct {
	state  State
	number int
}

// Icons returns a state's tray icon in every size that a desktop may choose
// from, smallest first: PNGs of 16, 22, 32, 48 and 64 pixels; on Windows one
// ICO that holds them all. A number above zero is drawn on Fine and Unread, and
// makes them the same; the other states keep their sign. The caller must not
// change the bytes.
func Icons(s State, number int) [][]byte {
	number = max(0, min(number, Most))
	if s != Fine && s != Unread {
		number = 0
	}
	if number > 0 {
		s = Fine // the number stands where Unread has its seal
	}
	drawn.Lock()
	defer drawn.Unlock()
	key := asked{s, number}
	if drawn.icons[key] == nil {
		drawn.icons[key] = icons(runtime.GOOS, s, number)
	}
	return drawn.icons[key]
}

func icons(goos string, s State, number int) [][]byte {
	var pngs [][]byte
	var images []*image.NRGBA
	encoder := png.Encoder{BufferPool: &pool{}}
	for _, size := range sizes {
		data := file(s, size)
		if number > 0 || goos == "windows" {
			img := decode(data)
			if number > 0 {
				mark(img, number)
				data = encode(&encoder, img)
			}
			images = append(images, img)
		}
		pngs = append(pngs, data)
	}
	if goos == "windows" {
		return [][]byte{ico(images)}
	}
	return pngs
}

func decode(data []byte) *image.NRGBA {
	src, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		panic(fmt.Errorf("decoding an icon that is compiled in: %w", err))
	}
	img := image.NewNRGBA(src.Bounds())
	draw.Draw(img, img.Bounds(), src, src.Bounds().Min, draw.Src)
	return img
}

func encode(e *png.Encoder, img image.Image) []byte {
	var b bytes.Buffer
	if err := e.Encode(&b, img); err != nil {
		panic(fmt.Errorf("encoding an icon: %w", err)) // a buffer takes everything
	}
	return b.Bytes()
}

// A pool of one: an encoder's buffer is most of a megabyte, and sizes are
// encoded one after the other.
type pool struct{ buffer *png.EncoderBuffer }

func (p *pool) Get() *png.EncoderBuffer  { return p.buffer }
func (p *pool) Put(b *png.EncoderBuffer) { p.buffer = b }
