package sync

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"lettertray/internal/mail"
)

func TestTheWatchIsRenewedByTheWallClock(t *testing.T) {
	now := time.Date(2026, 5, 1, 12, 0, 0, 0, time.UTC)
	day := 24 * time.Hour
	for name, c := range map[string]struct {
		renewed, ends time.Time
		due           bool
	}{
		"never yet":                        {time.Time{}, time.Time{}, true},
		"an hour ago":                      {now.Add(-time.Hour), now.Add(6 * day), false},
		"a day ago":                        {now.Add(-day), now.Add(6 * day), true},
		"in the future, the clock was set": {now.Add(time.Minute), now.Add(7 * day), true},
		"Gmail gave less than two days":    {now.Add(-time.Hour), now.Add(47 * time.Hour), true},
		"it has lapsed":                    {now.Add(-9 * day), now.Add(-2 * day), true},
	} {
		t.Run(name, func(t *testing.T) {
			if got := watchDue(now, c.renewed, c.ends); got != c.due {
				t.Errorf("due: %v", got)
			}
		})
	}
}

func failure(k mail.Kind) error {
	return fmt.Errorf("asking: %w", &mail.Failure{Kind: k, Err: errors.New("no")})
}

func TestAPersonIsToldOneWordForHowThingsAre(t *testing.T) {
	temporary := errors.New("no route")
	for name, c := range map[string]struct {
		looked            bool
		look, push, watch error
		open              bool
		want              Phase
	}{
		"before the first look":               {want: Starting},
		"looked, and a stream is open":        {looked: true, open: true, want: Push},
		"looked, and pushes are being set up": {looked: true, want: Polling},
		"pushes fail":                         {looked: true, push: temporary, want: Polling},
		"pushes cannot be set up":             {looked: true, push: failure(mail.APIDisabled), want: Polling},
		"the watch fails":                     {looked: true, open: true, watch: temporary, want: Polling},
		"another program has the watch":       {looked: true, open: true, watch: failure(mail.OtherWatch), want: NeedsYou},
		"Gmail cannot be reached":             {looked: true, open: true, look: temporary, want: Offline},
		"Gmail asks to wait":                  {looked: true, open: true, look: failure(mail.RateLimited), want: Offline},
		"Gmail is not enabled":                {look: failure(mail.APIDisabled), want: NeedsYou},
		"the grant is gone":                   {looked: true, open: true, look: failure(mail.SignedOut), want: SignedOut},
	} {
		t.Run(name, func(t *testing.T) {
			if got, _ := phase(c.looked, c.look, c.push, c.watch, c.open); got != c.want {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
}

func TestWaitsGrowToTenMinutesAndNoFurther(t *testing.T) {
	var b backoff
	now := time.Now()
	last := time.Duration(0)
	for i := range 40 {
		b.fail(errors.New("no"), now, now)
		wait := b.until.Sub(now)
		want := min(time.Second<<min(i, 20), backoffMax)
		if wait > want || wait < want*3/4-1 {
			t.Fatalf("failure %d waits %v, want %v less a little", i+1, wait, want)
		}
		if b.ready(now, false) || !b.ready(now, true) || !b.ready(now.Add(wait), false) {
			t.Fatal("only what is urgent goes before the end of the wait")
		}
		last = wait
	}
	if last < backoffMax*3/4-1 {
		t.Errorf("ends at %v", last)
	}
	b.succeed()
	if !b.ready(now, false) {
		t.Error("success is not forgotten")
	}
}

func TestAWaitThatGoogleNamesBindsEverybody(t *testing.T) {
	now := time.Now()
	wall := now.Add(-72 * time.Hour) // the clocks need not agree
	for name, c := range map[string]struct {
		err   error
		wait  time.Duration
		bound bool
	}{
		"a wait in the text":            {&mail.Failure{Kind: mail.RateLimited, Until: wall.Add(5 * time.Minute), Err: errors.New("no")}, 5 * time.Minute, true},
		"a wait of a year is no wait":   {&mail.Failure{Kind: mail.RateLimited, Until: wall.Add(8760 * time.Hour), Err: errors.New("no")}, waitMax, true},
		"the day's quota":               {failure(mail.QuotaSpent), waitMax, true},
		"what only the person can cure": {failure(mail.APIDisabled), backoffMax, false},
	} {
		t.Run(name, func(t *testing.T) {
			var b backoff
			b.fail(c.err, now, wall)
			if got := b.until.Sub(now); got != c.wait {
				t.Errorf("waits %v, want %v", got, c.wait)
			}
			if b.ready(now, true) == c.bound {
				t.Errorf("urgent may go first: %v", !c.bound)
			}
		})
	}
}

func TestAWaitThatSeemsToBeOverIsNoStorm(t *testing.T) {
	var b backoff
	now := time.Now()
	for range 20 { // our clock may run ahead of Google's
		b.fail(&mail.Failure{Kind: mail.RateLimited, Until: now.Add(-time.Hour), Err: errors.New("no")}, now, now)
	}
	if wait := b.until.Sub(now); wait < backoffMax/2 || !b.bound {
		t.Errorf("waits %v, bound: %v", wait, b.bound)
	}
}

func TestHowManyMessagesAreRead(t *testing.T) {
	for name, c := range map[string]struct {
		have, left int
		digest     bool
		want       int
	}{
		"four are told singly":                      {0, 4, false, 4},
		"of five the newest three":                  {0, 5, false, 3},
		"of ten thousand the newest three":          {0, 10000, false, 3},
		"one of three was gone: another":            {2, 9, false, 1},
		"three are told, the rest counted":          {3, 7, false, 0},
		"few are left after all: they are told too": {2, 2, false, 2},
		"a digest names five":                       {0, 100, true, 5},
		"a digest of two names two":                 {0, 2, true, 2},
	} {
		t.Run(name, func(t *testing.T) {
			if got := wantedMore(c.have, c.left, c.digest); got != c.want {
				t.Errorf("reads %d, want %d", got, c.want)
			}
		})
	}
}

func TestRecoveryAsksForFewDates(t *testing.T) {
	base := time.Now()
	for name, c := range map[string]struct {
		total, newer int
		missing      map[int]bool
		asks         int
	}{
		"none there":             {0, 0, nil, 0},
		"none newer":             {500, 0, nil, 10},
		"all newer":              {500, 500, nil, 1},
		"some newer":             {500, 123, nil, 10},
		"one of one":             {1, 1, nil, 1},
		"the middle was deleted": {500, 123, map[int]bool{249: true, 124: true}, 12},
		"the oldest was deleted": {3, 3, map[int]bool{2: true}, 4},
	} {
		t.Run(name, func(t *testing.T) {
			ids := make([]string, c.total)
			at := map[string]int{}
			for i := range ids {
				ids[i] = fmt.Sprint(i)
				at[ids[i]] = i
			}
			asks := 0
			got, err := newer(t.Context(), ids, base, func(_ context.Context, id string) (time.Time, error) {
				asks++
				if c.missing[at[id]] {
					return time.Time{}, failure(mail.NotFound)
				}
				return base.Add(time.Duration(c.newer-at[id]) * time.Minute), nil
			})
			// A deleted one may be counted in or out: it is found gone when read.
			if err != nil || got > c.newer || got < c.newer-len(c.missing) {
				t.Errorf("%d newer, %v; want %d", got, err, c.newer)
			}
			if asks > c.asks {
				t.Errorf("asked %d times", asks)
			}
		})
	}
	if _, err := newer(t.Context(), []string{"a"}, base, func(context.Context, string) (time.Time, error) {
		return time.Time{}, errors.New("no route")
	}); err == nil {
		t.Error("a failure is swallowed")
	}
}

func TestWhatWasToldIsForgottenInTime(t *testing.T) {
	now := time.Now()
	var s State
	s.tell("old", now.Add(-toldFor-time.Hour))
	for i := range toldMax + 100 {
		s.tell(fmt.Sprint(i), now.Add(time.Duration(i)*time.Second))
	}
	s.Reconciled = now
	s.prune()
	if len(s.Told) != toldMax || s.told("old") || s.told("99") || !s.told("100") {
		t.Errorf("%d are left; the oldest go first", len(s.Told))
	}
}

func TestASummaryIsWithdrawnWithTheLastOfItsMessages(t *testing.T) {
	var s State
	s.show([]mail.Shown{{Handle: "1", Messages: []string{"a"}}, {Handle: "2", Messages: []string{"b", "c"}}})
	if got := s.withdraw(map[string]bool{"b": true}); len(got) != 0 {
		t.Errorf("withdrawn too early: %v", got)
	}
	if got := s.withdraw(map[string]bool{"c": true, "x": true}); len(got) != 1 || got[0].Handle != "2" {
		t.Errorf("withdrawn: %v", got)
	}
	if len(s.Shown) != 1 || s.Shown[0].Handle != "1" {
		t.Errorf("left: %v", s.Shown)
	}
}
