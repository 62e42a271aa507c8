package tray

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"log/slog"
	"sync"

	"github.com/godbus/dbus/v5"
	"github.com/godbus/dbus/v5/prop"
)

const sniName = "org.kde.StatusNotifierItem"

// properties are the item's as panels read them (freedesktop.org,
// StatusNotifierItem). They take the place of systray's, which know one size of
// icon only: a panel would have to scale it, and a number on it blurs.
//
// Its exported methods are those of org.freedesktop.DBus.Properties.
type properties struct {
	log    *slog.Logger
	mu     sync.Mutex
	values map[string]dbus.Variant
	conn   *dbus.Conn // nil before export
}

// A pixmap is one size of an icon: (iiay).
type pixmap struct {
	Width, Height int32
	ARGB          []byte // a byte each, in rows from the top
}

// A bubble is a tooltip: (sa(iiay)ss).
type bubble struct {
	Icon    string
	Pixmaps []pixmap
	Title   string
	Text    string
}

func newProperties(title string, log *slog.Logger) *properties {
	p := &properties{log: log, values: map[string]dbus.Variant{}}
	for name, value := range map[string]any{
		"Category":      "ApplicationStatus",
		"Id":            title,
		"Title":         title,
		"Status":        "Active",
		"IconName":      "",
		"IconThemePath": "",
		"IconPixmap":    []pixmap{},
		"ToolTip":       bubble{},
		"ItemIsMenu":    true, // a left click opens the menu
		"Menu":          dbus.ObjectPath(itemPath + "/menu"),
	} {
		p.values[name] = dbus.MakeVariant(value)
	}
	return p
}

// export offers the properties on the bus. A panel may have read systray's
// since those were exported, so it is told to look again.
func (p *properties) export(conn *dbus.Conn) error {
	if err := conn.Export(p, itemPath, "org.freedesktop.DBus.Properties"); err != nil {
		return fmt.Errorf("exporting the icon's properties: %w", err)
	}
	p.mu.Lock()
	p.conn = conn
	p.mu.Unlock()
	p.tell("NewIcon")
	p.tell("NewToolTip")
	return nil
}

func (p *properties) Get(iface, name string) (dbus.Variant, *dbus.Error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if iface != sniName {
		return dbus.Variant{}, prop.ErrIfaceNotFound
	}
	v, ok := p.values[name]
	if !ok {
		return dbus.Variant{}, prop.ErrPropNotFound
	}
	return v, nil
}

func (p *properties) GetAll(iface string) (map[string]dbus.Variant, *dbus.Error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if iface != sniName {
		return nil, prop.ErrIfaceNotFound
	}
	all := make(map[string]dbus.Variant, len(p.values))
	for name, v := range p.values {
		all[name] = v
	}
	return all, nil
}

func (p *properties) Set(string, string, dbus.Variant) *dbus.Error { return prop.ErrReadOnly }

func (p *properties) setTooltip(s string) {
	p.set("ToolTip", bubble{Title: s})
	p.tell("NewToolTip")
}

func (p *properties) setIcon(sizes [][]byte) {
	var maps []pixmap
	for _, data := range sizes {
		m, err := pixmapOf(data)
		if err != nil {
			p.log.Error("an icon cannot be shown", "err", err)
			continue
		}
		maps = append(maps, m)
	}
	p.set("IconPixmap", maps)
	p.tell("NewIcon")
}

func (p *properties) set(name string, value any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.values[name] = dbus.MakeVariant(value)
}

// tell sends one of the item's signals; before export there is nobody to hear.
func (p *properties) tell(signal string) {
	p.mu.Lock()
	conn := p.conn
	p.mu.Unlock()
	if conn == nil {
		return
	}
	if err := conn.Emit(itemPath, sniName+"."+signal); err != nil && conn.Context().Err() == nil {
		p.log.Warn("the panel was not told of a change", "err", err)
	}
}

func pixmapOf(data []byte) (pixmap, error) {
	img, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		return pixmap{}, fmt.Errorf("decoding an icon: %w", err)
	}
	return argb(img), nil
}

// argb is a picture with straight alpha, as panels take it.
func argb(img image.Image) pixmap {
	b := img.Bounds()
	out := make([]byte, 0, b.Dx()*b.Dy()*4)
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			c := color.NRGBAModel.Convert(img.At(x, y)).(color.NRGBA)
			out = append(out, c.A, c.R, c.G, c.B)
		}
	}
	return pixmap{int32(b.Dx()), int32(b.Dy()), out}
}
