package auth

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"runtime"
	"strings"
	"testing"
	"time"
)

func TestStrangersDontEndTheWait(t *testing.T) {
	e := newTokenEndpoint(t)
	got := signIn(t, e, Request{}, func(redirect string, consent url.Values) string {
		base := strings.TrimSuffix(redirect, callbackPath)
		for _, address := range []string{
			redirect, redirect + "?state=guess&code=theirs", redirect + "?state=guess&error=access_denied",
			base + "/", base + "/favicon.ico", base + donePath,
		} {
			resp, err := http.Get(address)
			if err != nil {
				t.Fatal(err)
			}
			body, _ := io.ReadAll(resp.Body)
			resp.Body.Close()
			if resp.StatusCode < 400 {
				t.Errorf("%s was answered with %d", address, resp.StatusCode)
			}
			if text := string(body); strings.Contains(text, "guess") || strings.Contains(text, consent.Get("state")) {
				t.Errorf("%s was answered with %q", address, text)
			}
		}
		return allow(redirect, consent)
	})
	if got.err != nil {
		t.Fatal(got.err)
	}
	if asked := e.requests(); len(asked) != 1 || asked[0].Get("code") != theCode {
		t.Errorf("exchanged %v", asked)
	}
}

func TestDoubleCallbacksCountOnce(t *testing.T) {
	l, err := listen("the-state")
	if err != nil {
		t.Fatal(err)
	}
	pages := make(chan string, 2)
	for range 2 {
		go func() {
			resp, err := http.Get(l.address() + "?state=the-state&code=" + theCode)
			if err != nil {
				pages <- err.Error()
				return
			}
			defer resp.Body.Close()
			body, _ := io.ReadAll(resp.Body)
			pages <- string(body)
		}()
	}
	for l.unseen.Load() < 2 {
		runtime.Gosched()
	}
	if cb := <-l.first; cb.code != theCode {
		t.Errorf("the callback is %+v", cb)
	}
	l.end(page{Title: "Signed in", Good: true})
	for range 2 {
		if page := <-pages; !strings.Contains(page, "<h1>Signed in</h1>") {
			t.Errorf("a browser saw %s", page)
		}
	}
	if len(l.first) != 0 {
		t.Error("the second callback counts too")
	}
}

func TestThePageWaitsForTheExchange(t *testing.T) {
	e := newTokenEndpoint(t)
	e.hold = make(chan struct{})
	noRedirect := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	got := signIn(t, e, Request{}, func(redirect string, consent url.Values) string {
		base := strings.TrimSuffix(redirect, callbackPath)
		answered := make(chan *http.Response, 1)
		go func() {
			resp, err := noRedirect.Get(allow(redirect, consent))
			if err != nil {
				t.Error(err)
			}
			answered <- resp
		}()
		<-e.came // the exchange is under way, so the callback is known
		if resp, err := http.Get(base + donePath); err != nil || resp.StatusCode != http.StatusNotFound {
			t.Errorf("a page before the exchange ended: %v, %v", resp, err)
		}
		select {
		case <-answered:
			t.Error("the browser was answered before the exchange ended")
		default:
		}
		close(e.hold)
		resp := <-answered
		if resp.StatusCode != http.StatusSeeOther || resp.Header.Get("Location") != donePath {
			t.Errorf("the callback was answered with %d to %q", resp.StatusCode, resp.Header.Get("Location"))
		}
		return base + donePath
	})
	if got.err != nil || !strings.Contains(got.page, "<h1>Signed in</h1>") {
		t.Errorf("got %v, %s", got.err, got.page)
	}
}

func TestSignInGivesUp(t *testing.T) {
	e := newTokenEndpoint(t)
	opened := make(chan struct{})
	wait := func(string) error { close(opened); select {} }

	t.Run("when the person cancels", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		go func() { <-opened; cancel() }()
		_, err := SignIn(ctx, e.client, Request{Open: wait})
		if !errors.Is(err, context.Canceled) || !strings.Contains(said(t, err), "cancelled") {
			t.Errorf("got %v, %q", err, said(t, err))
		}
	})
	t.Run("at the limit", func(t *testing.T) {
		_, err := SignIn(t.Context(), e.client, Request{Open: func(string) error { return nil }, Limit: time.Millisecond})
		if !errors.Is(err, context.DeadlineExceeded) || !strings.Contains(said(t, err), "stopped waiting") {
			t.Errorf("got %v, %q", err, said(t, err))
		}
	})
	t.Run("without a browser", func(t *testing.T) {
		broken := errors.New("no xdg-open")
		_, err := SignIn(t.Context(), e.client, Request{Open: func(string) error { return broken }})
		if !errors.Is(err, broken) || said(t, err) == "" {
			t.Errorf("got %v, %q", err, said(t, err))
		}
	})
	if n := len(e.requests()); n != 0 {
		t.Errorf("%d requests to the token endpoint", n)
	}
}
