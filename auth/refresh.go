package auth

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"path"
	"strings"

	"golang.org/x/oauth2"

	"lettertray/internal/words"
)

// exchangeRefresh asks the token endpoint for an access token. A dead grant's
// error wraps ErrSignedOut; every other means that it may work later.
func (c Client) exchangeRefresh(ctx context.Context, refresh Secret) (*oauth2.Token, error) {
	conf := c.config("", nil)
	t, err := conf.TokenSource(ctx, &oauth2.Token{RefreshToken: refresh.Reveal()}).Token()
	if err != nil {
		err = reduced(err, refresh.Reveal(), conf.ClientSecret)
		if isInvalidGrant(err) {
			return nil, &Error{
				Say: words.SignInEnded.About(),
				Err: fmt.Errorf("refreshing the access token: %w: %w", ErrSignedOut, err),
			}
		}
		return nil, &Error{Say: endpointWords(err), Err: fmt.Errorf("refreshing the access token: %w", err)}
	}
	if !isToken(t.AccessToken) || !isToken(t.RefreshToken) {
		return nil, &Error{Say: words.GoogleInTrouble.About(),
			Err: errors.New("refreshing the access token: the answer holds what cannot be a token")}
	}
	return t, nil
}

// isInvalidGrant reports whether the token endpoint says that a grant is gone
// (RFC 6749 §5.2). Nothing else means signed out.
func isInvalidGrant(err error) bool {
	r, ok := errors.AsType[*oauth2.RetrieveError](err)
	return ok && r.ErrorCode == "invalid_grant"
}

// Revoke ends the grant at Google, for every computer that this person signed
// in on with the same project. A token that is dead already is fine. h may be
// nil.
func Revoke(ctx context.Context, c Client, refresh Secret, h *http.Client) error {
	if err := revoke(ctx, c, refresh, h); err != nil {
		return &Error{
			Say: words.NotWithdrawn.About(),
			Err: fmt.Errorf("revoking the grant: %w", err),
		}
	}
	return nil
}

func revoke(ctx context.Context, c Client, refresh Secret, h *http.Client) error {
	address, err := revocationAddress(c.TokenURL)
	if err != nil {
		return err
	}
	// In the body, not the address, which proxies write down.
	body := strings.NewReader(url.Values{"token": {refresh.Reveal()}}.Encode())
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, address, body)
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	resp, err := endpointClient(h).Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if resp.StatusCode == http.StatusOK {
		return nil
	}
	if code := answeredCode(resp); resp.StatusCode != http.StatusBadRequest || code != "invalid_token" {
		return fmt.Errorf("status %d %s", resp.StatusCode, code)
	}
	return nil
}

// revocationAddress is the token endpoint's with the last element replaced.
// Google's client files don't name it.
func revocationAddress(token string) (string, error) {
	u, err := url.Parse(token)
	if err != nil {
		return "", errors.New("the client's token_uri is no address")
	}
	u.Path = path.Join("/", path.Dir(path.Clean(u.Path)), "revoke")
	u.RawPath = ""
	return u.String(), nil
}
