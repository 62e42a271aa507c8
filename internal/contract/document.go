// Package contract checks that what we ask and what fakegoogle answers fits
// Google's discovery documents, those of Gmail and of Pub/Sub. An Inspector
// stands between a client and an HTTP server, ServerOptions on a gRPC server;
// both change nothing that passes and report what the document does not allow.
//
// The documents lie in the module google.golang.org/api, beside the client
// that was made from them. They are for tests alone, as the go command is
// asked where the module is.
package contract

import (
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
)

// Gmail and PubSub read the documents, each once. The working directory must
// lie in a module that requires google.golang.org/api.
var (
	Gmail  = sync.OnceValues(func() (*Document, error) { return open("gmail/v1/gmail-api.json") })
	PubSub = sync.OnceValues(func() (*Document, error) { return open("pubsub/v1/pubsub-api.json") })
)

// A Document is one API as Google describes it to those who make clients
// (https://developers.google.com/discovery/v1/reference/apis). It does not
// change once it is read.
type Document struct {
	scopes     map[string]bool
	parameters map[string]*schema // that every method takes
	schemas    map[string]*schema
	methods    map[string]*method // by id
}

// A method is one that the API has.
type method struct {
	ID         string
	HTTPMethod string
	FlatPath   string   // such as gmail/v1/users/{userId}/messages/{id}
	template   []string // its parts
	Parameters map[string]*schema
	Request    *schema // nil: there is no body
	Response   *schema // nil: the answer is empty
	Scopes     []string
}

// A schema says what a value is like: one in a body, or a parameter.
type schema struct {
	Ref                  string `json:"$ref"` // the name of another schema, which counts instead
	Type, Format         string
	Description          string
	Pattern              string
	Enum                 []string
	EnumDescriptions     []string
	Items                *schema
	Properties           map[string]*schema
	AdditionalProperties *schema
	ReadOnly, Deprecated bool
	Annotations          struct{ Required []string } // ids of the methods that need it

	// Of parameters alone.
	Location           string // path or query
	Default            string
	Required, Repeated bool
}

func open(name string) (*Document, error) {
	where := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "google.golang.org/api")
	dir, err := where.Output()
	if err != nil {
		return nil, fmt.Errorf("finding Google's discovery documents: %w", err)
	}
	text, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(dir)), filepath.FromSlash(name)))
	if err != nil {
		return nil, fmt.Errorf("reading a discovery document: %w", err)
	}
	return parse(text)
}

func parse(text []byte) (*Document, error) {
	type resources map[string]struct {
		Methods   map[string]*method
		Resources json.RawMessage // resources again
	}
	var top struct {
		Auth struct {
			OAuth2 struct{ Scopes map[string]struct{} }
		}
		Parameters map[string]*schema
		Schemas    map[string]*schema
		Resources  json.RawMessage
	}
	if err := json.Unmarshal(text, &top); err != nil {
		return nil, fmt.Errorf("reading a discovery document: %w", err)
	}
	d := &Document{
		scopes:     make(map[string]bool),
		parameters: top.Parameters,
		schemas:    top.Schemas,
		methods:    make(map[string]*method),
	}
	for scope := range top.Auth.OAuth2.Scopes {
		d.scopes[scope] = true
	}
	for branches := []json.RawMessage{top.Resources}; len(branches) > 0; branches = branches[1:] {
		var branch resources
		if err := json.Unmarshal(branches[0], &branch); err != nil {
			return nil, fmt.Errorf("reading a discovery document: %w", err)
		}
		for _, r := range branch {
			for _, m := range r.Methods {
				m.template = strings.Split(m.FlatPath, "/")
				d.methods[m.ID] = m
			}
			if r.Resources != nil {
				branches = append(branches, r.Resources)
			}
		}
	}
	return d, nil
}

// find gives the method that an HTTP request calls and the parameters that its
// path holds; nil if there is none. A word in the path goes before a parameter.
func (d *Document) find(verb string, u *url.URL) (found *method, held map[string]string) {
	path := strings.Split(strings.TrimPrefix(u.EscapedPath(), "/"), "/")
	for _, m := range d.methods {
		if m.HTTPMethod == verb && m.fits(path) && (found == nil || m.variable() < found.variable()) {
			found = m
		}
	}
	if found == nil {
		return nil, nil
	}
	held = make(map[string]string)
	for i, word := range found.template {
		if name, isParameter := parameter(word); isParameter {
			held[name], _ = url.PathUnescape(path[i]) // u would not have been parsed
		}
	}
	return found, held
}

// fits reports whether an escaped path is one of the method's.
func (m *method) fits(path []string) bool {
	return slices.EqualFunc(m.template, path, func(word, given string) bool {
		_, isParameter := parameter(word)
		return isParameter || word == given
	})
}

// variable counts the parameters in the method's path.
func (m *method) variable() int { return strings.Count(m.FlatPath, "{") }

// parameter takes the name out of a template's part such as {userId}.
func parameter(word string) (name string, is bool) {
	name, is = strings.CutPrefix(word, "{")
	return strings.TrimSuffix(name, "}"), is
}
