//go:build !race

package tray

import (
	"strings"
	"testing"
)

func TestASecondAccountMakesAMenuOfEach(t *testing.T) {
	b := newBus(t)
	p := newPanel(t, b)
	c := start(t, b.env())
	p.twice()
	c.show(well)
	p.shows(wellMenu)
	c.show(both)
	p.shows(bothMenu)
	p.click("bob@gmail.com (2)/Eve · Lunch? · 5 min")
	c.expect("do open letter bob@gmail.com id of Eve · Lunch? · 5 min")
	p.click("ada__l@gmail.com/Sign out on this computer")
	c.expect("do sign out here ada_l@gmail.com")
	c.show(well)
	p.shows(wellMenu)
	c.show(both)
	p.shows(bothMenu)
}

func TestALetterThatComesIsOneEntry(t *testing.T) {
	b := newBus(t)
	p := newPanel(t, b)
	c := start(t, b.env())
	p.twice()
	c.show(both)
	p.shows(bothMenu)
	p.forget()
	s := both
	s.Accounts[0].Newest = newest("Zoe · Hello · now")
	c.show(s)
	got := p.signalled("Zoe")
	if got["NewIcon"] != 0 || got["NewToolTip"] != 0 || got["ItemsPropertiesUpdated"] > 1 {
		t.Errorf("one new letter was told as %v", got)
	}
}

// Panels of Qt turn a check by themselves.
func TestAClickedCheckIsToldAgain(t *testing.T) {
	b := newBus(t)
	p := newPanel(t, b)
	c := start(t, b.env())
	p.twice()
	no := false
	s := well
	s.AtLogin, s.Accounts[0].Access = &no, AccessPreview
	c.show(s)
	p.await("the levels of access", func() bool {
		got, _ := p.menu()
		return strings.Contains(got, " | Start at login |") && strings.Contains(got, " [ | Headers only | ✓Text too | Mark read and archive too ]")
	})
	p.forget()
	p.click("Start at login")
	c.expect("do toggle at login")
	p.signalled("Start at login")
	p.click("What Lettertray may see/Mark read and archive too")
	c.expect("do set access ada_l@gmail.com actions")
}

// Two accounts that change places must not take each other's clicks.
func TestAClickGoesToTheAccountThatIsShown(t *testing.T) {
	b := newBus(t)
	p := newPanel(t, b)
	c := start(t, b.env())
	p.twice()
	c.show(both)
	p.shows(bothMenu)
	s := both
	s.Status, s.Accounts[0], s.Accounts[1] = "turned", s.Accounts[1], s.Accounts[0]
	c.show(s)
	p.await("the other order", func() bool {
		got, _ := p.menu()
		return strings.HasPrefix(got, " | (turned) | bob@gmail.com (2) [") && strings.HasSuffix(got, "Quit")
	})
	p.click("ada__l@gmail.com/Sign out everywhere")
	c.expect("do sign out everywhere ada_l@gmail.com")
	p.click("bob@gmail.com (2)/Open inbox")
	c.expect("do open inbox bob@gmail.com")
}
