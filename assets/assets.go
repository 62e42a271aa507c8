// Package assets holds Lettertray's pictures, compiled in: one tray icon for
// each state and the picture of the application. They are drawn in the SVG
// files beside this one; the tray keeps its shape and what stands in it tells
// the state, so that nobody needs to tell the colours apart.
package assets

import _ "embed"

//go:generate ./render.sh

// A State is what a tray icon can tell.
type State int

const (
	Fine      State = iota // a letter at rest
	Unread                 // a letter with a new seal
	Paused                 // two bars
	Offline                // three dots: waiting, or polling
	Attention              // an exclamation mark: the person must act
)

// App is the application's picture, a PNG of 128 × 128 pixels.
//
//go:embed app.png
var App []byte

// Icon returns a state's tray icon in the format that the system's tray takes:
// an ICO of 16 and 32 pixels on Windows, elsewhere a PNG of 32 pixels. A state
// that does not exist looks Fine. The caller must not change the bytes.
func Icon(s State) []byte {
	if s < 0 || int(s) >= len(icons) {
		s = Fine
	}
	return icons[s]
}
