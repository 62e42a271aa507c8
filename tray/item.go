//go:build !darwin || cgo

package tray

import (
	"context"

	"fyne.io/systray"
)

// An item is the icon and menu on the desktop, by fyne.io/systray. All entries
// are made once and hidden, shown or relabelled afterwards.
type item struct {
	icons   func(Icon) []byte
	shown   picture
	entries []*systray.MenuItem // by place; nil for a separator
}

// newItem makes the item show p. Each click goes to clicks.
func newItem(ctx context.Context, icons func(Icon) []byte, p picture, clicks chan<- Command) *item {
	it := &item{icons: icons, shown: p}
	systray.SetIcon(icons(p.icon))
	systray.SetTooltip(p.tooltip)
	var above *systray.MenuItem
	for _, e := range p.menu {
		it.entries = append(it.entries, newEntry(e, above))
		if !e.sub {
			above = it.entries[len(it.entries)-1]
		}
	}
	for i, e := range p.menu {
		if e.does == none && !e.separator && !opens(p.menu, i) {
			it.entries[i].Disable()
		}
		if e.does != none {
			go forward(ctx, it.entries[i], e.does, clicks)
		}
	}
	// After all are made: on Windows a hidden entry takes no sub-menu.
	for i, e := range p.menu {
		if e.hidden {
			it.entries[i].Hide()
		}
	}
	return it
}

func newEntry(e entry, above *systray.MenuItem) *systray.MenuItem {
	if e.separator {
		systray.AddSeparator()
		return nil
	}
	var m *systray.MenuItem
	if e.sub {
		m = above.AddSubMenuItem(e.label, "")
	} else {
		m = systray.AddMenuItem(e.label, "")
	}
	// systray drops a click that nobody waits for at that very moment.
	m.ClickedCh = make(chan struct{}, 1)
	return m
}

// opens reports whether the entry opens a sub-menu.
func opens(menu []entry, at int) bool { return at+1 < len(menu) && menu[at+1].sub }

// forward passes an entry's clicks on.
func forward(ctx context.Context, m *systray.MenuItem, does Command, clicks chan<- Command) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-m.ClickedCh:
		}
		select {
		case <-ctx.Done():
			return
		case clicks <- does:
		}
	}
}

// show makes the item look like p.
func (it *item) show(p picture) {
	for _, c := range changes(it.shown, p) {
		switch c.what {
		case setIcon:
			systray.SetIcon(it.icons(c.icon))
		case setTooltip:
			systray.SetTooltip(c.text)
		case relabel:
			it.entries[c.at].SetTitle(c.text)
		case show:
			it.entries[c.at].Show()
		case hide:
			it.entries[c.at].Hide()
		}
	}
	it.shown = p
}

// do carries out clicks, one at a time.
func do(ctx context.Context, clicks <-chan Command, f func(Command)) {
	for {
		select {
		case <-ctx.Done():
			return
		case c := <-clicks:
			f(c)
		}
	}
}
