package desktop

import (
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestPictures draws the README's picture: the tray icon, its menu and a
// notification, as they are on a real screen.
func TestPictures(t *testing.T) {
	if *pictures == "" {
		t.Skip("make pictures draws")
	}
	needDesktop(t)
	b := newBox(t)
	g := b.serveGoogle(t)
	l := b.listen(t)
	b.startKeyring(t)
	b.startScreen(t)
	b.run("display", "-window", "root", "-size", "1280x800", "gradient:#3a6073-#16222a") // exits with 1 even when it paints
	b.startDunst(t)
	b.startPanel(t)
	b.signInUnseen(t, g)
	b.startApp(t)
	i := b.icon(t)
	for _, mail := range []struct{ from, subject string }{
		{"Grace Hopper", "The compiler works"},
		{"Charles Babbage", "Drawings for the new engine"},
	} {
		g.deliver(mail.from, mail.subject, "")
		l.untilShown(t, mail.from, mail.subject)
	}
	eventually(t, "both letters are counted", func() bool { return strings.Contains(i.tooltip(t), "2 unread") })
	closed := b.look(t, menuArea)
	b.press(t, iconArea)
	eventually(t, "the menu opens", func() bool { return b.look(t, menuArea) != closed })
	save(t, "lettertray.png", crop(b.screenshot(t), sceneArea))
}

var (
	menuArea  = image.Rect(1040, 40, 1280, 200)
	sceneArea = image.Rect(450, 0, 1280, 350)
)

// save writes a picture into the folder that the person named.
func save(t *testing.T, name string, img image.Image) {
	t.Helper()
	if err := os.MkdirAll(*pictures, 0o755); err != nil {
		t.Fatal(err)
	}
	file, err := os.Create(filepath.Join(*pictures, name))
	if err != nil {
		t.Fatal(err)
	}
	encoder := png.Encoder{CompressionLevel: png.BestCompression}
	if err := encoder.Encode(file, img); err != nil {
		t.Fatal(err)
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
}
