package config

import (
	"testing"
	"time"
	_ "time/tzdata" // the tests name zones
)

func zone(t *testing.T, name string) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return loc
}

func TestQuietHours(t *testing.T) {
	night := Quiet{From: "22:00", To: "07:00"}
	week := []Day{"mon", "tue", "wed", "thu", "fri"}
	for name, c := range map[string]struct {
		quiet []Quiet
		now   string // 2026-01-05 is a Monday
		until string // empty: it is not quiet
	}{
		"without quiet hours it never is":              {nil, "2026-01-05 23:00", ""},
		"the first minute counts":                      {[]Quiet{night}, "2026-01-05 22:00", "2026-01-06 07:00"},
		"the last minute does not":                     {[]Quiet{night}, "2026-01-06 07:00", ""},
		"a night that began yesterday counts":          {[]Quiet{night}, "2026-01-06 06:59", "2026-01-06 07:00"},
		"an afternoon is not a night":                  {[]Quiet{night}, "2026-01-06 15:00", ""},
		"a day's own hours":                            {[]Quiet{{From: "12:00", To: "13:00"}}, "2026-01-06 12:30", "2026-01-06 13:00"},
		"Friday's night lasts into Saturday":           {[]Quiet{{week, "22:00", "07:00"}}, "2026-01-10 03:00", "2026-01-10 07:00"},
		"Sunday's night is none of the week's":         {[]Quiet{{week, "22:00", "07:00"}}, "2026-01-12 03:00", ""},
		"a day without hours is all of it":             {[]Quiet{{Days: []Day{"sun"}}}, "2026-01-11 00:00", "2026-01-12 00:00"},
		"a weekend is one":                             {[]Quiet{{Days: []Day{"sat", "sun"}}}, "2026-01-10 09:00", "2026-01-12 00:00"},
		"hours that overlap are one":                   {[]Quiet{night, {From: "06:00", To: "08:00"}}, "2026-01-06 01:00", "2026-01-06 08:00"},
		"hours that meet are one":                      {[]Quiet{{From: "07:00", To: "08:00"}, night}, "2026-01-06 01:00", "2026-01-06 08:00"},
		"hours within others do not shorten them":      {[]Quiet{night, {From: "23:00", To: "23:30"}}, "2026-01-05 23:10", "2026-01-06 07:00"},
		"a night, a weekend and a night are one":       {[]Quiet{night, {Days: []Day{"sat", "sun"}}}, "2026-01-09 22:30", "2026-01-12 07:00"},
		"the same time twice is a whole day":           {[]Quiet{{[]Day{"mon"}, "09:00", "09:00"}}, "2026-01-06 08:59", "2026-01-06 09:00"},
		"hours without an end last until midnight":     {[]Quiet{{From: "22:00"}}, "2026-01-05 23:59", "2026-01-06 00:00"},
		"a single digit is an hour too":                {[]Quiet{{From: "5:00", To: "6:00"}}, "2026-01-05 05:30", "2026-01-05 06:00"},
		"the night of a year's end is one like others": {[]Quiet{night}, "2025-12-31 23:00", "2026-01-01 07:00"},
	} {
		t.Run(name, func(t *testing.T) {
			loc := zone(t, "Europe/Berlin")
			now, err := time.ParseInLocation("2006-01-02 15:04", c.now, loc)
			if err != nil {
				t.Fatal(err)
			}
			until, quiet := Settings{Quiet: c.quiet}.QuietUntil(now)
			if got := until.Format("2006-01-02 15:04"); quiet != (c.until != "") || quiet && got != c.until {
				t.Errorf("quiet: %v until %s, not %q", quiet, got, c.until)
			}
		})
	}
}

func TestQuietThatNeverEndsIsSaidToNeverEnd(t *testing.T) {
	for name, quiet := range map[string][]Quiet{
		"every day, all day":  {{}},
		"two halves of a day": {{From: "07:00", To: "22:00"}, {From: "22:00", To: "07:00"}},
	} {
		t.Run(name, func(t *testing.T) {
			until, holds := Settings{Quiet: quiet}.QuietUntil(time.Now())
			if !holds || !until.IsZero() {
				t.Errorf("%v until %v", holds, until)
			}
		})
	}
}

