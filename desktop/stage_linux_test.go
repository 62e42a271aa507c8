package desktop

import (
	"image"
	"slices"
	"strings"
	"testing"
)

// A stage is a desktop on which the pictures' scenes are played, one after the
// other. Who appears in them is invented.
type stage struct {
	*box
	theme  theme
	google *google
	notes  *ledger
	empty  *image.RGBA   // the screen with nothing on it but the panel
	states []*image.RGBA // the panel's icon in each state
}

// newStage starts a desktop in a theme, with ada signed in.
func newStage(t *testing.T, look theme) *stage {
	t.Helper()
	s := &stage{box: newBox(t), theme: look}
	s.google = s.serveGoogle(t)
	s.notes = s.listen(t)
	s.startKeyring(t)
	s.startScreen(t)
	s.run("display", "-window", "root", "-size", screenSize, look.wallpaper) // exits with 1 even when it paints
	s.env = append(s.env, "GTK_THEME="+look.gtk)
	s.startNotifyd(t)
	s.startPanel(t)
	s.signInUnseen(t, s.google)
	s.startApp(t)
	s.untilTip(t, ada, "push")
	s.empty = s.still(t)
	return s
}

// untilTip waits until the icon's tooltip has all of these words.
func (s *stage) untilTip(t *testing.T, words ...string) {
	t.Helper()
	i := s.icon(t)
	eventually(t, "the tooltip says "+strings.Join(words, ", "), func() bool {
		tip := i.tooltip(t)
		return !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(tip, w) })
	})
}

// tell gives the running app a command.
func (s *stage) tell(t *testing.T, args ...string) {
	t.Helper()
	s.mustRun(t, lettertray, args...)
}

// readAll has all of ada's letters be read elsewhere, and waits until nothing is
// on the screen.
func (s *stage) readAll(t *testing.T) {
	t.Helper()
	for _, l := range s.google.Letters(ada) {
		if err := s.google.MarkRead(ada, l.ID); err != nil {
			t.Fatal(err)
		}
	}
	s.notes.until(t, "all notes leave the screen", func() bool { return len(s.notes.open) == 0 })
	eventually(t, "nothing is unread", func() bool { return !strings.Contains(s.icon(t).tooltip(t), "unread") })
	s.untilPopups(t, 0)
}

// keep waits for the screen to stand still, saves what is on it if the README
// shows this scene in this theme, and returns where the screen has changed since
// it was empty. The picture shows that, the corner, and a margin.
func (s *stage) keep(t *testing.T, scene string, corner image.Rectangle) image.Rectangle {
	t.Helper()
	shot := s.still(t)
	seen := changed(s.empty, shot)
	if name := s.theme.pictures[scene]; name != "" {
		save(t, name, crop(shot, seen.Union(corner).Inset(-margin).Intersect(shot.Bounds())))
	}
	return seen
}

const margin = 16 // pixels of wallpaper around what a picture shows
