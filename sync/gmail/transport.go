package gmail

import (
	"net/http"
	"time"
)

// NewTransport returns a transport tuned for a program that is idle nearly
// always and must be quick when it is not. It may be shared by all accounts,
// beneath what adds their tokens. After a sleep or a change of network,
// CloseIdleConnections spares the next request the wait for a dead connection.
func NewTransport() *http.Transport {
	t := http.DefaultTransport.(*http.Transport).Clone()
	// One HTTP/2 connection carries all requests to Google. Letters come in
	// bursts, so it stays warm for a while; a lone letter pays for a new
	// handshake, some 50 ms, rather than the computer for waking all day.
	t.IdleConnTimeout = 2 * time.Minute
	// A connection that died without a word, as after a sleep, would fail
	// each request on it until the kernel gives up. With these two it is
	// out of the pool by the time that the first one reaches requestLimit.
	// The pings end with the connection, so that they cost nothing later.
	t.HTTP2 = &http.HTTP2Config{
		SendPingTimeout: 20 * time.Second,
		PingTimeout:     10 * time.Second,
	}
	return t
}
