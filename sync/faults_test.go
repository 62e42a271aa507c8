package sync_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"google.golang.org/grpc/codes"

	"lettertray/internal/fakegoogle"
	"lettertray/internal/mail"
	mailsync "lettertray/sync"
)

const messagesGet = "gmail.users.messages.get"

func TestEveryFaultPassesAndNoMailIsLost(t *testing.T) {
	for name, fault := range map[string]func(w *world){
		"the network is away":      func(w *world) { w.NetworkAway(true) },
		"Gmail fails":              func(w *world) { w.Fail("gmail.", -1, fakegoogle.Fault{Status: 503}) },
		"Gmail cuts its answers":   func(w *world) { w.Fail("gmail.", -1, fakegoogle.Fault{Cut: true}) },
		"Gmail talks nonsense":     func(w *world) { w.Fail("gmail.", -1, fakegoogle.Fault{Body: `{"history":[{"id":`}) },
		"Gmail hangs":              func(w *world) { w.Fail("gmail.", -1, fakegoogle.Fault{Hang: true}) },
		"Gmail limits the rate":    func(w *world) { w.LimitRate(w.now().Add(90 * time.Second)) },
		"Pub/Sub ends its streams": func(w *world) { w.EndStreams(codes.Unavailable) },
		"Pub/Sub forgets a token":  func(w *world) { w.EndStreams(codes.Unauthenticated) },
		"the stream is half-open":  func(w *world) { w.SilenceStreams() },
		"the access token is dead": func(w *world) { w.ExpireAccess() },
		"the subscription is gone": func(w *world) { w.must(w.DeleteSubscription(w.Subscriptions()[0])) },
		"the topic is gone":        func(w *world) { w.must(w.DeleteTopic(w.Topics()[0])) },
		"both are gone": func(w *world) {
			w.must(w.DeleteSubscription(w.Subscriptions()[0]))
			w.must(w.DeleteTopic(w.Topics()[0]))
		},
	} {
		t.Run(name, func(t *testing.T) {
			inWorld(t, func(w *world) {
				w.start()
				w.letter("before")
				w.told("before")
				fault(w)
				w.letter("meanwhile")
				w.pass(2 * time.Minute)
				w.Mend()
				w.pass(20 * time.Minute)
				w.told("meanwhile")
				w.phase(mailsync.Push)
				w.letter("after")
				w.told("after")
			})
		})
	}
}

func TestAWaitThatGmailNamesIsKeptWhoeverAsks(t *testing.T) {
	inWorld(t, func(w *world) {
		w.start()
		w.LimitRate(w.now().Add(5 * time.Minute))
		w.letter("a")
		w.pass(time.Second)
		looks := w.Count(historyList)
		for range 50 {
			w.engine.Poke(mailsync.Asked)
			w.pass(5 * time.Second)
		}
		if n := w.Count(historyList) - looks; n != 0 {
			t.Errorf("asked %d times", n)
		}
		w.pass(time.Minute)
		w.told("a")
	})
}

func TestResyncDoesNotWaitForTheBackoff(t *testing.T) {
	inWorld(t, func(w *world) {
		w.start()
		w.NetworkAway(true)
		w.letter("a")
		w.pass(time.Hour)
		w.phase(mailsync.Offline)
		w.NetworkAway(false)
		w.engine.Poke(mailsync.Asked)
		w.told("a")
		w.settle()
		w.phase(mailsync.Push)
	})
}

func TestWhatRetryingCannotCureIsNotRetriedInAStorm(t *testing.T) {
	inWorld(t, func(w *world) {
		w.start()
		w.DisableAPI("gmail.googleapis.com")
		requests := w.Count(historyList)
		w.pass(24 * time.Hour)
		w.phase(mailsync.NeedsYou)
		if f, ok := errors.AsType[*mail.Failure](w.says().Err); !ok || f.Link == "" {
			t.Errorf("no page that cures it: %v", w.says().Err)
		}
		if n := w.Count(historyList) - requests; n > 150 {
			t.Errorf("%d requests in a day", n)
		}
		w.Mend()
		w.engine.Poke(mailsync.Asked)
		w.settle()
		w.phase(mailsync.Push)
	})
}

