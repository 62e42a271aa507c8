// Package assets holds Lettertray's pictures, compiled in: one tray icon for
// each state and the picture of the application. They are drawn in the SVG
// files beside this one; the tray keeps its shape and what stands in it tells
// the state, so that nobody needs to tell the colours apart. A count of unread
// mail is drawn onto an icon when it is asked for.
package assets

import (
	"embed"
	"fmt"
)

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

var names = [...]string{Fine: "fine", Unread: "unread", Paused: "paused", Offline: "offline", Attention: "attention"}

// sizes are the heights and widths of the icons in pixels: what panels ask for
// on common screens (16, 22, 32) and on those with twice the density.
var sizes = [...]int{16, 22, 32, 48, 64}

//go:embed *-16.png *-22.png *-32.png *-48.png *-64.png
var files embed.FS

// App is the application's picture, a PNG of 128 × 128 pixels.
//
//go:embed app.png
var App []byte

// file is a state's drawing in one of the sizes, a PNG.
func file(s State, size int) []byte {
	if s < 0 || int(s) >= len(names) {
		s = Fine
	}
	data, err := files.ReadFile(fmt.Sprintf("%s-%d.png", names[s], size))
	if err != nil {
		panic(err) // it is compiled in: TestEveryIconStandsOutOnLightAndDarkPanels
	}
	return data
}
