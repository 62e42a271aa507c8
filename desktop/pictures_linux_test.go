package desktop

import (
	"image"
	"image/png"
	"os"
	"path/filepath"
	"testing"
)

// A theme is how GTK draws the panel, its menus and the notifications.
type theme struct {
	name      string
	gtk       string // GTK's name for it
	dark      bool
	wallpaper string
	pictures  map[string]string // the README's: of which scene, under which name
}

var themes = []theme{
	{"in a light theme", "Adwaita", false, "gradient:#8fb1c4-#5d7f93", map[string]string{
		"menu":    "lettertray.png",
		"actions": "actions.png",
		"digest":  "digest.png",
	}},
	{"in a dark theme", "Adwaita:dark", true, "gradient:#3a6073-#16222a", map[string]string{
		"menu":     "lettertray-dark.png",
		"accounts": "accounts.png",
	}},
}

// TestPictures looks at what a person sees: real screenshots of a panel and a
// notification server, in a light theme and in a dark one. With -pictures it
// keeps those that the README shows.
func TestPictures(t *testing.T) {
	needDesktop(t)
	icons := make([][]*image.RGBA, len(themes))
	t.Run("with a desktop", func(t *testing.T) {
		for i, look := range themes {
			t.Run(look.name, func(t *testing.T) {
				t.Parallel()
				s := newStage(t, look)
				s.play(t)
				icons[i] = s.states
			})
		}
	})
	if !t.Failed() {
		save(t, "icons.png", sheet(icons))
	}
}

// play plays all scenes.
func (s *stage) play(t *testing.T) {
	for _, scene := range []struct {
		name string
		play func(*stage, *testing.T)
	}{
		{"each state has an icon of its own that stands off from the panel", (*stage).icons},
		{"the menu opens below the icon and has the newest letters", (*stage).menu},
		{"after a pause one notification names all senders", (*stage).digest},
		{"a notification has buttons, and they work", (*stage).actions},
		{"several accounts have a sub-menu each", (*stage).accounts},
	} {
		if !t.Run(scene.name, func(t *testing.T) { scene.play(s, t) }) {
			return // the next scene begins where this one should have ended
		}
	}
}

// save writes a picture into the folder that the person named, if there is one.
func save(t *testing.T, name string, img image.Image) {
	t.Helper()
	if *pictures == "" {
		return
	}
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
