//go:build !race

package sync_test

import (
	"slices"
	"time"

	"lettertray/internal/mail"
)

// A deed is something that may happen, and how often it does beside the others.
type deed struct {
	weight int
	do     func(*sim)
}

// pick chooses one of the deeds.
func (s *sim) pick(deeds []deed) func() {
	sum := 0
	for _, d := range deeds {
		sum += d.weight
	}
	if sum == 0 {
		return s.deliver
	}
	n := s.rng.IntN(sum)
	for _, d := range deeds {
		if n -= d.weight; n < 0 {
			return func() { d.do(s) }
		}
	}
	panic("unreachable")
}

// temper makes runs differ more than chance alone would: some deeds never
// happen in a run, others often.
func (s *sim) temper() (likely []deed) {
	for _, d := range slices.Concat(someMail, someTrouble) {
		d.weight *= []int{0, 1, 1, 1, 4}[s.rng.IntN(5)]
		likely = append(likely, d)
	}
	return likely
}

// someMail is what happens to mail on other computers.
var someMail = []deed{
	{30, (*sim).deliver},
	{5, (*sim).deliverOdd},
	{3, (*sim).deliverLate},
	{2, (*sim).burst},
	{14, func(s *sim) { s.change(mail.Unread, nil, []string{mail.Unread}) }},
	{3, func(s *sim) { s.change("", []string{mail.Unread}, nil) }},
	{6, func(s *sim) { s.change(mail.Inbox, nil, []string{mail.Inbox}) }},
	{3, func(s *sim) { s.change("", []string{mail.Inbox}, []string{mail.Spam, mail.Trash}) }},
	{3, func(s *sim) { s.change(mail.Inbox, []string{mail.Trash}, []string{mail.Inbox}) }},
	{3, func(s *sim) { s.change(mail.Inbox, []string{mail.Spam}, []string{mail.Inbox}) }},
	{3, func(s *sim) { s.change("", []string{project}, nil) }},
	{2, func(s *sim) { s.change(project, nil, []string{project}) }},
	{2, func(s *sim) { s.change("", []string{"STARRED"}, nil) }},
	{4, (*sim).erase},
	{1, (*sim).readAll},
}

// someTrouble is what else can happen.
var someTrouble = []deed{
	{8, (*sim).troublePushes},
	{2, (*sim).publishNoise},
	{4, (*sim).endStreams},
	{2, func(s *sim) { s.say("the streams fall silent"); s.SilenceStreams() }},
	{2, (*sim).changeNetwork},
	{1, (*sim).dropSubscription},
	{1, (*sim).dropTopic},
	{1, (*sim).dropGrants},
	{14, (*sim).troubleGmail},
	{5, (*sim).troubleToken},
	{6, (*sim).troublePubSub},
	{2, func(s *sim) { s.say("access tokens are stale"); s.ExpireAccess() }},
	{1, func(s *sim) { s.say("the grant is revoked"); s.clear = time.Time{}; s.Revoke(ada) }},
	{1, (*sim).expire},
	{3, (*sim).lag},
	{2, (*sim).shorten},
	{3, (*sim).loseNetwork},
	{4, (*sim).sleep},
	{2, (*sim).setClock},
	{8, (*sim).murder},
	{2, (*sim).quit},
	{2, (*sim).fillDisk},
	{2, (*sim).damage},
	{3, (*sim).leaveServer},
	{2, (*sim).spoilServer},
	{2, (*sim).pause},
	{2, (*sim).resume},
	{3, (*sim).resync},
	{3, (*sim).dismiss},
}
