package fakegoogle

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// A Consent is what a person does on the consent page.
type Consent struct {
	Account string
	Untick  []string // scopes
	Deny    bool
}

// Decide plays the person before the consent page that authURL opens, and gives
// the address that the browser is then sent to, code or error included.
func (g *Google) Decide(authURL string, c Consent) (callback string, err error) {
	u, err := url.Parse(authURL)
	if err != nil {
		return "", fmt.Errorf("reading the address of the consent page: %w", err)
	}
	form := url.Values{"account": {c.Account}, "decision": {"allow"}}
	if c.Deny {
		form.Set("decision", "deny")
	}
	for _, s := range strings.Fields(u.Query().Get("scope")) {
		if !slices.Contains(c.Untick, s) {
			form.Add("scope", s)
		}
	}
	req, err := http.NewRequest(http.MethodPost, authURL, strings.NewReader(form.Encode()))
	if err != nil {
		return "", fmt.Errorf("answering the consent page: %w", err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	res, err := g.Transport().RoundTrip(req)
	if err != nil {
		return "", fmt.Errorf("answering the consent page: %w", err)
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusFound {
		return "", fmt.Errorf("answering the consent page: it says %s", res.Status)
	}
	return res.Header.Get("Location"), nil
}
