package tray

import "slices"

// A change is one thing that the desktop must be told.
type change struct {
	what what
	at   int // the entry's place in the menu; not of setFace and setTooltip
}

type what int

const (
	setFace what = iota
	setTooltip
	add     // make the entry, with its label and check; it is shown
	relabel // give it its label
	check   // check it, or not
	show
	hide
)

// nothing is what the desktop has been told at the start: no icon, and none of
// the entries that a menu will have.
func nothing(menu []entry) picture {
	return picture{face: face{icon: -1}, menu: make([]entry, len(menu))}
}

// changes leads from what the desktop has been told to what it shall show, and
// returns with it what the desktop has been told then.
//
// What cannot be seen is not told before it can. A sub-menu is made when it can
// be opened for the first time: with eight accounts' sub-menus there from the
// start, a panel would read two hundred hidden entries at each change. And a
// hidden entry's label waits until it appears, as on Windows telling it would
// make it appear.
//
// A letter that goes out of sight loses its label first: on Linux any program
// on the session bus can read hidden entries, and the account may have been
// signed out.
func changes(from, to picture) (cs []change, told picture) {
	if from.face != to.face {
		cs = append(cs, change{what: setFace})
	}
	if from.tooltip != to.tooltip {
		cs = append(cs, change{what: setTooltip})
	}
	told = to
	told.menu = slices.Clone(to.menu)
	open := false // whether the latest entry that is not sub can be seen
	for i, old := range from.menu {
		e := &told.menu[i]
		if !e.sub {
			open = !e.hidden
		}
		within := !e.sub || open
		e.made = old.made || within
		tell := func(w what) { cs = append(cs, change{w, i}) }
		switch {
		case !e.made:
		case !old.made:
			tell(add)
			if e.hidden {
				tell(hide)
			}
		case !within:
			*e = old
			if e.label = unseen(old); e.label != old.label {
				tell(relabel)
			}
		case e.hidden:
			e.label, e.checked = unseen(old), old.checked
			if e.label != old.label {
				tell(relabel)
			}
			if !old.hidden {
				tell(hide)
			}
		default:
			if e.label != old.label {
				tell(relabel)
			}
			if e.checked != old.checked {
				tell(check)
			}
			if old.hidden {
				tell(show)
			}
		}
	}
	return cs, told
}

// unseen is the label that an entry has when it is out of sight.
func unseen(old entry) string {
	if old.does.Command == OpenLetter {
		return "" // a stranger's words
	}
	return old.label
}
