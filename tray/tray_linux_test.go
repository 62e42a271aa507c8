//go:build !race

package tray

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"
)

var (
	ada  = Account{Address: "ada_l@gmail.com", Status: "push"}
	bob  = Account{Address: "bob@gmail.com", Status: "push", Unread: 2, Newest: newest("Eve · Lunch? · 5 min", "Mallory_M · <b>&amp; · 1 h")}
	well = State{Status: "ada_l@gmail.com · push", Accounts: accounts(ada)}
	both = State{Status: "2 unread", Accounts: accounts(ada, bob)}
)

const (
	emptyMenu = " | (Lettertray) — | Sign in… — | Quit"
	wellMenu  = " | (ada__l@gmail.com · push) — | Open inbox | Resync now" + pauseMenu + " — | Add account…" + signOutMenu + " | Quit"
	bothMenu  = " | (2 unread)" +
		" | ada__l@gmail.com [ | (push) — | Open inbox | Resync now" + signOutWithin + " ]" +
		" | bob@gmail.com (2) [ | (push) | Eve · Lunch? · 5 min | Mallory__M · <b>&amp; · 1 h — | Open inbox | Resync now" + signOutWithin + " ]" +
		" — | Resync now" + pauseMenu + " — | Add account… | Quit"
	signOutWithin = " — | Sign out on this computer | Sign out everywhere"
)

func TestThePanelShowsTheState(t *testing.T) {
	p, c := onPanel(t)

	if id := p.property("Id"); id != "Lettertray" {
		t.Errorf("the item's id is %v", id)
	}
	if p.property("ItemIsMenu") != true {
		t.Error("a left click should open the menu")
	}
	if got, _ := p.menu(); got != emptyMenu {
		t.Errorf("at the start the menu is %s", got)
	}

	s := well
	s.Icon, s.Tooltip = Attention, "last"
	c.show(s)
	p.shows(wellMenu)
	if got, want := p.iconSizes(), []int32{14, 34}; !slices.Equal(got, want) {
		t.Errorf("the icon's sizes are %d, want %d", got, want)
	}
	if got := p.tooltip(); got != "last" {
		t.Errorf("the tooltip is %v", got)
	}
}

func TestANumberIsDrawnOnce(t *testing.T) {
	p, c := onPanel(t)
	s := well
	s.Number = 3
	c.show(s)
	p.await("an icon with a three", func() bool { return slices.Equal(p.iconSizes(), []int32{11, 34}) })
	s.Number = 12
	c.show(s)
	p.await("an icon with more than nine", func() bool { return slices.Equal(p.iconSizes(), []int32{11, 41}) })
	p.shows(wellMenu)
	p.forget()
	s.Number, s.Status = 4000, "many"
	c.show(s)
	if got := p.signalled("many"); got["NewIcon"] != 0 {
		t.Errorf("the same icon was told again: %v", got)
	}
}

func TestSubMenusComeBackWhole(t *testing.T) {
	p, c := onPanel(t)
	c.show(well)
	p.shows(wellMenu)
	c.show(State{Status: "paused", Accounts: accounts(ada), Paused: true})
	p.shows(" | (paused) — | Open inbox | Resync now | Resume — | Add account…" + signOutMenu + " | Quit")
	c.show(State{Status: "signed out"})
	p.shows(" | (signed out) — | Sign in… — | Quit")
	c.show(well)
	p.shows(wellMenu)
}

func TestThePageThatHelpsIsThereWhileThereIsOne(t *testing.T) {
	p, c := onPanel(t)
	c.show(well)
	p.shows(wellMenu)
	s := well
	s.Accounts[0].Cure = true
	c.show(s)
	p.shows(strings.Replace(wellMenu, " —", " — | Open the page that helps", 1))
	p.click("Open the page that helps")
	c.expect("do open cure ada_l@gmail.com")
	c.show(well)
	p.shows(wellMenu)
}

func TestNothingCrossesTheBusThatHasNotChanged(t *testing.T) {
	p, c := onPanel(t)
	c.show(well)
	p.shows(wellMenu)
	p.forget()

	for range 50 {
		c.show(well)
	}
	renamed := well
	renamed.Status = "renamed"
	c.show(renamed)
	got := p.signalled("renamed")
	if got["NewIcon"] != 0 || got["NewToolTip"] > 1 || got["ItemsPropertiesUpdated"] > 1 {
		t.Errorf("one new status line was told as %v", got)
	}
}

