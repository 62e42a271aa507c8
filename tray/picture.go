package tray

import (
	"cmp"
	"runtime"
)

// A picture is what a state looks like, in words that the desktop takes as they
// are.
type picture struct {
	icon    Icon
	tooltip string
	menu    []entry // always of the same length, see menu
}

const (
	longestLabel   = 120 // in UTF-16 units: a menu this wide still fits a small screen
	longestTooltip = 127 // in UTF-16 units: Windows keeps 128 with the final zero (NOTIFYICONDATA.szTip)
)

func pictureOf(title string, s State) picture {
	status := cut(clean(cmp.Or(s.Status, title)), longestLabel)
	p := picture{icon: s.Icon, menu: menu(status, s)}
	p.tooltip = cut(clean(cmp.Or(s.Tooltip, s.Status, title)), longestTooltip)
	for i := range p.menu {
		p.menu[i].label = escape(runtime.GOOS, p.menu[i].label)
	}
	return p
}

// A change is one thing that the desktop must be told.
type change struct {
	what what
	at   int    // the entry's place in the menu; of relabel, show and hide
	text string // of relabel and setTooltip
	icon Icon   // of setIcon
}

type what int

const (
	setIcon what = iota
	setTooltip
	relabel
	show
	hide
)

// changes leads from one picture to another.
//
// A hidden entry's label is not told before the entry appears: on Windows,
// telling it would make it appear.
func changes(from, to picture) []change {
	var cs []change
	if from.icon != to.icon {
		cs = append(cs, change{what: setIcon, icon: to.icon})
	}
	if from.tooltip != to.tooltip {
		cs = append(cs, change{what: setTooltip, text: to.tooltip})
	}
	for i, e := range to.menu {
		old := from.menu[i]
		switch {
		case e.hidden && !old.hidden:
			cs = append(cs, change{what: hide, at: i})
		case e.hidden:
		case old.hidden:
			cs = append(cs, change{what: relabel, at: i, text: e.label}, change{what: show, at: i})
		case e.label != old.label:
			cs = append(cs, change{what: relabel, at: i, text: e.label})
		}
	}
	return cs
}