func TestWithoutPubSubItLooksOnceAMinuteAndGoesBackToPushByItself(t *testing.T) {
	inWorld(t, func(w *world) {
		w.DisableAPI("pubsub.googleapis.com")
		w.start()
		w.phase(mailsync.Polling)
		if mail.KindOf(w.says().Err) != mail.APIDisabled {
			t.Errorf("the reason is %v", w.says().Err)
		}
		w.letter("a")
		w.pass(time.Minute)
		w.told("a")
		w.Mend()
		w.pass(11 * time.Minute)
		w.phase(mailsync.Push)
		w.letter("b")
		w.told("b")
	})
}

func TestAnotherProgramsWatchIsAStateOfItsOwn(t *testing.T) {
	inWorld(t, func(w *world) {
		w.Fail("gmail.users.watch", -1, fakegoogle.Fault{Status: 400, Reason: "failedPrecondition",
			Message: "Only one user push notification client allowed per developer (call /stop then try again)"})
		w.start()
		w.phase(mailsync.NeedsYou)
		if mail.KindOf(w.says().Err) != mail.OtherWatch {
			t.Errorf("the reason is %v", w.says().Err)
		}
		w.letter("a")
		w.pass(time.Minute)
		w.told("a")
	})
}

func TestAPageThatFailsIsTriedAgainByItself(t *testing.T) {
	inWorld(t, func(w *world) {
		w.start()
		w.stop()
		w.letters(1200) // three pages
		failed := 0
		w.Intercept(func(c fakegoogle.Call) *fakegoogle.Fault {
			if c.Method == historyList && c.Query.Get("pageToken") != "" && failed < 2 {
				failed++
				return &fakegoogle.Fault{Status: 500}
			}
			return nil
		})
		looks := w.Count(historyList)
		w.start()
		w.pass(20 * time.Second)
		w.told("and 1197 more", "letter 1197", "letter 1198", "letter 1199")
		if first := 2; w.Count(historyList)-looks > 3+failed+first { // a stream that opens asks for one look more
			t.Errorf("%d pages were asked for", w.Count(historyList)-looks)
		}
	})
}

func TestAMessageThatCannotBeReadIsToldWithoutItsWords(t *testing.T) {
	inWorld(t, func(w *world) {
		w.start()
		var broken string
		w.Intercept(func(c fakegoogle.Call) *fakegoogle.Fault {
			if c.Method == messagesGet && (broken == "" || c.Resource == broken) {
				return &fakegoogle.Fault{Status: 500}
			}
			return nil
		})
		broken = w.letter("broken")
		w.letter("whole")
		w.pass(2 * time.Second) // a second letter waits for the first one's backoff
		w.told("whole")
		w.pass(5 * time.Minute)
		w.told("New mail")
		w.pass(time.Hour)
		w.told()
	})
}

func TestSignedOutNothingIsAskedAndAfterSigningInNothingIsMissing(t *testing.T) {
	inWorld(t, func(w *world) {
		w.start()
		w.Revoke(ada)
		w.letter("a")
		w.pass(15 * time.Minute)
		err := <-w.ended
		w.cancel = nil
		if mail.KindOf(err) != mail.SignedOut || w.says().Phase != mailsync.SignedOut {
			t.Fatalf("ended with %v, phase %v", err, w.says().Phase)
		}
		requests, _ := w.Spent()
		w.pass(24 * time.Hour)
		if r, _ := w.Spent(); r != requests {
			t.Errorf("%d requests after signing out", r-requests)
		}
		w.signIn()
		w.start()
		w.told("a")
		w.phase(mailsync.Push)
	})
}

func TestTwoComputersShareATopicAndEachHearsAll(t *testing.T) {
	inWorld(t, func(w *world) {
		w.start()
		topic, subscription := w.Topics(), w.Subscriptions()
		if len(topic) != 1 || len(subscription) != 1 {
			t.Fatalf("topics %q, subscriptions %q", topic, subscription)
		}
		other, err := w.AddSubscription("another-computer", topic[0])
		w.must(err)
		w.letter("a")
		w.told("a")
		w.stop()
		if got := fmt.Sprint(w.Subscriptions()); got != fmt.Sprint([]string{other, subscription[0]}) && got != fmt.Sprint([]string{subscription[0], other}) {
			t.Errorf("stopping touched the subscriptions: %s", got)
		}
	})
}
