package pubsub

import (
	"bufio"
	"context"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"cloud.google.com/go/iam/apiv1/iampb"
	"cloud.google.com/go/pubsub/v2/apiv1/pubsubpb"
	"cloud.google.com/go/pubsub/v2/pstest"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"lettertray/internal/mail"
)

// The fakes that Google gives away, as a check on ours.

func TestAgainstPstest(t *testing.T) {
	server := pstest.NewServer()
	t.Cleanup(func() { server.Close() })
	tryOut(t, server.Addr)
}

func TestAgainstPstestWithPolicies(t *testing.T) {
	iam := &policies{}
	server := pstest.NewServerWithCallback(0, func(s *grpc.Server) { iampb.RegisterIAMPolicyServer(s, iam) })
	t.Cleanup(func() { server.Close() })
	tryOut(t, server.Addr)
	if !mayPublish(iam.policy) {
		t.Errorf("Gmail may not publish: %v", iam.policy)
	}
}

// policies keeps one policy, which pstest does not.
type policies struct {
	iampb.UnimplementedIAMPolicyServer
	policy *iampb.Policy
}

func (p *policies) GetIamPolicy(context.Context, *iampb.GetIamPolicyRequest) (*iampb.Policy, error) {
	if p.policy == nil {
		return &iampb.Policy{Etag: []byte("first")}, nil
	}
	return p.policy, nil
}

func (p *policies) SetIamPolicy(_ context.Context, q *iampb.SetIamPolicyRequest) (*iampb.Policy, error) {
	if string(q.GetPolicy().GetEtag()) != "first" {
		return nil, status.Error(codes.Aborted, "an etag that nobody gave")
	}
	p.policy = q.GetPolicy()
	return p.policy, nil
}

func TestAgainstGooglesEmulator(t *testing.T) {
	tryOut(t, startEmulator(t))
}

// startEmulator runs Google's emulator until the test ends and returns its
// host:port, or skips the test where it is not installed.
func startEmulator(t *testing.T) string {
	t.Helper()
	java, err := exec.LookPath("java")
	if err != nil {
		t.Skip("Google's Pub/Sub emulator needs java, which is not installed")
	}
	jar := os.Getenv("PUBSUB_EMULATOR_JAR")
	home, _ := os.UserHomeDir()
	for _, root := range []string{"/usr/lib/google-cloud-sdk", filepath.Join(home, "google-cloud-sdk"), "/opt/google-cloud-sdk"} {
		if found, _ := filepath.Glob(root + "/platform/pubsub-emulator/lib/cloud-pubsub-emulator-*-all.jar"); jar == "" && len(found) > 0 {
			jar = found[0]
		}
	}
	if jar == "" {
		t.Skip("Google's Pub/Sub emulator is not installed (gcloud components install pubsub-emulator, or PUBSUB_EMULATOR_JAR)")
	}
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := free.Addr().(*net.TCPAddr).Port
	free.Close()
	cmd := exec.Command(java, "-jar", jar, "--host=127.0.0.1", "--port="+strconv.Itoa(port))
	out, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stdout = cmd.Stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { cmd.Process.Kill(); cmd.Wait() })
	giveUp := time.AfterFunc(time.Minute, func() { cmd.Process.Kill() })
	defer giveUp.Stop()
	var said strings.Builder
	for lines := bufio.NewScanner(out); lines.Scan(); {
		said.WriteString(lines.Text() + "\n")
		if strings.Contains(lines.Text(), "Server started") {
			go func() {
				for lines.Scan() { // or the emulator would block on a full pipe
				}
			}()
			return net.JoinHostPort("127.0.0.1", strconv.Itoa(port))
		}
	}
	t.Fatalf("Google's emulator did not start:\n%s", said.String())
	return ""
}

// tryOut has a subscription made, heard, made again and deleted.
func tryOut(t *testing.T, hostport string) {
	conn, err := Dial(nil, strings.Replace(hostport, "localhost", "127.0.0.1", 1))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	s, err := New(conn, Options{Address: ada, Project: "project", Machine: "m", Installation: "i"})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	topics := pubsubpb.NewPublisherClient(conn)
	for _, round := range []string{"made", "there already", "made again"} {
		topic, err := s.Ensure(ctx)
		if err != nil {
			t.Fatalf("%s: %v", round, err)
		}
		hear(t, ctx, s, func(data string) {
			if _, err := topics.Publish(ctx, &pubsubpb.PublishRequest{
				Topic: topic, Messages: []*pubsubpb.PubsubMessage{{Data: []byte(data)}},
			}); err != nil {
				t.Errorf("%s: %v", round, err)
			}
		})
		if round == "there already" {
			if _, err := topics.DeleteTopic(ctx, &pubsubpb.DeleteTopicRequest{Topic: topic}); err != nil {
				t.Fatal(err)
			}
		}
	}
	for range 2 {
		if err := s.Delete(ctx); err != nil {
			t.Errorf("deleting: %v", err)
		}
	}
	if err := s.Receive(ctx, nil, func(error) {}); mail.KindOf(err) != mail.NotFound {
		t.Errorf("receiving from nowhere: %v", err)
	}
}

// hear receives until a push has come that was published once a stream was open.
func hear(t *testing.T, ctx context.Context, s *Subscription, publish func(data string)) {
	t.Helper()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	open, marks, ended := make(chan error, 100), make(chan mail.HistoryID, 100), make(chan error, 1)
	go func() {
		ended <- s.Receive(ctx, func(m mail.HistoryID) { marks <- m }, func(err error) { open <- err })
	}()
	if err := <-open; err != nil {
		t.Errorf("no stream: %v", err)
	}
	// A peer may hand a message to a stream that has just ended, and then keep it
	// for a while: what counts is that the open stream is heard.
	again := time.NewTicker(2 * time.Second)
	defer again.Stop()
	for heard := false; !heard; {
		publish("noise")
		publish(string(push(77)))
		select {
		case m := <-marks:
			if heard = true; m != 77 {
				t.Errorf("heard %d", m)
			}
		case <-again.C:
		case <-ctx.Done():
			t.Fatal("heard nothing")
		}
	}
	cancel()
	if err := <-ended; err != nil {
		t.Errorf("ended with %v", err)
	}
}
