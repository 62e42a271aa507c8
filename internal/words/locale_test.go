package words

import (
	"strings"
	"testing"
	"time"
)

func TestTheLocaleIsChosenByTheSettingAndTheSystem(t *testing.T) {
	afternoon := time.Date(2026, 3, 9, 15, 4, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		chosen, texts, dates string
		resume, clock        string
		day, number          string
	}{
		"nothing is set":              {"", "", "", "Resume", "15:04", "9 Mar 2026 15:04", "1,234"},
		"C":                           {"", "C", "C", "Resume", "15:04", "9 Mar 2026 15:04", "1,234"},
		"C in UTF-8":                  {"", "C.UTF-8", "C.UTF-8", "Resume", "15:04", "9 Mar 2026 15:04", "1,234"},
		"POSIX":                       {"", "POSIX", "POSIX", "Resume", "15:04", "9 Mar 2026 15:04", "1,234"},
		"nonsense":                    {"", "!!", "()", "Resume", "15:04", "9 Mar 2026 15:04", "1,234"},
		"America":                     {"", "en_US.UTF-8", "en_US.UTF-8", "Resume", "3:04 PM", "Mar 9, 2026 3:04 PM", "1,234"},
		"Britain":                     {"", "en_GB.UTF-8", "en_GB.UTF-8", "Resume", "15:04", "9 Mar 2026 15:04", "1,234"},
		"Canada":                      {"", "en_CA.UTF-8", "en_CA.UTF-8", "Resume", "3:04 p.m.", "Mar. 9, 2026 3:04 p.m.", "1,234"},
		"Australia":                   {"", "en_AU.UTF-8", "en_AU.UTF-8", "Resume", "15:04", "9 Mar 2026 15:04", "1,234"},
		"Germany":                     {"", "de_DE.UTF-8@euro", "de_DE.UTF-8", "Fortsetzen", "15:04", "09.03.2026 15:04", "1.234"},
		"Austria":                     {"", "de_AT", "de_AT", "Fortsetzen", "15:04", "09.03.2026 15:04", "1\u00a0234"},
		"Switzerland":                 {"", "de-CH", "de-CH", "Fortsetzen", "15:04", "09.03.2026 15:04", "1’234"},
		"Swiss German":                {"", "gsw_CH", "gsw_CH", "Fortsetzen", "15:04", "09.03.2026 15:04", "1’234"},
		"a language without texts":    {"", "fr_FR.UTF-8", "fr_FR.UTF-8", "Resume", "15:04", "9 Mar 2026 15:04", "1,234"},
		"English texts, German dates": {"", "en_US.UTF-8", "de_DE.UTF-8", "Resume", "15:04", "9 Mar 2026 15:04", "1,234"},
		"the setting goes first":      {"de", "en_US.UTF-8", "en_US.UTF-8", "Fortsetzen", "15:04", "09.03.2026 15:04", "1.234"},
		"English on a German system":  {"en", "de_DE.UTF-8", "de_DE.UTF-8", "Resume", "15:04", "9 Mar 2026 15:04", "1,234"},
	} {
		t.Run(name, func(t *testing.T) {
			l := choose(c.chosen, c.texts, c.dates)
			got := [4]string{l.Say(Resume), l.Clock(afternoon, afternoon), l.Clock(afternoon, afternoon.AddDate(0, 1, 0)), l.Number(1234)}
			if want := [4]string{c.resume, c.clock, c.day, c.number}; got != want {
				t.Errorf("got %q, want %q", got, want)
			}
		})
	}
}

func TestEveryLanguageThatCanBeChosenHasTexts(t *testing.T) {
	seen := map[string]string{}
	for _, name := range Languages {
		seen[choose(name, "", "").Say(Quit)] = name
	}
	if len(seen) != len(tongues) || len(Languages) != len(tongues) {
		t.Errorf("%d languages, %d of their own", len(Languages), len(seen))
	}
}

func TestAClockNamesTheDayWhereItIsNotTodays(t *testing.T) {
	now := time.Date(2026, 12, 30, 12, 0, 0, 0, time.UTC)
	german := choose("de", "", "")
	for at, want := range map[time.Time][2]string{
		now.Add(3 * time.Hour):   {"15:00", "15:00"},
		now.Add(-13 * time.Hour): {"Tue 23:00", "Di. 23:00"},
		now.AddDate(0, 0, 3):     {"Sat 12:00", "Sa. 12:00"},
		now.AddDate(0, 0, 7):     {"6 Jan 2027 12:00", "06.01.2027 12:00"},
		now.AddDate(-1, 0, 0):    {"30 Dec 2025 12:00", "30.12.2025 12:00"},
	} {
		if got := [2]string{English.Clock(at, now), german.Clock(at, now)}; got != want {
			t.Errorf("%v: got %q, want %q", at, got, want)
		}
	}
	// The clock on the wall is the one of now's place.
	vienna := time.FixedZone("", 2*60*60)
	if got := English.Clock(now, now.In(vienna)); got != "14:00" {
		t.Errorf("got %q", got)
	}
}

func TestNoRegionTakesOneHalfOfTheDayForTheOther(t *testing.T) {
	day := time.Date(2026, 3, 9, 0, 0, 0, 0, time.UTC)
	for _, tongue := range tongues {
		for _, r := range tongue.regions {
			l, seen := Locale{tongue.pick, r.new()}, map[string]bool{}
			for _, after := range []time.Duration{5 * time.Minute, 12*time.Hour + 5*time.Minute, 13*time.Hour + 5*time.Minute} {
				clock := l.Clock(day.Add(after), day)
				if seen[clock] || strings.TrimSpace(clock) != clock {
					t.Errorf("%v: %v after midnight it is %q", r.tag, after, clock)
				}
				seen[clock] = true
			}
		}
	}
}

func TestTheEnvironmentNamesTheLocaleAsPOSIXSays(t *testing.T) {
	for want, env := range map[string]map[string]string{
		"all":  {"LC_ALL": "all", "LC_TIME": "time", "LANG": "lang"},
		"time": {"LC_TIME": "time", "LANG": "lang"},
		"lang": {"LC_ALL": "", "LANG": "lang"},
		"":     {"LC_MESSAGES": "other"},
	} {
		if got := posix(func(name string) string { return env[name] }, "LC_TIME"); got != want {
			t.Errorf("%v: got %q, want %q", env, got, want)
		}
	}
}
