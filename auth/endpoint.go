package auth

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"
	"unicode"

	"golang.org/x/oauth2"

	"lettertray/internal/words"
)

// endpointLimit is the longest that one request to the token endpoint may
// take. Google answers in well under a second; a slow proxy needs a few.
const endpointLimit = 30 * time.Second

// config is the client in x/oauth2's words. With any AuthStyle but InParams
// a failing request would go out twice.
func (c Client) config(redirect string, scopes []string) *oauth2.Config {
	return &oauth2.Config{
		ClientID:     c.ID,
		ClientSecret: c.Secret.Reveal(),
		RedirectURL:  redirect,
		Scopes:       scopes,
		Endpoint:     oauth2.Endpoint{AuthURL: c.AuthURL, TokenURL: c.TokenURL, AuthStyle: oauth2.AuthStyleInParams},
	}
}

// endpointClient returns a client for requests whose body is a secret: it
// follows no redirect, since a 307 would carry the body on to wherever it
// points, and it ends within endpointLimit. base may be nil.
func endpointClient(base *http.Client) *http.Client {
	c := &http.Client{}
	if base != nil {
		*c = *base
	}
	c.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	if c.Timeout == 0 || c.Timeout > endpointLimit {
		c.Timeout = endpointLimit
	}
	return c
}

// withClient has x/oauth2 use h for its requests under the context.
func withClient(ctx context.Context, h *http.Client) context.Context {
	return context.WithValue(ctx, oauth2.HTTPClient, h)
}

// reduced returns a failure of the token endpoint without what it quotes from
// the answer, which may repeat the request: code and description stay, bounded,
// printable, and with the secrets taken out. Network errors stay as they are.
func reduced(err error, secrets ...string) error {
	if r, ok := errors.AsType[*oauth2.RetrieveError](err); ok {
		if r.ErrorCode == "" {
			return fmt.Errorf("the token endpoint answered with status %d", r.Response.StatusCode)
		}
		return &oauth2.RetrieveError{
			Response:         &http.Response{StatusCode: r.Response.StatusCode, Status: http.StatusText(r.Response.StatusCode)},
			ErrorCode:        errorCode(r.ErrorCode),
			ErrorDescription: printable(r.ErrorDescription, secrets),
		}
	}
	if _, ok := errors.AsType[*url.Error](err); ok {
		return err
	}
	return errors.New("the token endpoint's answer makes no sense")
}

// errorCode returns an OAuth error code, or a word for what cannot be one
// (they are lower-case words, RFC 6749 §5.2).
func errorCode(s string) string {
	for _, r := range s {
		if (r < 'a' || r > 'z') && r != '_' {
			return "unknown"
		}
	}
	if len(s) > 40 {
		return "unknown"
	}
	return s
}

// printable makes a stranger's text fit for a line of the log.
func printable(s string, secrets []string) string {
	for _, secret := range secrets {
		if secret != "" {
			s = strings.ReplaceAll(s, secret, hidden)
			s = strings.ReplaceAll(s, url.QueryEscape(secret), hidden)
		}
	}
	s = strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return ' '
		}
		return r
	}, s)
	if r := []rune(s); len(r) > 200 {
		s = string(r[:200]) + "…"
	}
	return s
}

// isToken reports whether s can be a token: visible ASCII (RFC 6749 §A.12) of
// a size that fits a header.
func isToken(s string) bool {
	for _, b := range []byte(s) {
		if b <= ' ' || b > '~' {
			return false
		}
	}
	return s != "" && len(s) <= 8<<10
}

// endpointWords tells a person why the token endpoint gave no token.
func endpointWords(err error) words.Message {
	if _, ok := errors.AsType[*url.Error](err); ok {
		return words.GoogleUnreachable.About()
	}
	r, ok := errors.AsType[*oauth2.RetrieveError](err)
	switch {
	case !ok:
		return words.GoogleInTrouble.About()
	case r.ErrorCode == "invalid_grant":
		return words.CodeExpired.About()
	}
	return refusalWords(r.ErrorCode)
}

// refusalWords tells a person what an OAuth error code means for them.
func refusalWords(code string) words.Message {
	switch code {
	case "access_denied":
		return words.NotAllowed.About()
	case "admin_policy_enforced":
		return words.ForbiddenByAdmin.About()
	case "org_internal":
		return words.OnlyOrganisation.About()
	case "redirect_uri_mismatch":
		return words.NoWayBack.About(words.MakeDesktopClient)
	case "invalid_client", "deleted_client", "unauthorized_client", "disabled_client":
		return words.UnknownClient.About()
	case "invalid_scope":
		return words.NoGmailScope.About()
	case "server_error", "temporarily_unavailable":
		return words.GoogleInTrouble.About()
	}
	return words.GoogleRefused.About(code)
}

// answeredCode reads the OAuth error code from an answer's body; empty where
// it has none.
func answeredCode(resp *http.Response) string {
	var answer struct {
		Error string `json:"error"`
	}
	if json.NewDecoder(io.LimitReader(resp.Body, 64<<10)).Decode(&answer) != nil {
		return ""
	}
	return errorCode(answer.Error)
}