func TestClicksArriveAsCommands(t *testing.T) {
	p, c := onPanel(t)
	c.show(well)
	p.shows(wellMenu)
	for label, want := range map[string]Action{
		"Open inbox":                        {OpenInbox, ada.Address, ""},
		"Resync now":                        {Resync, "", ""},
		"Pause notifications/Until resumed": {PauseUntilResumed, "", ""},
		"Sign out/On this computer":         {SignOutHere, ada.Address, ""},
		"Quit":                              {Quit, "", ""},
	} {
		p.click(label)
		c.expect(said(want))
	}
	p.click("(ada__l@gmail.com · push)")
	p.click("Pause notifications")
	p.click("Resync now")
	c.expect("do resync") // and nothing before it
}

func TestARestartedPanelGetsTheIconAgain(t *testing.T) {
	first, _ := onPanel(t)
	first.disappear()
	second := newPanel(t, first.bus)
	second.registered()

	// A notification server's signal on the connection that the process shares
	// ends systray's own watch.
	second.conn.Send(&dbus.Message{
		Type: dbus.TypeSignal,
		Headers: map[dbus.HeaderField]dbus.Variant{
			dbus.FieldDestination: dbus.MakeVariant(second.item),
			dbus.FieldPath:        dbus.MakeVariant(dbus.ObjectPath("/org/freedesktop/Notifications")),
			dbus.FieldInterface:   dbus.MakeVariant("org.freedesktop.Notifications"),
			dbus.FieldMember:      dbus.MakeVariant("NotificationClosed"),
			dbus.FieldSignature:   dbus.MakeVariant(dbus.ParseSignatureMust("uu")),
		},
		Body: []any{uint32(1), uint32(2)},
	}, nil)
	second.disappear()
	third := newPanel(t, first.bus)
	third.registered()
	third.shows(emptyMenu)
}

func TestAPanelThatComesLaterGetsTheIcon(t *testing.T) {
	b := newBus(t)
	start(t, b.env())
	waitForName(t, b.connect(t), sniName+"-")
	p := newPanel(t, b)
	p.registered()
}

// waitForName waits until somebody owns a name that begins with prefix.
func waitForName(t *testing.T, conn *dbus.Conn, prefix string) {
	if err := conn.AddMatchSignal(dbus.WithMatchMember("NameOwnerChanged")); err != nil {
		t.Fatal(err)
	}
	signals := make(chan *dbus.Signal, 100)
	conn.Signal(signals)
	var names []string
	if err := conn.BusObject().Call("org.freedesktop.DBus.ListNames", 0).Store(&names); err != nil {
		t.Fatal(err)
	}
	for {
		for _, n := range names {
			if strings.HasPrefix(n, prefix) {
				return
			}
		}
		select {
		case s := <-signals:
			names = []string{s.Body[0].(string)}
		case <-time.After(10 * time.Second):
			t.Fatalf("no %s… came", prefix)
		}
	}
}

func TestABusThatGoesAwayDoesNotTakeTheAppAlong(t *testing.T) {
	p, c := onPanel(t)
	p.bus.stop()
	for icon := Fine; icon <= Attention; icon++ {
		c.show(State{Icon: icon, Status: "after the bus", Accounts: accounts(ada, bob)})
	}
	c.stop() // must end well
}

func TestWithoutABusThePersonIsToldAndNoneIsStarted(t *testing.T) {
	dir := t.TempDir()
	launched := filepath.Join(dir, "launched")
	script := "#!/bin/sh\n: >" + launched + "\n"
	if err := os.WriteFile(filepath.Join(dir, "dbus-launch"), []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	for name, address := range map[string]string{
		"no address":             "",
		"an address to launch":   "autolaunch:",
		"an address of nobody's": "unix:path=" + filepath.Join(dir, "nobody"),
	} {
		t.Run(name, func(t *testing.T) {
			c := start(t, "DBUS_SESSION_BUS_ADDRESS="+address, "XDG_RUNTIME_DIR="+dir, "PATH="+dir)
			c.expect("no host")
			c.show(well)
			c.stop()
			if _, err := os.Stat(launched); err == nil {
				t.Error("a bus was launched")
			}
		})
	}
}

func TestTheBusIsFoundInTheRuntimeFolder(t *testing.T) {
	b := newBus(t)
	p := newPanel(t, b)
	start(t, "DBUS_SESSION_BUS_ADDRESS=", "XDG_RUNTIME_DIR="+b.dir)
	p.registered()
}
