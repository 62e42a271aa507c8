package fakegoogle_test

import (
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"cloud.google.com/go/iam/apiv1/iampb"
	"cloud.google.com/go/pubsub/v2/apiv1/pubsubpb"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"
	"google.golang.org/grpc/test/bufconn"

	"lettertray/internal/fakegoogle"
)

const (
	ada  = "ada@gmail.com"
	base = "http://127.0.0.1"
)

// A world is a Google with one person, and clients that know nothing of its types.
type world struct {
	*testing.T
	g     *fakegoogle.Google
	http  *http.Client
	token string // of Ada, for everything
}

func newWorld(t *testing.T, opts fakegoogle.Options) *world {
	g := fakegoogle.New(opts)
	g.AddPerson(ada)
	w := &world{T: t, g: g, http: &http.Client{
		Transport:     g.Transport(),
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
	_, w.token = g.Grant(ada, fakegoogle.ScopeModify, fakegoogle.ScopePubSub)
	return w
}

// An answer is a JSON object with ways to look into it.
type answer map[string]any

// at follows keys and indexes; it gives nil where there is nothing.
func (a answer) at(path ...any) any {
	var here any = map[string]any(a)
	for _, step := range path {
		switch step := step.(type) {
		case string:
			object, _ := here.(map[string]any)
			here = object[step]
		case int:
			list, _ := here.([]any)
			if step >= len(list) {
				return nil
			}
			here = list[step]
		}
	}
	return here
}

// gmail makes one request below /gmail/v1/users/me.
func (w *world) gmail(method, path, body string) (int, answer) {
	w.Helper()
	req, err := http.NewRequest(method, base+"/gmail/v1/users/me"+path, strings.NewReader(body))
	if err != nil {
		w.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+w.token)
	return w.do(req)
}

// get is a request that must work.
func (w *world) get(path string) answer {
	w.Helper()
	status, a := w.gmail("GET", path, "")
	if status != http.StatusOK {
		w.Fatalf("GET %s: %d %v", path, status, a)
	}
	return a
}

// form posts to OAuth's endpoints.
func (w *world) form(path string, values url.Values) (int, answer) {
	w.Helper()
	req, err := http.NewRequest("POST", base+path, strings.NewReader(values.Encode()))
	if err != nil {
		w.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return w.do(req)
}

func (w *world) do(req *http.Request) (int, answer) {
	w.Helper()
	res, err := w.http.Do(req)
	if err != nil {
		w.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		w.Fatal(err)
	}
	var a answer
	if err := json.Unmarshal(body, &a); err != nil {
		w.Fatalf("%s %s answered %q, which is no JSON: %v", req.Method, req.URL, body, err)
	}
	return res.StatusCode, a
}

// A wire is Pub/Sub's clients on an in-memory connection.
type wire struct {
	pubsubpb.PublisherClient
	pubsubpb.SubscriberClient
	iampb.IAMPolicyClient
}

// pubsub connects; the context carries Ada's token.
func (w *world) pubsub() (wire, context.Context) {
	w.Helper()
	lis := bufconn.Listen(1 << 20)
	srv := grpc.NewServer()
	w.g.RegisterPubSub(srv)
	go srv.Serve(lis)
	conn, err := grpc.NewClient("passthrough:bufconn",
		grpc.WithContextDialer(func(ctx context.Context, _ string) (net.Conn, error) { return lis.DialContext(ctx) }),
		grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		w.Fatal(err)
	}
	ctx, cancel := context.WithCancel(bearing(w.token))
	w.Cleanup(func() {
		cancel()
		conn.Close()
		srv.Stop()
	})
	return wire{
		pubsubpb.NewPublisherClient(conn),
		pubsubpb.NewSubscriberClient(conn),
		iampb.NewIAMPolicyClient(conn),
	}, ctx
}

func bearing(token string) context.Context {
	return metadata.AppendToOutgoingContext(context.Background(), "authorization", "Bearer "+token)
}

// wantCode fails unless err has the code.
func (w *world) wantCode(err error, want codes.Code) {
	w.Helper()
	if got := status.Code(err); got != want {
		w.Errorf("code is %v (%v), want %v", got, err, want)
	}
}

// await waits for an event, though not for ever: gRPC's own timers would keep
// a bubble going.
func (w *world) await(done func() bool) {
	w.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	if err := w.g.Await(ctx, done); err != nil {
		w.Fatal(err)
	}
}
