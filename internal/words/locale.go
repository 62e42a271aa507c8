package words

import (
	"strings"
	"time"

	"github.com/go-playground/locales"
	"github.com/go-playground/locales/de"
	"github.com/go-playground/locales/de_AT"
	"github.com/go-playground/locales/de_CH"
	"github.com/go-playground/locales/en_150"
	"github.com/go-playground/locales/en_CA"
	"github.com/go-playground/locales/en_GB"
	"github.com/go-playground/locales/en_IN"
	"github.com/go-playground/locales/en_NZ"
	"github.com/go-playground/locales/en_US"
	"golang.org/x/text/language"
)

// A Locale is a language together with how a region writes dates and numbers.
type Locale struct {
	pick   func(Text) string
	region locales.Translator // by the Unicode CLDR
}

// Languages are what can be chosen, by their BCP 47 names.
var Languages = []string{"en", "de"}

// English is English with a clock of 24 hours, as where no locale is set.
var English = choose("", "", "")

// Choose returns the locale of the language, by its name in Languages; where
// that is empty, of the system's. The region is the system's.
func Choose(language string) *Locale {
	texts, dates := system()
	return choose(language, texts, dates)
}

// A tongue is a language that there are texts in, with the regions that are
// known to write differently, as far as the library gets them right: it has no
// halves of the day for en-AU. The first one stands for all others.
type tongue struct {
	pick    func(Text) string
	regions []region
}

type region struct {
	tag language.Tag
	new func() locales.Translator
}

// tongues are in the order of Languages. The first is for those who speak none.
var tongues = []tongue{
	{func(t Text) string { return t.English }, []region{
		{language.MustParse("en-150"), en_150.New},
		{language.AmericanEnglish, american},
		{language.BritishEnglish, en_GB.New},
		{language.MustParse("en-CA"), en_CA.New},
		{language.MustParse("en-IN"), en_IN.New},
		{language.MustParse("en-NZ"), en_NZ.New},
	}},
	{func(t Text) string { return t.German }, []region{
		{language.German, de.New},
		{language.MustParse("de-AT"), de_AT.New},
		{language.MustParse("de-CH"), de_CH.New},
	}},
}

// american writes the halves of the day in capitals, as the CLDR has them; the
// library takes its variant.
func american() locales.Translator { return capitals{en_US.New()} }

type capitals struct{ locales.Translator }

func (c capitals) FmtTimeShort(t time.Time) string {
	return strings.ToUpper(c.Translator.FmtTimeShort(t))
}

var languages = language.NewMatcher([]language.Tag{language.English, language.German})

// choose picks a locale by the person's choice, which may be empty, and the
// system's names for the language of texts and for the region of dates.
func choose(chosen, texts, dates string) *Locale {
	if chosen != "" {
		texts = chosen
	}
	want, _ := tag(texts)
	_, i, _ := languages.Match(want)
	t := tongues[i]
	first := t.regions[0]
	where, known := tag(dates)
	if !known {
		return &Locale{t.pick, first.new()}
	}
	base, _ := first.tag.Base()
	land, _ := where.Region()
	var tags []language.Tag
	for _, r := range t.regions {
		tags = append(tags, r.tag)
	}
	here, _ := language.Compose(base, land) // of valid parts
	_, j, _ := language.NewMatcher(tags).Match(here)
	return &Locale{t.pick, t.regions[j].new()}
}

// tag reads a locale's name: BCP 47, or POSIX as in "de_AT.UTF-8@euro".
func tag(name string) (t language.Tag, known bool) {
	name, _, _ = strings.Cut(name, "@")
	name, _, _ = strings.Cut(name, ".")
	t, err := language.Parse(name)
	return t, err == nil && t != language.Und && name != "C"
}

// posix returns the locale that the environment sets for a category
// (POSIX.1-2017, XBD 8.2); empty where it sets none.
func posix(getenv func(string) string, category string) string {
	for _, name := range []string{"LC_ALL", category, "LANG"} {
		if locale := getenv(name); locale != "" {
			return locale
		}
	}
	return ""
}

// Number writes a whole number.
func (l *Locale) Number(n int) string { return l.region.FmtNumber(float64(n), 0) }

// Decimal writes a number with one digit behind the point.
func (l *Locale) Decimal(n float64) string { return l.region.FmtNumber(n, 1) }

// Clock writes a moment by the clock on the wall: its time, with the day where
// that is not now's, and the date where it is not within the week.
func (l *Locale) Clock(t, now time.Time) string {
	t = t.In(now.Location())
	clock := l.region.FmtTimeShort(t)
	switch {
	case t.Format(time.DateOnly) == now.Format(time.DateOnly):
		return clock
	case t.Sub(now).Abs() < 6*24*time.Hour:
		return l.region.WeekdayAbbreviated(t.Weekday()) + " " + clock
	}
	return l.region.FmtDateMedium(t) + " " + clock
}
