//go:build !race

package tray

import "testing"

func TestAnotherLanguageRelabelsTheMenuInPlace(t *testing.T) {
	p, c := onPanel(t)
	c.show(well)
	p.shows(wellMenu)
	_, before := p.menu()
	s := well
	s.Words = german
	c.show(s)
	p.shows(" | (ada__l@gmail.com · push) — | Posteingang öffnen | Jetzt abgleichen" +
		" | Benachrichtigungen anhalten [ | 30 Minuten | 1 Stunde | Bis morgen | Bis auf Weiteres ]" +
		" — | Konto hinzufügen… | Abmelden [ | Auf diesem Computer | Überall ] | Beenden")
	_, after := p.menu()
	for english, german := range map[string]string{
		"Resync now":                        "Jetzt abgleichen",
		"Pause notifications/Until resumed": "Benachrichtigungen anhalten/Bis auf Weiteres",
		"Quit":                              "Beenden",
	} {
		if before[english] != after[german] {
			t.Errorf("%q is another entry than %q", german, english)
		}
	}
	p.click("Jetzt abgleichen")
	c.expect("do resync")
	c.show(well)
	p.shows(wellMenu)
}
