package notify

import (
	"bytes"
	"fmt"
	"image"
	"image/draw"
	"image/png"

	"github.com/godbus/dbus/v5"
)

// hintsFor tells the server what kind of thing a note is. The desktop plays
// the sound, so that its own do-not-disturb mutes it.
func hintsFor(n note, icon *picture) (iconName string, hints map[string]dbus.Variant) {
	hints = map[string]dbus.Variant{"desktop-entry": dbus.MakeVariant("lettertray")}
	if len(n.messages) > 0 {
		hints["category"] = dbus.MakeVariant("email.arrived")
		hints["sound-name"] = dbus.MakeVariant("message-new-email")
	}
	if icon == nil {
		return "mail-unread", hints
	}
	hints["image-data"] = dbus.MakeVariant(*icon)
	return "", hints
}

// A picture is the specification's image-data: (iiibiiay).
type picture struct {
	Width, Height, Stride int32
	Alpha                 bool
	Bits, Channels        int32
	Pixels                []byte
}

func newPicture(file []byte) (*picture, error) {
	src, err := png.Decode(bytes.NewReader(file))
	if err != nil {
		return nil, fmt.Errorf("reading the notification icon: %w", err)
	}
	size := src.Bounds().Size()
	// Not premultiplied: that is how gdk-pixbuf, which the hint mirrors, has it.
	img := image.NewNRGBA(image.Rectangle{Max: size})
	draw.Draw(img, img.Bounds(), src, src.Bounds().Min, draw.Src)
	return &picture{
		Width: int32(size.X), Height: int32(size.Y), Stride: int32(img.Stride),
		Alpha: true, Bits: 8, Channels: 4, Pixels: img.Pix,
	}, nil
}
