//go:build !darwin || cgo

package tray

import (
	"context"
	"fmt"

	"fyne.io/systray"
)

// An item is the icon and menu on the desktop, the menu by fyne.io/systray.
// Its entries are added as changes says, and hidden, shown or relabelled
// afterwards; the order in a menu is the order of adding.
//
// Its methods are for one goroutine.
type item struct {
	ctx     context.Context // its entries' goroutines end with it
	front   front
	draw    func(face) [][]byte
	told    picture
	entries []*systray.MenuItem // by place; nil for a separator and for what has not been added
	clicks  chan int            // the places of the entries that were clicked
}

// A front is what stands on the panel itself.
type front interface {
	setIcon(sizes [][]byte)
	setTooltip(string)
}

// newItem makes an item that shows p.
func newItem(ctx context.Context, f front, draw func(face) [][]byte, p picture) *item {
	it := &item{
		ctx: ctx, front: f, draw: draw, told: nothing(p.menu),
		entries: make([]*systray.MenuItem, len(p.menu)), clicks: make(chan int),
	}
	it.show(p)
	return it
}

// show makes the item look like p.
func (it *item) show(p picture) {
	cs, told := changes(it.told, p)
	for _, c := range cs {
		e, m := told.menu[c.at], it.entries[c.at]
		switch c.what {
		case setFace:
			it.front.setIcon(it.draw(p.face))
		case setTooltip:
			it.front.setTooltip(p.tooltip)
		case add:
			it.add(told.menu, c.at)
		case relabel:
			m.SetTitle(e.label)
		case check:
			tick(m, e.checked)
		case show:
			m.Show()
		case hide:
			m.Hide()
		}
	}
	it.told = told
}

// add makes an entry.
func (it *item) add(menu []entry, at int) {
	e := menu[at]
	var m *systray.MenuItem
	if up := opener(menu, at); up >= 0 {
		m = addBelow(it.entries[up], e)
	} else {
		m = addOnTop(e)
	}
	it.entries[at] = m
	switch {
	case e.separator:
	case e.does.Command != none:
		// systray drops a click that nobody waits for at that very moment.
		m.ClickedCh = make(chan struct{}, 1)
		go it.forward(m.ClickedCh, at)
	case !opens(menu, at):
		m.Disable()
	}
}

func addOnTop(e entry) *systray.MenuItem {
	switch {
	case e.separator:
		systray.AddSeparator()
		return nil
	case e.checkable:
		return systray.AddMenuItemCheckbox(e.label, "", e.checked)
	}
	return systray.AddMenuItem(e.label, "")
}

func addBelow(m *systray.MenuItem, e entry) *systray.MenuItem {
	switch {
	case e.separator:
		m.AddSeparator()
		return nil
	case e.checkable:
		return m.AddSubMenuItemCheckbox(e.label, "", e.checked)
	}
	return m.AddSubMenuItem(e.label, "")
}

func tick(m *systray.MenuItem, checked bool) {
	if checked {
		m.Check()
	} else {
		m.Uncheck()
	}
}

// forward passes an entry's clicks on.
func (it *item) forward(clicked <-chan struct{}, at int) {
	for {
		select {
		case <-it.ctx.Done():
			return
		case <-clicked:
		}
		select {
		case <-it.ctx.Done():
			return
		case it.clicks <- at:
		}
	}
}

// clicked tells what a click asked for. One that comes so late that its entry
// is no longer there asks for nothing: the account that it was meant for may
// have gone.
//
// Panels of Qt have turned the check of an entry by then, whatever comes of the
// click: it is told again.
func (it *item) clicked(at int) (a Action, ok bool) {
	if !inSight(it.told.menu, at) {
		return Action{}, false
	}
	e := it.told.menu[at]
	if e.checkable {
		tick(it.entries[at], e.checked)
	}
	return e.does, true
}

// waitingActions is how many clicks may wait for the one before to be done.
const waitingActions = 16

// follow shows what changes and passes clicks on, until ctx ends.
func (t *Tray) follow(ctx context.Context, it *item, actions chan<- Action) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-t.news:
			t.survive(func() { it.show(t.picture()) })
		case at := <-it.clicks:
			t.survive(func() { t.hand(it, at, actions) })
		}
	}
}

// hand passes a click on; it must not wait for whoever carries it out.
func (t *Tray) hand(it *item, at int, actions chan<- Action) {
	a, ok := it.clicked(at)
	if !ok {
		return
	}
	select {
	case actions <- a:
	default:
		t.opts.Log.Warn("a click was dropped: too many wait")
	}
}

// survive keeps systray's panics from ending the app: it panics when the bus
// goes away under its hands. It reports whether f returned.
func (t *Tray) survive(f func()) (ok bool) {
	defer func() {
		if p := recover(); p != nil {
			t.opts.Log.Warn("systray panicked", "panic", fmt.Sprint(p))
		}
	}()
	f()
	return true
}

// act carries out clicks, one at a time.
func (t *Tray) act(ctx context.Context, actions <-chan Action) {
	for {
		select {
		case <-ctx.Done():
			return
		case a := <-actions:
			t.opts.Act(a)
		}
	}
}
