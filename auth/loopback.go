package auth

import (
	"context"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"strconv"
	"sync/atomic"
	"time"
)

const (
	// lingerLimit is how long the listener waits at its end for the browser to
	// fetch the page. It takes milliseconds, unless the tab has been closed.
	lingerLimit = 3 * time.Second
	// closeLimit is for answers under way. Short, because Shutdown also waits
	// for connections that a browser opens in advance and never uses.
	closeLimit = 300 * time.Millisecond
)

// A loopback listens on 127.0.0.1 for the browser to come back from Google
// (RFC 8252 §7.3), and tells it how the sign-in ended.
type loopback struct {
	expected
	server *http.Server

	first chan callback // 1-buffered: the first callback counts, a second adds nothing

	told   chan struct{} // closed by end
	page   []byte        // set before told is closed
	unseen atomic.Int32  // callbacks that have not been followed by the page
	shown  chan struct{} // 1-buffered: a hint that unseen has sunk
}

// listen opens a listener on a free port. Its owner calls end.
func listen(state string) (*loopback, error) {
	ln, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("listening for the browser: %w", err)
	}
	l := &loopback{
		expected: expected{host: ln.Addr().String(), state: state},
		first:    make(chan callback, 1),
		told:     make(chan struct{}),
		shown:    make(chan struct{}, 1),
	}
	l.server = &http.Server{
		Handler:           l,
		ReadHeaderTimeout: 5 * time.Second,
		MaxHeaderBytes:    16 << 10,
		ErrorLog:          log.New(io.Discard, "", 0), // it may quote a request
	}
	go l.server.Serve(ln)
	return l, nil
}

// address is where Google is to send the browser.
func (l *loopback) address() string { return "http://" + l.host + callbackPath }

// ServeHTTP keeps a callback waiting until the sign-in has ended, which its
// own limits see to, and then sends it on to an address without the code.
func (l *loopback) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	guard(w.Header())
	cb, status := l.read(r)
	switch status {
	case http.StatusSeeOther:
		l.unseen.Add(1)
		select {
		case l.first <- cb:
		default:
		}
		select {
		case <-l.told:
		case <-r.Context().Done():
			l.seen()
			return
		}
		w.Header().Set("Location", donePath)
		w.WriteHeader(http.StatusSeeOther)
	case http.StatusOK:
		l.show(w)
	default:
		http.Error(w, http.StatusText(status), status)
	}
}

// show answers with the page, once there is one.
func (l *loopback) show(w http.ResponseWriter) {
	select {
	case <-l.told:
	default:
		http.Error(w, http.StatusText(http.StatusNotFound), http.StatusNotFound)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Length", strconv.Itoa(len(l.page)))
	w.Write(l.page)
	http.NewResponseController(w).Flush()
	l.seen()
}

// seen notes that a browser has the page, or has gone.
func (l *loopback) seen() {
	l.unseen.Add(-1)
	select {
	case l.shown <- struct{}{}:
	default:
	}
}

// end tells the browser how the sign-in ended and closes the listener. It
// lingers until every browser that came back has the page: there may be two,
// where a virus scanner looks at addresses first.
func (l *loopback) end(p page) {
	l.page = p.render()
	close(l.told)
	linger := time.After(lingerLimit)
	for waiting := true; waiting && l.unseen.Load() > 0; {
		select {
		case <-l.shown:
		case <-linger:
			waiting = false
		}
	}
	ctx, cancel := context.WithTimeout(context.Background(), closeLimit)
	defer cancel()
	l.server.Shutdown(ctx)
	l.server.Close()
}
