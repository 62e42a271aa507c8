package fakegoogle_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"cloud.google.com/go/pubsub/v2/apiv1/pubsubpb"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials/insecure"

	"lettertray/internal/fakegoogle"
)

func TestGmailFails(t *testing.T) {
	now := time.Date(2026, 9, 11, 20, 0, 0, 0, time.UTC)
	for _, tt := range []struct {
		name    string
		spoil   func(g *fakegoogle.Google)
		status  int
		reason  string
		message string
	}{
		{"with what Fail says", func(g *fakegoogle.Google) {
			g.Fail("gmail.users.getProfile", -1, fakegoogle.Fault{Status: 403, Reason: "domainPolicy", Message: "Not here."})
		}, 403, "domainPolicy", "Not here."},
		{"with a plain 503", func(g *fakegoogle.Google) { g.Fail("", -1, fakegoogle.Fault{}) }, 503, "backendError", "Service Unavailable"},
		{"with the wait in the text when there was too much", func(g *fakegoogle.Google) { g.LimitRate(now.Add(time.Minute)) },
			403, "rateLimitExceeded", "Retry after 2026-09-11T20:01:00.000Z"},
		{"with a link where the API is not enabled", func(g *fakegoogle.Google) { g.DisableAPI("gmail.googleapis.com") },
			403, "accessNotConfigured", "https://console.developers.google.com/apis/api/gmail.googleapis.com/overview?project=lettertray-demo"},
		{"with 401 when the person revokes", func(g *fakegoogle.Google) { g.Revoke(ada) }, 401, "authError", "invalid authentication"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := newWorld(t, fakegoogle.Options{Now: func() time.Time { return now }})
			tt.spoil(w.g)
			for range 2 {
				status, got := w.gmail("GET", "/profile", "")
				message, _ := got.at("error", "message").(string)
				if status != tt.status || got.at("error", "errors", 0, "reason") != tt.reason || !strings.Contains(message, tt.message) {
					t.Errorf("%d %v", status, got)
				}
			}
		})
	}
}

func TestAFaultEndsAfterItsNumberOfCalls(t *testing.T) {
	w := newWorld(t, fakegoogle.Options{})
	w.g.Fail("gmail.", 2, fakegoogle.Fault{Status: 500})
	for i, want := range []int{500, 500, 200} {
		if status, _ := w.gmail("GET", "/profile", ""); status != want {
			t.Errorf("call %d: %d, want %d", i, status, want)
		}
	}
	calls := w.g.Calls()
	if len(calls) != 3 || calls[1].Status != "500" || calls[2].Status != "200" || calls[2].Person != ada {
		t.Errorf("journal is %v", calls)
	}
}

func TestBrokenAndMissingAnswers(t *testing.T) {
	w := newWorld(t, fakegoogle.Options{})
	w.g.Fail("gmail.", 1, fakegoogle.Fault{Body: `{"emailAddress":`})
	req, _ := http.NewRequest("GET", base+"/gmail/v1/users/me/profile", nil)
	req.Header.Set("Authorization", "Bearer "+w.token)
	res, err := w.http.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	if body, _ := io.ReadAll(res.Body); string(body) != `{"emailAddress":` || res.StatusCode != 200 {
		t.Errorf("%d %q", res.StatusCode, body)
	}
	w.g.NetworkAway(true)
	if _, err := w.http.Do(req); err == nil {
		t.Error("the network is away, and there was an answer")
	}
	w.g.NetworkAway(false)
	if status, _ := w.do(req); status != 200 {
		t.Errorf("the network is back: %d", status)
	}
}

func TestAHangingCallEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, fakegoogle.Options{})
		w.g.Fail("gmail.", -1, fakegoogle.Fault{Hang: true})
		w.http.Timeout = time.Minute
		start := time.Now()
		_, err := w.http.Get(base + "/gmail/v1/users/me/profile")
		if !errors.Is(err, context.DeadlineExceeded) || time.Since(start) != time.Minute {
			t.Errorf("when the caller gives up: %v after %v", err, time.Since(start))
		}
		go func() {
			time.Sleep(time.Second) // the bubble's clock
			w.g.Mend()
		}()
		start = time.Now()
		if _, err = w.http.Get(base + "/gmail/v1/users/me/profile"); err == nil || time.Since(start) != time.Second {
			t.Errorf("when it is mended: %v after %v", err, time.Since(start))
		}
	})
}

func TestPushes(t *testing.T) {
	for _, tt := range []struct {
		name   string
		pushes fakegoogle.Pushes
		want   string // the letters' numbers, in the order of their pushes
		mended string // and after Mend
	}{
		{"prompt", fakegoogle.PushesPrompt, "123", "123"},
		{"dropped", fakegoogle.PushesDropped, "", ""},
		{"doubled", fakegoogle.PushesDoubled, "112233", "112233"},
		{"held", fakegoogle.PushesHeld, "", "123"},
		{"swapped", fakegoogle.PushesSwapped, "21", "213"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			withSubscription(t, func(w *world, ps wire, ctx context.Context) {
				w.watch(topicA, "")
				p := w.pull(ps, ctx)
				p.hear() // the watch's own
				payloads := make(chan string, 100)
				go func() {
					for {
						answer, err := p.Recv()
						if err != nil {
							return
						}
						for _, m := range answer.ReceivedMessages {
							payloads <- string(m.Message.Data)
						}
					}
				}()
				numbers := make(map[string]string)
				var got strings.Builder
				settle := func() {
					synctest.Wait()
					for len(payloads) > 0 {
						got.WriteString(numbers[<-payloads])
					}
				}
				w.g.SetPushes(tt.pushes)
				for i := range 3 {
					w.g.Deliver(ada, fakegoogle.Letter{})
					numbers[fmt.Sprintf(`{"emailAddress":"%s","historyId":%d}`, ada, w.g.HistoryID(ada))] = fmt.Sprint(i + 1)
				}
				settle()
				if got.String() != tt.want {
					t.Errorf("pushed %q, want %q", got.String(), tt.want)
				}
				w.g.Mend()
				settle()
				if got.String() != tt.mended {
					t.Errorf("pushed %q after Mend, want %q", got.String(), tt.mended)
				}
			})
		})
	}
}

func TestOverSockets(t *testing.T) {
	w := newWorld(t, fakegoogle.Options{})
	srv, err := w.g.Start()
	if err != nil {
		t.Fatal(err)
	}
	defer srv.Close()
	get := func() (*http.Response, error) {
		req, _ := http.NewRequest("GET", srv.URL+"/gmail/v1/users/me/profile", nil)
		req.Header.Set("Authorization", "Bearer "+w.token)
		res, err := http.DefaultClient.Do(req)
		if err == nil {
			res.Body.Close()
		}
		return res, err
	}
	if res, err := get(); err != nil || res.StatusCode != 200 {
		t.Errorf("%v %v", res, err)
	}
	w.g.NetworkAway(true)
	if _, err := get(); err == nil {
		t.Error("the network is away, and there was an answer")
	}
	w.g.Mend()

	conn, err := grpc.NewClient(srv.PubSubAddr, grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	_, err = pubsubpb.NewPublisherClient(conn).CreateTopic(bearing(w.token), &pubsubpb.Topic{Name: topicA})
	w.wantCode(err, codes.OK)
}
