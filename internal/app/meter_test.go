package app

import (
	"testing"
	"time"
)

func TestTheMeterCountsTheDayAcrossConnections(t *testing.T) {
	var m meter
	now := time.Date(2026, 5, 1, 23, 0, 0, 0, time.UTC)
	m.read(now, 10, 40)
	m.read(now, 15, 60)
	m.read(now, 2, 4) // another connection
	if m.requests != 17 || m.units != 64 {
		t.Errorf("%d requests, %d units", m.requests, m.units)
	}
	m.read(now.Add(2*time.Hour), 5, 24)
	if m.requests != 3 || m.units != 20 {
		t.Errorf("the next day: %d requests, %d units", m.requests, m.units)
	}
}
