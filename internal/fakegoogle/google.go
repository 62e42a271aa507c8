// Package fakegoogle is a small Google in memory, at the wire: OAuth with its
// consent page, Gmail's REST API, and Pub/Sub with IAM over gRPC. The demo and
// the tests talk to it with the same client libraries that talk to Google.
//
// It shares no types with those clients, so that a misreading of Google's
// documents cannot agree with itself. It owns no goroutine and no timer beyond
// those of open calls, so that it lives in a testing/synctest bubble if New is
// called there.
//
// It is simpler than Google: there is one OAuth client, everybody owns its
// project, whatever is set takes effect at once, quota is counted but never
// runs out by itself, and pushes are not cut at one a second. Each piece says
// where else it is simpler.
//
// A method that takes a person's address panics if nobody was added by it.
package fakegoogle

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"
)

// Options say what kind of Google this is. The zero value is useful.
type Options struct {
	Now        func() time.Time // the wall clock; nil: time.Now
	Project    string           // of the OAuth client; empty: lettertray-demo
	TokenLife  time.Duration    // of access tokens; zero: an hour
	OmitScope  bool             // token answers leave scope out, as Google may when all was granted
	OpenPubSub bool             // Pub/Sub asks for no token, as Google's emulator does
}

// Google is the whole of it. Its methods may be called while it serves.
type Google struct {
	opts Options

	mu      sync.Mutex // guards all below
	boxes   map[string]*mailbox
	people  []string // addresses, in the order of AddPerson
	grants  grants
	secrets []string // see Secrets
	pubsub  pubsub
	faults  faults
	journal journal
}

// New makes a Google without people.
func New(opts Options) *Google {
	if opts.Now == nil {
		opts.Now = time.Now
	}
	if opts.Project == "" {
		opts.Project = "lettertray-demo"
	}
	if opts.TokenLife == 0 {
		opts.TokenLife = time.Hour
	}
	return &Google{
		opts:    opts,
		boxes:   make(map[string]*mailbox),
		grants:  newGrants(),
		pubsub:  newPubSub(),
		faults:  newFaults(),
		journal: newJournal(),
	}
}

// AddPerson gives a person an account with an empty mailbox.
func (g *Google) AddPerson(address string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.boxes[strings.ToLower(address)] != nil {
		return
	}
	g.boxes[strings.ToLower(address)] = newMailbox(address)
	g.people = append(g.people, address)
}

// AddLabel gives a person a label of their own, and returns its id.
func (g *Google) AddLabel(address, name string) (id string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	box := g.boxes[strings.ToLower(address)]
	id = fmt.Sprintf("Label_%d", len(box.named)+1)
	box.named[id], box.tallies[id] = name, tally{}
	return id
}

// Project is the OAuth client's project.
func (g *Google) Project() string { return g.opts.Project }

const (
	clientID     = "407408718192-lettertray.apps.googleusercontent.com"
	clientSecret = "GOCSPX-not-a-secret-at-all"
)

// ClientFile is what a person would download from the console for a Desktop
// client, with addresses below base, the URL at which the Handler is served.
func (g *Google) ClientFile(base string) []byte {
	type installed struct {
		ClientID     string   `json:"client_id"`
		Project      string   `json:"project_id"`
		AuthURI      string   `json:"auth_uri"`
		TokenURI     string   `json:"token_uri"`
		Certs        string   `json:"auth_provider_x509_cert_url"`
		ClientSecret string   `json:"client_secret"`
		RedirectURIs []string `json:"redirect_uris"`
	}
	file, err := json.Marshal(map[string]installed{"installed": {
		ClientID:     clientID,
		Project:      g.opts.Project,
		AuthURI:      base + "/o/oauth2/v2/auth",
		TokenURI:     base + "/token",
		Certs:        base + "/oauth2/v1/certs",
		ClientSecret: clientSecret,
		RedirectURIs: []string{"http://localhost"},
	}})
	if err != nil {
		panic(err) // strings alone always marshal
	}
	return file
}

// box finds a person's mailbox; g.mu is held.
func (g *Google) box(address string) *mailbox {
	box := g.boxes[strings.ToLower(address)]
	if box == nil {
		panic(fmt.Sprintf("fakegoogle: nobody has the address %q", address))
	}
	return box
}

// allPeople are the addresses of everybody.
func (g *Google) allPeople() []string {
	g.mu.Lock()
	defer g.mu.Unlock()
	return slices.Clone(g.people)
}
