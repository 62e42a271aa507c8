package auth

import (
	"net/url"
	"slices"
	"strings"
	"testing"
)

const clientFile = `{"installed":{"client_id":"12-ab.apps.googleusercontent.com","project_id":"my-mail-1","client_secret":"s3cret-value",` +
	`"auth_uri":"https://accounts.google.com/o/oauth2/auth","token_uri":"https://oauth2.googleapis.com/token",` +
	`"auth_provider_x509_cert_url":"https://www.googleapis.com/oauth2/v1/certs","redirect_uris":["http://localhost"]}}`

func TestParseClient(t *testing.T) {
	c, err := ParseClient([]byte(clientFile))
	if err != nil {
		t.Fatal(err)
	}
	if c.ID != "12-ab.apps.googleusercontent.com" || c.Secret.Reveal() != "s3cret-value" || c.Project != "my-mail-1" ||
		c.AuthURL != "https://accounts.google.com/o/oauth2/auth" || c.TokenURL != "https://oauth2.googleapis.com/token" {
		t.Errorf("read %+v", c)
	}

	for _, test := range []struct{ name, old, new string }{
		{"an endpoint on this computer may go without https", "https://oauth2.googleapis.com/token", "http://127.0.0.1:4711/token"},
		{"localhost is this computer", "https://oauth2.googleapis.com/token", "http://localhost:4711/token"},
		{"so is ::1", "https://accounts.google.com/o/oauth2/auth", "http://[::1]:4711/auth"},
		{"a host's case means nothing", "oauth2.googleapis.com", "OAuth2.GoogleAPIs.com"},
		{"443 is https' own port", "oauth2.googleapis.com", "oauth2.googleapis.com:443"},
		{"a project of a domain has a colon", "my-mail-1", "example.com:my-mail-1"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if _, err := ParseClient([]byte(strings.ReplaceAll(clientFile, test.old, test.new))); err != nil {
				t.Errorf("refused: %v", err)
			}
		})
	}
}

func TestParseClientRefuses(t *testing.T) {
	replace := func(old, new string) string { return strings.Replace(clientFile, old, new, 1) }
	for _, test := range []struct{ name, file, says string }{
		{"a web client is of the wrong type", replace("installed", "web"), "“Desktop app”"},
		{"a service account's key is no client", `{"type":"service_account","private_key":"s3cret-value"}`, "service account"},
		{"an empty object holds no client", `{}`, "no OAuth client"},
		{"an empty file is unreadable", ``, "not a readable"},
		{"half a file is unreadable", clientFile[:len(clientFile)/2], "not a readable"},
		{"a number where text belongs is unreadable", replace(`"s3cret-value"`, `12345`), "not a readable"},
		{"the missing field is named", replace(`"project_id":"my-mail-1",`, ``), "lacks project_id"},
		{"an empty field is a missing one", replace("s3cret-value", ""), "lacks client_secret"},
		{"all missing fields are named", `{"installed":{}}`, "client_id, client_secret, project_id, auth_uri, token_uri"},
		{"a project cannot climb", replace("my-mail-1", "../x"), "not the name of a project"},
		{"token_uri needs https", replace("https://oauth2.", "http://oauth2."), "token_uri in the OAuth client file does not start with https"},
		{"auth_uri needs https", replace("https://accounts.", "http://accounts."), "auth_uri in the OAuth client file does not start with https"},
		{"no other scheme will do", replace("https://accounts.", "javascript://accounts."), "does not start with https"},
		{"a foreign host gets no token", replace("oauth2.googleapis.com", "oauth2.googleapis.com.evil.example"), "does not lead to Google"},
		{"a foreign host gets no person", replace("accounts.google.com", "accounts.google.com.evil.example"), "does not lead to Google"},
		{"another of Google's hosts is foreign", replace("oauth2.googleapis.com", "storage.googleapis.com"), "does not lead to Google"},
		{"another port is foreign", replace("oauth2.googleapis.com", "oauth2.googleapis.com:8443"), "does not lead to Google"},
		{"a host that begins like loopback is foreign", replace("oauth2.googleapis.com", "127.0.0.1.evil.example"), "does not lead to Google"},
		{"a user in the address hides the host", replace("oauth2.googleapis.com/", "oauth2.googleapis.com@evil.example/"), "not a plain web address"},
		{"a query could bring answers along", replace("/o/oauth2/auth", "/o/oauth2/auth?redirect_uri=x"), "not a plain web address"},
		{"an address without a host leads nowhere", replace("https://oauth2.googleapis.com/token", "token"), "not a plain web address"},
	} {
		t.Run(test.name, func(t *testing.T) {
			c, err := ParseClient([]byte(test.file))
			if err == nil {
				t.Fatalf("accepted as %+v", c)
			}
			says := said(t, err)
			if !strings.Contains(says, test.says) {
				t.Errorf("says %q, want %q in it", says, test.says)
			}
			if strings.Contains(err.Error()+says, "s3cret-value") {
				t.Errorf("the secret is in %q, %q", err, says)
			}
		})
	}
}

func FuzzParseClient(f *testing.F) {
	f.Add([]byte(clientFile))
	f.Add([]byte(strings.Replace(clientFile, "installed", "web", 1)))
	f.Add([]byte(strings.Replace(clientFile, "oauth2.googleapis.com", "127.0.0.1:1", 1)))
	f.Add([]byte(strings.Replace(clientFile, "oauth2.googleapis.com", "a@b:c", 1)))
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := ParseClient(data)
		if err != nil {
			if said(t, err) == "" {
				t.Errorf("refused without words: %v", err)
			}
			return
		}
		for _, address := range []string{c.AuthURL, c.TokenURL} {
			u, err := url.Parse(address)
			if err != nil {
				t.Fatalf("accepted %q", address)
			}
			google := u.Scheme == "https" && slices.Contains(googleHosts, strings.ToLower(u.Hostname()))
			if !google && !isLoopback(u.Hostname()) {
				t.Errorf("accepted %q", address)
			}
		}
		if c.ID == "" || c.Secret.Reveal() == "" || c.Project == "" || strings.ContainsAny(c.Project, "/?#% ") {
			t.Errorf("accepted %+v", c)
		}
		if _, err := revocationAddress(c.TokenURL); err != nil {
			t.Errorf("no revocation address: %v", err)
		}
	})
}
