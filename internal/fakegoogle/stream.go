package fakegoogle

import (
	"context"
	"errors"
	"io"
	"time"

	"cloud.google.com/go/pubsub/v2/apiv1/pubsubpb"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

// A stream is one open StreamingPull. Flow control is not kept.
type stream struct {
	person  string        // whose token opened it; may be empty
	probes  bool          // the client speaks protocol version 1: empty requests are answered
	silent  bool          // half-open; guarded by Google's mutex
	answers int           // empty answers due; guarded by Google's mutex
	woken   chan struct{} // 1-buffered: a wake-up that finds one waiting adds nothing
	ended   chan error    // 1-buffered: the first end wins
}

func (s *stream) wake() {
	select {
	case s.woken <- struct{}{}:
	default:
	}
}

// stop ends the stream with an error, or well with nil.
func (s *stream) stop(err error) {
	select {
	case s.ended <- err:
	default:
	}
}

// streamBatch is how many messages one answer carries at most.
const streamBatch = 1000

// StreamingPull hands out messages the moment they are published, until the
// client, the network or the subscription goes away.
func (s subscriber) StreamingPull(wire pubsubpb.Subscriber_StreamingPullServer) error {
	first, err := wire.Recv()
	if err != nil {
		return err
	}
	ctx := wire.Context()
	c, err := s.g.admit(ctx, "Subscriber.StreamingPull", first.GetSubscription())
	if err == nil {
		err = s.g.stream(ctx, wire, c, first)
	}
	s.g.leave(c, status.Code(err).String())
	return err
}

// stream serves one StreamingPull to its end.
func (g *Google) stream(ctx context.Context, wire pubsubpb.Subscriber_StreamingPullServer, c Call, first *pubsubpb.StreamingPullRequest) error {
	if d := first.GetStreamAckDeadlineSeconds(); d < 10 || d > 600 {
		return status.Errorf(codes.InvalidArgument, "Invalid stream ack deadline given (stream_ack_deadline_seconds=%d).", d)
	}
	st := &stream{
		person: c.Person,
		probes: first.GetProtocolVersion() >= 1,
		woken:  make(chan struct{}, 1),
		ended:  make(chan error, 1),
	}
	sub, err := g.openStream(c, st)
	if err != nil {
		return err
	}
	defer g.closeStream(sub, st)
	g.hear(sub, st, first)
	go func() { // ends when StreamingPull returns, as Recv fails then
		for {
			req, err := wire.Recv()
			if err != nil {
				if errors.Is(err, io.EOF) {
					err = nil
				}
				st.stop(err)
				return
			}
			g.hear(sub, st, req)
		}
	}()
	for {
		answers, due := g.work(sub, st)
		for _, a := range answers {
			if err := wire.Send(a); err != nil {
				return err
			}
		}
		if err, ended := st.wait(ctx, due); ended {
			return err
		}
	}
}

// wait waits for work: a wake-up, or the end of a lease at due (zero: none).
func (s *stream) wait(ctx context.Context, due time.Time) (err error, ended bool) {
	var expired <-chan time.Time
	if !due.IsZero() {
		timer := time.NewTimer(time.Until(due))
		defer timer.Stop()
		expired = timer.C
	}
	select {
	case err := <-s.ended:
		return err, true
	case <-ctx.Done():
		return status.FromContextError(ctx.Err()).Err(), true
	case <-s.woken:
	case <-expired:
	}
	return nil, false
}

// openStream adds a stream to its subscription.
func (g *Google) openStream(c Call, st *stream) (*subscription, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	sub := g.pubsub.subscriptions[c.Resource]
	if sub == nil {
		return nil, noResource(c.Resource)
	}
	sub.streams[st] = true
	c.Status = "open"
	g.journal.note(c)
	return sub, nil
}

// closeStream lets others have what the stream did not acknowledge.
func (g *Google) closeStream(sub *subscription, st *stream) {
	g.mu.Lock()
	defer g.mu.Unlock()
	delete(sub.streams, st)
	sub.giveBack(st)
	sub.wake()
}

// hear takes what the client says. A half-open stream's client speaks into the void.
func (g *Google) hear(sub *subscription, st *stream, req *pubsubpb.StreamingPullRequest) {
	g.mu.Lock()
	defer g.mu.Unlock()
	ids, seconds := req.GetModifyDeadlineAckIds(), req.GetModifyDeadlineSeconds()
	switch {
	case st.silent:
		return
	case len(ids) != len(seconds):
		st.stop(status.Error(codes.InvalidArgument, "modify_deadline_ack_ids and modify_deadline_seconds differ in length."))
		return
	}
	sub.acknowledge(req.GetAckIds())
	for i, id := range ids {
		sub.extend(id, seconds[i])
	}
	isProbe := req.GetSubscription() == "" && len(req.GetAckIds())+len(ids) == 0
	if isProbe && st.probes {
		st.answers++
		st.wake()
	}
}

// work is what to send now, and when to look again though nobody wakes us: a
// lease ends then. The zero time is never.
func (g *Google) work(sub *subscription, st *stream) (answers []*pubsubpb.StreamingPullResponse, due time.Time) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if st.silent {
		return nil, time.Time{}
	}
	for ; st.answers > 0; st.answers-- {
		answers = append(answers, &pubsubpb.StreamingPullResponse{})
	}
	for received := sub.take(st, streamBatch); len(received) > 0; received = sub.take(st, streamBatch) {
		answers = append(answers, &pubsubpb.StreamingPullResponse{ReceivedMessages: received})
	}
	due, _ = sub.due()
	return answers, due
}

// endStreams ends the open streams of a person, or of everybody for "".
func (g *Google) endStreams(person string, code codes.Code, message string) {
	for _, sub := range g.pubsub.subscriptions {
		for st := range sub.streams {
			if person == "" || person == st.person {
				st.stop(status.Error(code, message))
			}
		}
	}
}
