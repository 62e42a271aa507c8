package config

import (
	"slices"
	"time"
)

// Day is a day of the week, by its first three letters in English.
type Day string

// days are in the order of time.Weekday.
var days = []Day{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}

// Clock is a time of day, from "00:00" to "23:59". The zero value is midnight.
type Clock string

// minutes returns the time since midnight as the clock on the wall shows it.
func (c Clock) minutes() (int, error) {
	if c == "" {
		return 0, nil
	}
	t, err := time.Parse("15:04", string(c))
	return t.Hour()*60 + t.Minute(), err
}

// Quiet is a time of the week in which nothing is told. Where To is not after
// From, it is on the day after; so the zero value is all of every day.
type Quiet struct {
	Days []Day `toml:"days" comment:"The days it begins on: mon, tue, wed, thu, fri, sat, sun. Empty is every day."`
	From Clock `toml:"from" comment:"When it begins, as \"22:00\"."`
	To   Clock `toml:"to" comment:"When it ends, as \"07:00\": on the next day where that is not later."`
}

// Holds reports whether it is quiet at t, by the clock of t's location.
func (q Quiet) Holds(t time.Time) bool {
	_, holds := q.until(t)
	return holds
}

// until returns when the quiet that holds at t ends, if one does.
func (q Quiet) until(t time.Time) (end time.Time, holds bool) {
	from, _ := q.From.minutes()
	to, _ := q.To.minutes()
	if to <= from {
		to += 24 * 60
	}
	for back := range 2 { // it may have begun the day before
		noon := time.Date(t.Year(), t.Month(), t.Day()-back, 12, 0, 0, 0, time.UTC)
		if len(q.Days) > 0 && !slices.Contains(q.Days, days[noon.Weekday()]) {
			continue
		}
		start, stop := instant(noon, from, t.Location()), instant(noon, to, t.Location())
		if !t.Before(start) && t.Before(stop) && stop.After(end) {
			end, holds = stop, true
		}
	}
	return end, holds
}

// QuietUntil reports whether it is quiet now, and when that ends: quiet hours
// that meet or overlap are one. The zero time says that they never end, which
// no settings say that were read from a file.
func (s Settings) QuietUntil(now time.Time) (until time.Time, quiet bool) {
	week := now.AddDate(0, 0, 8)
	for until = now; until.Before(week); quiet = true {
		next := until
		for _, q := range s.Quiet {
			if end, holds := q.until(until); holds && end.After(next) {
				next = end
			}
		}
		if next.Equal(until) {
			if !quiet {
				return time.Time{}, false
			}
			return until, true
		}
		until = next
	}
	return time.Time{}, quiet
}

// instant returns the first moment at which the wall clock shows the minutes
// since midnight of the day, or later. An hour that a change of clocks leaves
// out is over at the change; one that it repeats counts the first time.
func instant(day time.Time, minutes int, loc *time.Location) time.Time {
	want := time.Date(day.Year(), day.Month(), day.Day(), 0, minutes, 0, 0, time.UTC)
	t := time.Date(day.Year(), day.Month(), day.Day(), 0, minutes, 0, 0, loc)
	start, end := t.ZoneBounds()
	switch shown := wall(t); {
	case shown.After(want): // t is past the gap, which ended where its zone began
		return start
	case shown.Before(want):
		return end
	case start.IsZero():
		return t
	}
	// Clocks that were set back show the same time twice.
	_, before := start.Add(-1).Zone()
	_, since := start.Zone()
	if earlier := t.Add(time.Duration(since-before) * time.Second); before > since && earlier.Before(start) {
		return earlier
	}
	return t
}

// wall returns what the clock shows, as if it were UTC's.
func wall(t time.Time) time.Time {
	_, offset := t.Zone()
	return t.UTC().Add(time.Duration(offset) * time.Second)
}
