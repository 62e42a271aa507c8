package tray

import (
	"cmp"
	"runtime"

	"lettertray/internal/mail"
)

// A picture is what a state looks like, in words that the desktop takes as they
// are.
type picture struct {
	face    face
	tooltip string
	menu    []entry // always of the same length, see menu
}

// A face is what the icon shows.
type face struct {
	icon   Icon
	number int // 0 is none, see Options.Draw
}

const (
	longestLabel   = 120 // in UTF-16 units: a menu this wide still fits a small screen
	longestTooltip = 400 // in UTF-16 units: a few sentences
	windowsTooltip = 127 // Windows keeps 128 with the final zero (NOTIFYICONDATA.szTip)
)

// tooltipRoom is how many UTF-16 units of a tooltip the system shows.
func tooltipRoom(goos string) int {
	if goos == "windows" {
		return windowsTooltip
	}
	return longestTooltip
}

func pictureOf(title string, s State) picture {
	p := picture{face: faceOf(s), menu: menu(cmp.Or(s.Status, title), s)}
	p.tooltip = cut(mail.Plain(cmp.Or(s.Tooltip, s.Status, title)), tooltipRoom(runtime.GOOS))
	for i := range p.menu {
		p.menu[i].label = escape(runtime.GOOS, cut(mail.Plain(p.menu[i].label), longestLabel))
	}
	return p
}

// faceOf gives a number only to the icons that tell of mail, and with a number
// they are the same. A pause, or what needs the person, keeps its sign.
func faceOf(s State) face {
	if s.Number <= 0 || s.Icon != Fine && s.Icon != Unread {
		return face{icon: s.Icon}
	}
	return face{Unread, min(s.Number, mostNumber)}
}
