package auth

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"golang.org/x/oauth2"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// bubbleClient is a client whose endpoint is a RoundTripper, so that nothing
// leaves a bubble.
var bubbleClient = Client{ID: "the-id", Secret: NewSecret(theSecret), TokenURL: "https://oauth2.googleapis.com/token"}

func answer(status int, body string) *http.Response {
	return &http.Response{StatusCode: status, Header: http.Header{"Content-Type": {"application/json"}}, Body: io.NopCloser(strings.NewReader(body))}
}

// answering is an endpoint that gives its answers in turn, and the last one
// for ever; count says how often it was asked.
func answering(count *int, bodies ...string) *http.Client {
	return &http.Client{Transport: roundTrip(func(r *http.Request) (*http.Response, error) {
		body := bodies[min(*count, len(bodies)-1)]
		*count++
		status := 200
		if strings.Contains(body, `"error"`) {
			status = 400
		}
		return answer(status, body), nil
	})}
}

const hourToken = `{"access_token":"second","expires_in":3600,"token_type":"Bearer"}`

func TestSourceRefreshesInTime(t *testing.T) {
	for _, test := range []struct {
		name   string
		life   time.Duration // of the first token; 0 is unknown
		after  time.Duration
		asks   int
		access string
	}{
		{"a fresh token is used", time.Hour, 57 * time.Minute, 0, "first"},
		{"it is replaced a little early", time.Hour, 58*time.Minute + time.Second, 1, "second"},
		{"a token of a short life is used for most of it", time.Minute, 40 * time.Second, 0, "first"},
		{"and then replaced", time.Minute, 46 * time.Second, 1, "second"},
		{"a token without an end is used until it is refused", 0, 1000 * time.Hour, 0, "first"},
		{"one that has ended is not used", -time.Hour, 0, 1, "second"},
	} {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				first := &oauth2.Token{AccessToken: "first"}
				if test.life != 0 {
					first.Expiry = time.Now().Add(test.life)
				}
				var asks int
				s := NewSource(t.Context(), bubbleClient, NewSecret(theRefresh), first, SourceOptions{HTTP: answering(&asks, hourToken)})
				time.Sleep(test.after)
				token, err := s.Token()
				if err != nil || token.AccessToken != test.access || asks != test.asks {
					t.Errorf("got %v, %v after %d requests, want %q after %d", token, err, asks, test.access, test.asks)
				}
				if token != nil && token.RefreshToken != "" {
					t.Error("the refresh token goes along")
				}
			})
		})
	}
}

func TestOnlyOneRefreshRuns(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		release := make(chan struct{})
		var asks int
		slow := &http.Client{Transport: roundTrip(func(*http.Request) (*http.Response, error) {
			asks++
			<-release
			return answer(200, hourToken), nil
		})}
		s := NewSource(t.Context(), bubbleClient, NewSecret(theRefresh), nil, SourceOptions{HTTP: slow})
		got := make(chan string, 20)
		for range 20 {
			go func() {
				token, err := s.Token()
				if err != nil {
					t.Error(err)
					return
				}
				got <- token.AccessToken
			}()
		}
		impatient, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if _, err := s.TokenContext(impatient); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("the impatient caller got %v", err)
		}
		close(release)
		for range 20 {
			if token := <-got; token != "second" {
				t.Errorf("got %q", token)
			}
		}
		if asks != 1 {
			t.Errorf("%d requests, want 1", asks)
		}
	})
}

func TestASourceThatIsSignedOutAsksNoMore(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var asks int
		s := NewSource(t.Context(), bubbleClient, NewSecret(theRefresh), nil, SourceOptions{
			HTTP: answering(&asks, `{"error":"invalid_grant","error_description":"Token has been expired or revoked."}`, hourToken),
		})
		for range 3 {
			_, err := s.Token()
			r, ok := errors.AsType[*oauth2.RetrieveError](err)
			if !errors.Is(err, ErrSignedOut) || !ok || r.ErrorCode != "invalid_grant" || said(t, err) == "" {
				t.Fatalf("got %v", err)
			}
		}
		if asks != 1 {
			t.Errorf("%d requests, want 1", asks)
		}
	})
}

