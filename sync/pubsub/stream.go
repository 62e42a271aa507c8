package pubsub

import (
	"context"
	"errors"
	"slices"
	"time"

	"cloud.google.com/go/pubsub/v2/apiv1/pubsubpb"

	"lettertray/internal/mail"
)

const (
	// settled is how long a stream must be open without an error to be called
	// open, where the server does not say so by an answer.
	settled = time.Second
	// probeEvery and answerDue find a stream that hangs half-open, as after a
	// sleep: an empty request is answered since protocol version 1.
	probeEvery = time.Minute
	answerDue  = 15 * time.Second
	// outstanding bounds what the server sends before we acknowledge, in
	// bytes and messages, and thereby what a publisher of noise can take.
	outstanding         = 10 << 20
	outstandingMessages = 1000
)

// errSilent is a stream on which nothing comes any more.
var errSilent = errors.New("no answer from Pub/Sub")

// received is what reading the stream once gave.
type received struct {
	*pubsubpb.StreamingPullResponse
	err error
}

// stream opens one StreamingPull and serves it to its end, which is an error
// or the end of ctx. It calls opened once, when the stream is open. No goroutine
// of it is left when it returns.
func (s *Subscription) stream(ctx context.Context, push func(mail.HistoryID), opened func()) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	late := time.AfterFunc(callLimit, func() { cancel(errSilent) })
	s.conn.hurry()
	pull, err := s.subscriptions.StreamingPull(ctx, patient)
	if !late.Stop() {
		s.conn.Redial()
		return errSilent
	}
	if err != nil {
		return err
	}
	// Errors of Send are not looked at: Recv reports the same end, and says why.
	_ = pull.Send(&pubsubpb.StreamingPullRequest{
		Subscription:             s.name,
		StreamAckDeadlineSeconds: int32(ackDeadline / time.Second),
		ClientId:                 s.client,
		MaxOutstandingMessages:   outstandingMessages,
		MaxOutstandingBytes:      outstanding,
		ProtocolVersion:          1,
	})
	answers := make(chan received)
	go func() {
		defer close(answers)
		for {
			a, err := pull.Recv()
			select {
			case answers <- received{a, err}:
			case <-ctx.Done():
				return
			}
			if err != nil {
				return
			}
		}
	}()
	err = s.serve(ctx, pull, answers, push, opened)
	cancel(nil)
	for range answers { // until the reader has ended
	}
	return err
}

// serve handles what comes through an open stream and asks whether it is
// still alive when nothing does.
func (s *Subscription) serve(ctx context.Context, pull pubsubpb.Subscriber_StreamingPullClient, answers <-chan received, push func(mail.HistoryID), opened func()) error {
	open, probe := time.NewTimer(settled), time.NewTimer(probeEvery)
	defer open.Stop()
	defer probe.Stop()
	asked := false // a probe is on its way
	for {
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		case a, more := <-answers:
			if !more {
				return context.Cause(ctx)
			}
			if a.err != nil {
				return a.err
			}
			if open.Stop() {
				opened()
			}
			// Google's emulator answers probes in newer versions only: a
			// missing answer means nothing before there was a first.
			if asked && len(a.GetReceivedMessages()) == 0 {
				s.answers = true
			}
			asked = false
			probe.Reset(probeEvery)
			s.take(pull, a.GetReceivedMessages(), push)
		case <-open.C:
			opened()
		case <-probe.C:
			if asked && s.answers {
				s.answers = false // to be shown again, lest we err for ever
				s.conn.Redial()
				return errSilent
			}
			_ = pull.Send(&pubsubpb.StreamingPullRequest{})
			asked = true
			if s.answers {
				probe.Reset(answerDue)
			} else {
				probe.Reset(probeEvery)
			}
		}
	}
}

// take acknowledges messages and hands on the marks of those that are Gmail's.
func (s *Subscription) take(pull pubsubpb.Subscriber_StreamingPullClient, messages []*pubsubpb.ReceivedMessage, push func(mail.HistoryID)) {
	// A request may have 512 KiB; an ack id has some 200 bytes.
	for some := range slices.Chunk(messages, outstandingMessages) {
		var ids []string
		for _, m := range some {
			ids = append(ids, m.GetAckId())
		}
		_ = pull.Send(&pubsubpb.StreamingPullRequest{AckIds: ids})
	}
	for _, m := range messages {
		data := m.GetMessage().GetData()
		mark, err := parse(data, s.address)
		if err != nil {
			s.log.Warn("dropping a push", "why", err, "bytes", len(data))
			continue
		}
		push(mark)
	}
}
