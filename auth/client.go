package auth

import (
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/url"
	"slices"
	"strings"

	"lettertray/internal/words"
)

// A Client is the person's own OAuth client, as its file from the Google Cloud
// console describes it.
type Client struct {
	ID       string
	Secret   Secret // not confidential in a desktop app (RFC 8252 §8.5), yet required by Google
	Project  string // the Google Cloud project that the client, and so the topic, belongs to
	AuthURL  string
	TokenURL string
}

// googleHosts are the hosts that a client file may send a person and their
// tokens to. Loopback is allowed beside them, for fakes.
var googleHosts = []string{"accounts.google.com", "oauth2.googleapis.com", "www.googleapis.com"}

// ParseClient reads an OAuth client file. Each refusal is an *Error with
// words of its own.
func ParseClient(data []byte) (Client, error) {
	type fields struct {
		ID       string `json:"client_id"`
		Secret   string `json:"client_secret"`
		Project  string `json:"project_id"`
		AuthURL  string `json:"auth_uri"`
		TokenURL string `json:"token_uri"`
	}
	var file struct {
		Installed *fields `json:"installed"`
		Web       *fields `json:"web"`
		Type      string  `json:"type"`
	}
	// The decoder's error may quote the file, and so the secret: it stays here.
	if err := json.Unmarshal(data, &file); err != nil {
		return Client{}, refuse("unreadable JSON", words.ClientGarbled.About())
	}
	switch {
	case file.Installed != nil:
	case file.Web != nil:
		return Client{}, refuse("client of type web", words.ClientForWeb.About(words.MakeDesktopClient))
	case file.Type == "service_account":
		return Client{}, refuse("service account key", words.ClientOfService.About(words.MakeDesktopClient))
	default:
		return Client{}, refuse("no installed client", words.ClientMissing.About(words.MakeDesktopClient))
	}

	f := file.Installed
	var missing []string
	for _, field := range []struct{ name, value string }{
		{"client_id", f.ID},
		{"client_secret", f.Secret},
		{"project_id", f.Project},
		{"auth_uri", f.AuthURL},
		{"token_uri", f.TokenURL},
	} {
		if field.value == "" {
			missing = append(missing, field.name)
		}
	}
	if len(missing) > 0 {
		names := strings.Join(missing, ", ")
		return Client{}, refuse("missing "+names, words.ClientLacks.About(names))
	}
	if !isProject(f.Project) {
		return Client{}, refuse("bad project_id", words.ClientBadProject.About())
	}
	if err := checkEndpoint("auth_uri", f.AuthURL); err != nil {
		return Client{}, err
	}
	if err := checkEndpoint("token_uri", f.TokenURL); err != nil {
		return Client{}, err
	}
	return Client{ID: f.ID, Secret: NewSecret(f.Secret), Project: f.Project, AuthURL: f.AuthURL, TokenURL: f.TokenURL}, nil
}

// refuse makes the error for a client file that cannot be used.
func refuse(why string, say words.Message) error {
	return &Error{Say: say, Err: fmt.Errorf("reading the OAuth client file: %w", errors.New(why))}
}

// isProject reports whether id can stand in a resource's name. It is laxer
// than Google about length, and strict about everything that could change the
// meaning of a path. The dot and the colon are for projects of a domain.
func isProject(id string) bool {
	for _, r := range id {
		if (r < 'a' || r > 'z') && (r < '0' || r > '9') && !strings.ContainsRune("-.:", r) {
			return false
		}
	}
	return len(id) <= 100 && strings.Trim(id, ".:") == id
}

// checkEndpoint refuses an address that a person or a token must not be sent to.
func checkEndpoint(field, address string) error {
	u, err := url.Parse(address)
	if err != nil || u.Opaque != "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" || u.Hostname() == "" {
		return refuse(field+" is no plain address", words.ClientBadAddress.About(field))
	}
	loopback := isLoopback(u.Hostname())
	if u.Scheme != "https" && (u.Scheme != "http" || !loopback) {
		return refuse(field+" is not https", words.ClientNotHTTPS.About(field))
	}
	if !loopback && (!slices.Contains(googleHosts, strings.ToLower(u.Hostname())) || (u.Port() != "" && u.Port() != "443")) {
		return refuse(field+" is not at Google", words.ClientNotGoogle.About(field, strings.Join(googleHosts, ", ")))
	}
	return nil
}

func isLoopback(host string) bool {
	if host == "localhost" {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}