func TestTroubleIsNotTheEnd(t *testing.T) {
	offline := &url.Error{Op: "Post", URL: "https://oauth2.googleapis.com/token", Err: errors.New("no such host")}
	for _, test := range []struct {
		name   string
		status int
		body   string
		err    error
	}{
		{"being offline", 0, "", offline},
		{"a server error", 503, "busy", nil},
		{"a proxy's page", 200, "<html>log in to the hotel's network", nil},
		{"a redirect", 302, "", nil},
		{"an unknown client", 401, `{"error":"invalid_client"}`, nil},
		{"too many requests", 429, `{"error":"rate_limit_exceeded"}`, nil},
		{"an answer without a token", 200, `{}`, nil},
		{"a token that is none", 200, `{"access_token":"a\nb"}`, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				fails := true
				h := &http.Client{Transport: roundTrip(func(*http.Request) (*http.Response, error) {
					if !fails {
						return answer(200, hourToken), nil
					}
					if test.err != nil {
						return nil, test.err
					}
					return answer(test.status, test.body), nil
				})}
				s := NewSource(t.Context(), bubbleClient, NewSecret(theRefresh), nil, SourceOptions{HTTP: h})
				_, err := s.Token()
				if err == nil || errors.Is(err, ErrSignedOut) || said(t, err) == "" {
					t.Fatalf("got %v, %q", err, said(t, err))
				}
				if _, err := s.PerRPC(true).GetRequestMetadata(t.Context()); status.Code(err) != codes.Unavailable {
					t.Errorf("over gRPC it is %v", err)
				}
				fails = false
				if token, err := s.Token(); err != nil || token.AccessToken != "second" {
					t.Errorf("afterwards: %v, %v", token, err)
				}
			})
		})
	}
}

func TestANewRefreshTokenIsToldAndUsed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var used []string
		h := &http.Client{Transport: roundTrip(func(r *http.Request) (*http.Response, error) {
			r.ParseForm()
			used = append(used, r.PostForm.Get("refresh_token"))
			return answer(200, `{"access_token":"a`+strings.Repeat("x", len(used))+`","refresh_token":"new"}`), nil
		})}
		var told []string
		s := NewSource(t.Context(), bubbleClient, NewSecret("old"), nil, SourceOptions{
			HTTP: h, OnRotate: func(r Secret) { told = append(told, r.Reveal()) },
		})
		for range 3 {
			token, err := s.Token()
			if err != nil {
				t.Fatal(err)
			}
			s.Drop("another") // not the current one
			s.Drop(token.AccessToken)
		}
		if got := strings.Join(used, " "); got != "old new new" {
			t.Errorf("refreshed with %s", got)
		}
		if got := strings.Join(told, " "); got != "new" {
			t.Errorf("told of %q", got)
		}
	})
}

func TestDropLeavesANewerToken(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var asks int
		s := NewSource(t.Context(), bubbleClient, NewSecret(theRefresh), &oauth2.Token{AccessToken: "first"}, SourceOptions{HTTP: answering(&asks, hourToken)})
		s.Drop("first")
		s.Token()
		s.Drop("first")
		s.Token()
		if asks != 1 {
			t.Errorf("%d requests, want 1", asks)
		}
	})
}

func TestPerRPC(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var asks int
		s := NewSource(t.Context(), bubbleClient, NewSecret(theRefresh), &oauth2.Token{AccessToken: "first"},
			SourceOptions{HTTP: answering(&asks, `{"error":"invalid_grant"}`)})
		secure, loose := s.PerRPC(true), s.PerRPC(false)
		if !secure.RequireTransportSecurity() || loose.RequireTransportSecurity() {
			t.Error("secure means nothing")
		}
		if md, err := secure.GetRequestMetadata(t.Context()); err != nil || md["authorization"] != "Bearer first" {
			t.Errorf("got %v, %v", md, err)
		}
		s.Drop("first")
		if _, err := secure.GetRequestMetadata(t.Context()); status.Code(err) != codes.Unauthenticated {
			t.Errorf("a grant that is gone is %v", err)
		}
	})
}

func TestPerRPCHonoursTheCallsContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := &http.Client{Transport: roundTrip(func(r *http.Request) (*http.Response, error) {
			<-r.Context().Done()
			return nil, r.Context().Err()
		})}
		s := NewSource(t.Context(), bubbleClient, NewSecret(theRefresh), nil, SourceOptions{HTTP: h})
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if _, err := s.PerRPC(true).GetRequestMetadata(ctx); status.Code(err) != codes.DeadlineExceeded {
			t.Errorf("got %v", err)
		}
	})
}
