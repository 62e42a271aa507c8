//go:build !race

package tray

import (
	"strings"
	"testing"
)

func TestASecondAccountMakesAMenuOfEach(t *testing.T) {
	p, c := onPanel(t)
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
	p, c := onPanel(t)
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

// Any program on the bus can read hidden entries.
func TestLettersThatHaveGoneAreNotLeftOnTheBus(t *testing.T) {
	p, c := onPanel(t)
	mail := well
	mail.Accounts[0].Newest = bob.Newest
	mailMenu := strings.Replace(wellMenu, " —", " | Eve · Lunch? · 5 min | Mallory__M · <b>&amp; · 1 h —", 1)
	for _, tt := range []struct {
		name     string
		from, to State
		had, has string // the menus
	}{
		{"letters that were read", mail, well, mailMenu, wellMenu},
		{"the only account, signed out", mail, State{}, mailMenu, emptyMenu},
		{"one of two accounts, signed out", both, well, bothMenu, wellMenu},
		{"both accounts, signed out", both, State{}, bothMenu, emptyMenu},
	} {
		c.show(tt.from)
		p.shows(tt.had)
		c.show(tt.to)
		p.await("the end of "+tt.name, func() bool {
			got, ids := p.menu()
			for path := range ids { // those of hidden entries too
				if strings.Contains(path, "Lunch?") || strings.Contains(path, "Mallory") {
					return false
				}
			}
			return got == tt.has
		})
	}
}

// Panels of Qt turn a check by themselves.
func TestAClickedCheckIsToldAgain(t *testing.T) {
	p, c := onPanel(t)
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
	p, c := onPanel(t)
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
