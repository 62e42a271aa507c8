package pubsub

import (
	"context"
	"net"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials"
	"google.golang.org/grpc/test/bufconn"

	"lettertray/internal/fakegoogle"
)

const ada = "ada@gmail.com"

// dialer opens a connection.
type dialer func(context.Context) (net.Conn, error)

// world is a Google at the other end of a pipe, and the connection to it.
type world struct {
	*fakegoogle.Google
	conn *Conn
	dial atomic.Pointer[dialer] // replaceable: the network
}

// newWorld works in a synctest bubble and outside. Without credentials Google
// asks for none.
func newWorld(t *testing.T, creds credentials.PerRPCCredentials) *world {
	t.Helper()
	w := &world{Google: fakegoogle.New(fakegoogle.Options{OpenPubSub: creds == nil})}
	w.AddPerson(ada)
	pipe := bufconn.Listen(1 << 20)
	server := grpc.NewServer(grpc.MaxRecvMsgSize(answerLimit))
	w.RegisterPubSub(server)
	served := make(chan error, 1)
	go func() { served <- server.Serve(pipe) }()
	w.setDial(pipe.DialContext)
	var err error
	w.conn, err = Dial(creds, "127.0.0.1:1", grpc.WithContextDialer(func(ctx context.Context, _ string) (net.Conn, error) {
		return (*w.dial.Load())(ctx)
	}))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		w.conn.Close()
		server.Stop()
		<-served
	})
	return w
}

func (w *world) setDial(d dialer) { w.dial.Store(&d) }

func (w *world) options() Options {
	return Options{Address: ada, Project: w.Project(), Machine: "machine", Installation: "installation"}
}

func (w *world) subscription(t *testing.T, o Options) *Subscription {
	t.Helper()
	s, err := New(w.conn, o)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestNames(t *testing.T) {
	topic, sub := Names("p", "Ada@Gmail.com", "m", "i")
	// printf ada@gmail.com | sha256sum; printf i | openssl dgst -sha256 -hmac m
	if want := "projects/p/topics/lettertray-0b1464eea2"; topic != want {
		t.Errorf("%s, want %s", topic, want)
	}
	if want := topicID(topic) + "-8a1889cf"; strings.TrimPrefix(sub, "projects/p/subscriptions/") != want {
		t.Errorf("%s, want it to end in %s", sub, want)
	}
	for name, other := range map[string][4]string{
		"another computer with a copied home": {"p", "ada@gmail.com", "m2", "i"},
		"another installation":                {"p", "ada@gmail.com", "m", "i2"},
	} {
		if topic2, sub2 := Names(other[0], other[1], other[2], other[3]); topic2 != topic || sub2 == sub {
			t.Errorf("%s: %s, %s", name, topic2, sub2)
		}
	}
	if topic2, _ := Names("p", "bob@gmail.com", "m", "i"); topic2 == topic {
		t.Error("two people share a topic")
	}
	// Pub/Sub: 3 to 255 characters, a letter first.
	if valid := regexp.MustCompile(`^[A-Za-z][A-Za-z0-9-]{2,254}$`); !valid.MatchString(topicID(topic)) {
		t.Errorf("%s is no name for Pub/Sub", topic)
	}
}

func topicID(topic string) string { return topic[strings.LastIndex(topic, "/")+1:] }

func TestNewRefusesWhatCannotWork(t *testing.T) {
	w := newWorld(t, nil)
	for name, o := range map[string]Options{
		"no address":           {Project: "p", Installation: "i"},
		"no project":           {Address: ada, Installation: "i"},
		"no installation":      {Address: ada, Project: "p"},
		"a topic alone":        {Address: ada, Topic: "projects/p/topics/t"},
		"a subscription alone": {Address: ada, Subscription: "projects/p/subscriptions/s"},
		"a short name":         {Address: ada, Topic: "t", Subscription: "projects/p/subscriptions/s"},
		"names swapped":        {Address: ada, Topic: "projects/p/subscriptions/s", Subscription: "projects/p/topics/t"},
	} {
		if _, err := New(w.conn, o); err == nil {
			t.Errorf("%s was taken", name)
		}
	}
}

func TestTheEnvironmentChangesNothing(t *testing.T) {
	t.Setenv("PUBSUB_EMULATOR_HOST", "192.0.2.1:8085")
	t.Setenv("GOOGLE_CLOUD_QUOTA_PROJECT", "somebody-else")
	t.Setenv("GOOGLE_CLOUD_UNIVERSE_DOMAIN", "example.com")
	w := newWorld(t, nil)
	if _, err := w.subscription(t, w.options()).Ensure(t.Context()); err != nil {
		t.Errorf("the connection given was not used: %v", err)
	}
}