// Every minute around a change of clocks, Holds and QuietUntil must agree, and
// quiet that has begun must last until the end that was told at its start.
func TestQuietHoursAcrossAChangeOfClocks(t *testing.T) {
	for name, c := range map[string]struct {
		zone     string
		around   string // UTC
		from, to Clock
		lasts    time.Duration // the first quiet after around
	}{
		"a night with an hour less":                 {"Europe/Berlin", "2026-03-28T12:00:00Z", "22:00", "07:00", 8 * time.Hour},
		"a night with an hour more":                 {"Europe/Berlin", "2026-10-24T12:00:00Z", "22:00", "07:00", 10 * time.Hour},
		"an end that is left out":                   {"Europe/Berlin", "2026-03-28T12:00:00Z", "22:00", "02:30", 4 * time.Hour},
		"a start that is left out":                  {"Europe/Berlin", "2026-03-28T20:00:00Z", "02:30", "04:00", time.Hour},
		"an end that comes twice ends at once":      {"Europe/Berlin", "2026-10-24T12:00:00Z", "22:00", "02:30", 4*time.Hour + 30*time.Minute},
		"a start that comes twice begins at once":   {"Europe/Berlin", "2026-10-24T20:00:00Z", "02:30", "04:00", 2*time.Hour + 30*time.Minute},
		"west of Greenwich, an end comes twice":     {"America/New_York", "2026-10-31T20:00:00Z", "22:00", "01:30", 3*time.Hour + 30*time.Minute},
		"west of Greenwich, an end is left out":     {"America/New_York", "2026-03-07T20:00:00Z", "22:00", "02:30", 4 * time.Hour},
		"midnight itself is left out":               {"Asia/Beirut", "2026-03-28T12:00:00Z", "22:00", "00:30", 2 * time.Hour},
		"an island leaves a whole day out":          {"Pacific/Apia", "2011-12-29T20:00:00Z", "22:00", "07:00", 9 * time.Hour},
		"half an hour less":                         {"Australia/Lord_Howe", "2026-10-03T04:00:00Z", "22:00", "07:00", 8*time.Hour + 30*time.Minute},
		"a place that does not change its clocks":   {"Asia/Kolkata", "2026-03-28T12:00:00Z", "22:00", "07:00", 9 * time.Hour},
		"an hour within the one that comes twice":   {"Europe/Berlin", "2026-10-24T20:00:00Z", "02:15", "02:45", 30 * time.Minute},
		"the hours before the one that is left":     {"Europe/Berlin", "2026-03-28T20:00:00Z", "01:00", "02:00", time.Hour},
		"the hour after the change comes only once": {"Europe/Berlin", "2026-10-24T20:00:00Z", "03:00", "04:00", time.Hour},
	} {
		t.Run(name, func(t *testing.T) {
			now, err := time.Parse(time.RFC3339, c.around)
			if err != nil {
				t.Fatal(err)
			}
			now = now.In(zone(t, c.zone))
			s := Settings{Quiet: []Quiet{{From: c.from, To: c.to}}}
			for n := 0; !s.Quiet[0].Holds(now); n++ {
				if n > 24*60 {
					t.Fatal("it is never quiet")
				}
				now = now.Add(time.Minute)
			}
			end := now.Add(c.lasts)
			for ; now.Before(end); now = now.Add(time.Minute) {
				if until, quiet := s.QuietUntil(now); !quiet || !until.Equal(end) {
					t.Fatalf("at %v it is %v until %v, not %v", now, quiet, until, end)
				}
			}
			if s.Quiet[0].Holds(end) {
				t.Errorf("at %v it still is", end)
			}
		})
	}
}

func FuzzQuietUntil(f *testing.F) {
	f.Add("22:00", "07:00", "06:00", "08:00", uint8(3), int64(1774742400))
	f.Fuzz(func(t *testing.T, from, to, from2, to2 string, day uint8, at int64) {
		s := Settings{Quiet: []Quiet{
			{From: Clock(from), To: Clock(to)},
			{From: Clock(from2), To: Clock(to2), Days: []Day{days[day%7]}},
		}}
		now := time.Unix(at%(1<<33), 0).In(zone(t, "Europe/Berlin"))
		until, quiet := s.QuietUntil(now)
		if quiet != (s.Quiet[0].Holds(now) || s.Quiet[1].Holds(now)) {
			t.Fatalf("at %v QuietUntil and Holds disagree", now)
		}
		if quiet && !until.IsZero() && (!until.After(now) || s.Quiet[0].Holds(until) || s.Quiet[1].Holds(until)) {
			t.Fatalf("at %v: quiet until %v, which it is not", now, until)
		}
	})
}
