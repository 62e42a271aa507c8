package fakegoogle

import (
	"fmt"
	"net"
	"net/http"
	"time"

	"google.golang.org/grpc"
)

// A Server is a Google on loopback.
type Server struct {
	URL        string // of OAuth and Gmail
	PubSubAddr string // host:port of Pub/Sub, without TLS

	http *http.Server
	grpc *grpc.Server
	done chan struct{} // receives once from each of the two
}

// Start serves on two free ports of 127.0.0.1 until Close.
func (g *Google) Start() (*Server, error) {
	rest, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("listening for Gmail's clients: %w", err)
	}
	rpc, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		rest.Close()
		return nil, fmt.Errorf("listening for Pub/Sub's clients: %w", err)
	}
	s := &Server{
		URL:        "http://" + rest.Addr().String(),
		PubSubAddr: rpc.Addr().String(),
		http:       &http.Server{Handler: g.Handler(), ReadHeaderTimeout: 10 * time.Second},
		grpc:       grpc.NewServer(),
		done:       make(chan struct{}),
	}
	g.RegisterPubSub(s.grpc)
	go func() { s.http.Serve(rest); s.done <- struct{}{} }()
	go func() { s.grpc.Serve(rpc); s.done <- struct{}{} }()
	return s, nil
}

// Close ends all connections and waits until nobody listens any more.
func (s *Server) Close() {
	s.http.Close()
	s.grpc.Stop()
	<-s.done
	<-s.done
}
