package pubsub

import (
	"context"
	"crypto/tls"
	"fmt"
	"net"
	"net/netip"
	"sync/atomic"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/connectivity"
	"google.golang.org/grpc/credentials"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/keepalive"
)

const google = "pubsub.googleapis.com:443"

// answerLimit is the most that one answer may take. A message may have 10 MB,
// and the server stops filling an answer when outstanding (see stream.go) is
// passed; what exceeds the limit could never be acknowledged, and would come
// for ever.
const answerLimit = 32 << 20

// A Conn is one connection to Pub/Sub, dialled when it is first needed and
// again when it is lost. It may carry the subscriptions of several accounts.
type Conn struct {
	*grpc.ClientConn
	wire  *wire
	token *token // nil: no credentials
}

// Dial prepares a connection to Google, or without TLS to an emulator at a
// loopback host:port. The credentials may be nil; see token for what their
// errors mean. The options come last, for tests.
func Dial(creds credentials.PerRPCCredentials, emulator string, opts ...grpc.DialOption) (*Conn, error) {
	target, transport := google, credentials.NewTLS(&tls.Config{MinVersion: tls.VersionTLS12})
	if emulator != "" {
		if !isLoopback(emulator) {
			return nil, fmt.Errorf("dialling Pub/Sub: the emulator %.80q is not a loopback host:port", emulator)
		}
		target, transport = emulator, insecure.NewCredentials()
	}
	c := &Conn{wire: &wire{TransportCredentials: transport}}
	all := []grpc.DialOption{
		grpc.WithTransportCredentials(c.wire),
		grpc.WithDefaultCallOptions(grpc.MaxCallRecvMsgSize(answerLimit)),
		grpc.WithDisableServiceConfig(), // saves a look-up; there is none
		grpc.WithKeepaliveParams(keepalive.ClientParameters{
			// Google punishes pings more often than every 5 minutes.
			Time: 6 * time.Minute,
			// On Linux this is also TCP_USER_TIMEOUT: a connection on
			// which nothing is acknowledged for so long is lost.
			Timeout: 20 * time.Second,
		}),
	}
	if creds != nil {
		c.token = &token{PerRPCCredentials: creds}
		all = append(all, grpc.WithPerRPCCredentials(c.token))
	}
	// passthrough leaves the name to the dialler. gRPC's own resolver, once
	// it failed for want of a network, would not look again for up to two
	// minutes after the network is back.
	conn, err := grpc.NewClient("passthrough:///"+target, append(all, opts...)...)
	if err != nil {
		return nil, fmt.Errorf("dialling Pub/Sub: %w", err)
	}
	c.ClientConn = conn
	return c, nil
}

// Redial drops the connection beneath all streams and calls, which dial anew.
// After a sleep or a change of network the old one may look alive for many
// minutes.
func (c *Conn) Redial() {
	if raw := c.wire.raw.Swap(nil); raw != nil {
		(*raw).Close()
	}
	c.hurry()
}

// hurry has a lost connection dialled at once instead of after its backoff. gRPC
// goes through a map of its connections there that it may be writing to while a
// connection is made, so it is asked only when one has failed.
func (c *Conn) hurry() {
	if c.GetState() == connectivity.TransientFailure {
		c.ResetConnectBackoff()
	}
}

// access is the access token that was used last; empty if there was none.
func (c *Conn) access() string {
	if c.token == nil {
		return ""
	}
	access, _ := c.token.last.Load().(string)
	return access
}

// wire remembers the newest connection beneath gRPC, which has no means to
// drop one. A dialler could too, but with one of ours gRPC ignores proxies.
type wire struct {
	credentials.TransportCredentials
	raw atomic.Pointer[net.Conn]
}

func (w *wire) ClientHandshake(ctx context.Context, authority string, raw net.Conn) (net.Conn, credentials.AuthInfo, error) {
	w.raw.Store(&raw)
	return w.TransportCredentials.ClientHandshake(ctx, authority, raw)
}

func (w *wire) Clone() credentials.TransportCredentials { return w }

// isLoopback reports whether host:port is on this computer.
func isLoopback(hostport string) bool {
	host, _, err := net.SplitHostPort(hostport)
	if err != nil {
		return false
	}
	addr, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && addr.IsLoopback()
}
