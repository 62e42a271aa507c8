package app

import "time"

// A meter counts what a day costs at Gmail, by the person's own calendar.
type meter struct {
	day             string
	requests, units int64 // of the day
	seenRequests    int64 // the counters' last readings
	seenUnits       int64
}

// read takes a reading of counters that only grow, or begin again at zero with
// another connection.
func (m *meter) read(now time.Time, requests, units int64) {
	if day := now.Format(time.DateOnly); day != m.day {
		m.day, m.requests, m.units = day, 0, 0
	}
	if requests < m.seenRequests {
		m.seenRequests, m.seenUnits = 0, 0
	}
	m.requests += requests - m.seenRequests
	m.units += units - m.seenUnits
	m.seenRequests, m.seenUnits = requests, units
}
