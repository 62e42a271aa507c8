package auth

import (
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/url"
	"slices"
	"strings"
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

const makeDesktopClient = "In the Google Cloud console, under APIs & Services → Credentials, " +
	"create an OAuth client of the type “Desktop app”, and download its file."

// ParseClient reads an OAuth client file. Each refusal is an *Error with a
// sentence of its own.
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
		return Client{}, refuse("unreadable JSON", "This file is not a readable OAuth client file. "+
			"Download it again from the Google Cloud console, and don't edit it.")
	}
	switch {
	case file.Installed != nil:
	case file.Web != nil:
		return Client{}, refuse("client of type web", "This OAuth client is of the type “Web application”, "+
			"which cannot sign in from a desktop. "+makeDesktopClient)
	case file.Type == "service_account":
		return Client{}, refuse("service account key", "This is the key of a service account, "+
			"which cannot read a person's mail. "+makeDesktopClient)
	default:
		return Client{}, refuse("no installed client", "This file holds no OAuth client for a desktop app. "+makeDesktopClient)
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
		return Client{}, refuse("missing "+names, "The OAuth client file lacks "+names+". "+
			"Download it again from the Google Cloud console, and don't edit it.")
	}
	if !isProject(f.Project) {
		return Client{}, refuse("bad project_id", "The project_id in the OAuth client file is not the name of a project. "+
			"Download the file again from the Google Cloud console, and don't edit it.")
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
func refuse(why, say string) error {
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
		return refuse(field+" is no plain address", "The "+field+" in the OAuth client file is not a plain web address. "+
			"Download the file again from the Google Cloud console, and don't edit it.")
	}
	loopback := isLoopback(u.Hostname())
	if u.Scheme != "https" && (u.Scheme != "http" || !loopback) {
		return refuse(field+" is not https", "The "+field+" in the OAuth client file does not start with https://, "+
			"so a sign-in could be read on its way. Download the file again from the Google Cloud console.")
	}
	if !loopback && (!slices.Contains(googleHosts, strings.ToLower(u.Hostname())) || (u.Port() != "" && u.Port() != "443")) {
		return refuse(field+" is not at Google", "The "+field+" in the OAuth client file does not lead to Google "+
			"("+strings.Join(googleHosts, ", ")+"). Don't use this file: it would hand your sign-in to someone else. "+
			"Download one yourself from the Google Cloud console.")
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
