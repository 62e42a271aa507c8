package tray

import (
	"image"
	"image/color"
	"log/slog"
	"slices"
	"testing"

	"github.com/godbus/dbus/v5/prop"
)

// StatusNotifierItem: "ARGB32 […] in network byte order".
func TestPixelsAreInThePanelsOrder(t *testing.T) {
	img := image.NewNRGBA(image.Rect(0, 0, 2, 1))
	img.SetNRGBA(0, 0, color.NRGBA{R: 1, G: 2, B: 3, A: 255})
	img.SetNRGBA(1, 0, color.NRGBA{R: 200, G: 100, B: 50, A: 128}) // alpha does not darken it
	got := argb(img)
	if want := []byte{255, 1, 2, 3, 128, 200, 100, 50}; got.Width != 2 || got.Height != 1 || !slices.Equal(got.ARGB, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestPropertiesAnswerForTheItemAlone(t *testing.T) {
	p := newProperties("Lettertray", slog.New(slog.DiscardHandler))
	if _, err := p.Get(sniName, "Nothing"); err != prop.ErrPropNotFound {
		t.Errorf("a property that does not exist: %v", err)
	}
	if _, err := p.GetAll("org.other"); err != prop.ErrIfaceNotFound {
		t.Errorf("another interface: %v", err)
	}
	all, err := p.GetAll(sniName)
	if err != nil || all["Id"].Value() != "Lettertray" || all["ToolTip"].Signature().String() != "(sa(iiay)ss)" ||
		all["IconPixmap"].Signature().String() != "a(iiay)" {
		t.Errorf("got %v, %v", all, err)
	}
	if err := p.Set(sniName, "Title", all["Id"]); err != prop.ErrReadOnly {
		t.Errorf("somebody set a property: %v", err)
	}
}

func TestAnIconThatCannotBeReadIsNone(t *testing.T) {
	p := newProperties("Lettertray", slog.New(slog.DiscardHandler))
	p.setIcon([][]byte{[]byte("no picture"), nil})
	if v, err := p.Get(sniName, "IconPixmap"); err != nil || v.Signature().String() != "a(iiay)" {
		t.Errorf("got %v, %v", v, err)
	}
}
