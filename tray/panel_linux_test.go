//go:build !race

package tray

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"
)

const (
	dbusmenu = "com.canonical.dbusmenu"
	menuPath = "/StatusNotifierItem/menu"
)

// A panel is a tray host that only looks.
type panel struct {
	t       *testing.T
	bus     *bus
	conn    *dbus.Conn
	items   chan string // the connection of each item that registers
	item    string      // the latest of them
	signals chan *dbus.Signal
}

// onPanel starts a tray that stands on a panel.
func onPanel(t *testing.T) (*panel, *child) {
	t.Helper()
	b := newBus(t)
	p := newPanel(t, b)
	begin := time.Now()
	c := start(t, b.env())
	p.twice()
	t.Logf("registered after %v", time.Since(begin).Round(time.Millisecond))
	return p, c
}

func newPanel(t *testing.T, b *bus) *panel {
	p := &panel{t: t, bus: b, conn: b.connect(t), items: make(chan string, 16), signals: make(chan *dbus.Signal, 1000)}
	for _, i := range []string{sniName, dbusmenu} {
		if err := p.conn.AddMatchSignal(dbus.WithMatchInterface(i)); err != nil {
			t.Fatal(err)
		}
	}
	p.conn.Signal(p.signals)
	if err := p.conn.Export(p, watcherPath, watcherName); err != nil {
		t.Fatal(err)
	}
	p.appear()
	return p
}

// RegisterStatusNotifierItem is the watcher's D-Bus method.
func (p *panel) RegisterStatusNotifierItem(path string, sender dbus.Sender) *dbus.Error {
	if path != itemPath {
		return dbus.MakeFailedError(fmt.Errorf("path %q", path))
	}
	p.items <- string(sender)
	return nil
}

func (p *panel) appear() {
	if _, err := p.conn.RequestName(watcherName, dbus.NameFlagDoNotQueue); err != nil {
		p.t.Fatal(err)
	}
}

func (p *panel) disappear() {
	if _, err := p.conn.ReleaseName(watcherName); err != nil {
		p.t.Fatal(err)
	}
}

// registered waits for an item.
func (p *panel) registered() {
	p.t.Helper()
	select {
	case p.item = <-p.items:
	case <-time.After(10 * time.Second):
		p.t.Fatal("the tray did not register")
	}
}

// twice waits until systray and our own watch have both registered.
func (p *panel) twice() {
	p.t.Helper()
	p.registered()
	p.registered()
}

func (p *panel) property(name string) any {
	p.t.Helper()
	v, err := p.conn.Object(p.item, itemPath).GetProperty(sniName + "." + name)
	if err != nil {
		p.t.Fatal(err)
	}
	return v.Value()
}

// iconSizes tells testIcon's pictures apart.
func (p *panel) iconSizes() (widths []int32) {
	p.t.Helper()
	for _, m := range p.property("IconPixmap").([][]any) {
		widths = append(widths, m[0].(int32))
	}
	return widths
}

func (p *panel) tooltip() string {
	p.t.Helper()
	return p.property("ToolTip").([]any)[2].(string)
}

type node struct {
	ID    int32
	Props map[string]dbus.Variant
	Sub   []dbus.Variant
}

// menu is what a person would see, in the words of visible, and the ids of the
// entries by label, those of a sub-menu by "opener/label".
func (p *panel) menu() (string, map[string]int32) {
	p.t.Helper()
	var root node
	for range 2 { // systray's first answer is one level deep
		var revision uint32
		err := p.conn.Object(p.item, menuPath).
			Call(dbusmenu+".GetLayout", 0, int32(0), int32(-1), []string{}).Store(&revision, &root)
		if err != nil {
			p.t.Fatal(err)
		}
	}
	ids := map[string]int32{}
	var seen []entry
	var walk func(n node, sub bool, path string)
	walk = func(n node, sub bool, path string) {
		for _, v := range n.Sub {
			var k node
			if err := dbus.Store([]any{v.Value()}, &k); err != nil {
				p.t.Fatal(err)
			}
			e := entry{sub: sub, separator: k.value("type") == "separator", hidden: k.value("visible") == false,
				checked: k.value("toggle-type") == "checkmark" && k.value("toggle-state") == int32(1)}
			e.label, _ = k.value("label").(string)
			if k.value("enabled") == false {
				e.label = "(" + e.label + ")"
			}
			ids[path+e.label] = k.ID
			seen = append(seen, e)
			walk(k, true, path+e.label+"/")
		}
	}
	walk(root, false, "")
	return visible(seen), ids
}

func (n node) value(name string) any { return n.Props[name].Value() }

func (p *panel) click(label string) {
	p.t.Helper()
	_, ids := p.menu()
	id, ok := ids[label]
	if !ok {
		p.t.Fatalf("there is no %q to click", label)
	}
	err := p.conn.Object(p.item, menuPath).
		Call(dbusmenu+".Event", 0, id, "clicked", dbus.MakeVariant(int32(0)), uint32(0)).Err
	if err != nil {
		p.t.Fatal(err)
	}
}

// await waits until the item is as asked, looking again at each of its signals.
func (p *panel) await(what string, is func() bool) {
	p.t.Helper()
	late := time.After(10 * time.Second)
	for !is() {
		select {
		case <-p.signals:
		case <-late:
			p.t.Fatalf("waited in vain for %s", what)
		}
	}
}

// shows waits for a menu.
func (p *panel) shows(want string) {
	p.t.Helper()
	p.await("the menu "+want, func() bool { got, _ := p.menu(); return got == want })
}

// forget drops the signals that have come. What the item told before it
// answered a call is among them.
func (p *panel) forget() {
	for len(p.signals) > 0 {
		<-p.signals
	}
}

// signalled counts the signals up to one that holds the text.
func (p *panel) signalled(text string) map[string]int {
	p.t.Helper()
	counts := map[string]int{}
	late := time.After(10 * time.Second)
	for {
		select {
		case s := <-p.signals:
			counts[s.Name[strings.LastIndex(s.Name, ".")+1:]]++
			if strings.Contains(fmt.Sprint(s.Body...), text) {
				return counts
			}
		case <-late:
			p.t.Fatalf("no signal told %q, only %v came", text, counts)
		}
	}
}
