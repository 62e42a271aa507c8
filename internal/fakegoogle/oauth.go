package fakegoogle

import (
	"bytes"
	"crypto/rand"
	_ "embed"
	"html/template"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

//go:embed consent.html
var consentHTML string

var consentPage = template.Must(template.New("consent").Parse(consentHTML))

// scopeWords is how the consent page puts a scope.
var scopeWords = map[string]string{
	ScopeMail:     "Read, compose, send and permanently delete all your email from Gmail",
	ScopeMetadata: "View your email message metadata such as labels and headers, but not the email body",
	ScopeReadonly: "View your email messages and settings",
	ScopeModify:   "Read, compose and send emails from your Gmail account",
	ScopePubSub:   "View and manage Pub/Sub topics and subscriptions",
}

// An authRequest is what a client asks for in the browser.
type authRequest struct {
	redirect  *url.URL
	state     string
	scopes    []string
	challenge string
	offline   bool
	consent   bool   // ask again although the person has allowed it before
	hint      string // the account meant; may be empty
}

// readAuthRequest checks a request as Google does, except that PKCE is a must
// here and include_granted_scopes is not looked at. The problem is a word for
// the page; with one, there is no address that the browser could safely be sent to.
func readAuthRequest(q url.Values) (req authRequest, problem string) {
	if q.Get("client_id") != clientID {
		return req, "invalid_client"
	}
	redirect, err := url.Parse(q.Get("redirect_uri"))
	if err != nil || redirect.Scheme != "http" || !isLoopback(redirect.Hostname()) {
		return req, "redirect_uri_mismatch"
	}
	if q.Get("response_type") != "code" {
		return req, "unsupported_response_type"
	}
	scopes := strings.Fields(q.Get("scope"))
	if len(scopes) == 0 || q.Get("code_challenge_method") != "S256" || len(q.Get("code_challenge")) != 43 {
		return req, "invalid_request"
	}
	return authRequest{
		redirect:  redirect,
		state:     q.Get("state"),
		scopes:    scopes,
		challenge: q.Get("code_challenge"),
		offline:   q.Get("access_type") == "offline",
		consent:   slices.Contains(strings.Fields(q.Get("prompt")), "consent"),
		hint:      q.Get("login_hint"),
	}, ""
}

// isLoopback reports whether a host name is this computer itself (RFC 8252, 7.3).
func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// A boxed scope is a check box on the consent page.
type boxed struct{ Scope, Words string }

// askConsent shows the page on which a person allows or denies. Where Google
// leaves the boxes unticked, they are ticked here, so that Allow is enough.
func (g *Google) askConsent(w http.ResponseWriter, r *http.Request) int {
	req, problem := readAuthRequest(r.URL.Query())
	if problem != "" {
		return g.showConsent(w, http.StatusBadRequest, map[string]any{"Problem": problem})
	}
	var boxes []boxed
	for _, s := range req.scopes {
		words := scopeWords[s]
		if words == "" {
			words = s
		}
		boxes = append(boxes, boxed{s, words})
	}
	people := g.allPeople()
	chosen := max(0, slices.Index(people, req.hint))
	return g.showConsent(w, http.StatusOK, map[string]any{"People": people, "Chosen": chosen, "Scopes": boxes})
}

func (g *Google) showConsent(w http.ResponseWriter, status int, data any) int {
	var page bytes.Buffer
	if err := consentPage.Execute(&page, data); err != nil {
		return answerJSON(w, http.StatusInternalServerError, oauthProblem{"server_error", err.Error()})
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'")
	h.Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	w.Write(page.Bytes())
	return status
}

// takeConsent sends the browser back with a code, or with access_denied when
// the person said no or ticked nothing.
func (g *Google) takeConsent(w http.ResponseWriter, r *http.Request) int {
	req, problem := readAuthRequest(r.URL.Query())
	if problem != "" {
		return g.showConsent(w, http.StatusBadRequest, map[string]any{"Problem": problem})
	}
	var allowed []string
	for _, s := range req.scopes {
		if r.PostForm.Get("decision") == "allow" && slices.Contains(r.PostForm["scope"], s) {
			allowed = append(allowed, s)
		}
	}
	answer := url.Values{"state": {req.state}}
	if code := g.newCode(req, r.PostForm.Get("account"), allowed); code != "" {
		answer.Set("code", code)
		answer.Set("scope", strings.Join(allowed, " "))
	} else {
		answer.Set("error", "access_denied")
	}
	back := *req.redirect
	back.RawQuery = answer.Encode()
	http.Redirect(w, r, back.String(), http.StatusFound)
	return http.StatusFound
}

// codeLife is how long a code waits for its exchange.
const codeLife = 10 * time.Minute

// newCode keeps what a person has allowed. It gives nothing for an unknown
// account or without any scope.
func (g *Google) newCode(req authRequest, account string, scopes []string) string {
	g.mu.Lock()
	defer g.mu.Unlock()
	box := g.boxes[strings.ToLower(account)]
	if box == nil || len(scopes) == 0 {
		return ""
	}
	id := "4/" + rand.Text()
	g.remember(id)
	g.grants.codes[id] = &code{
		grant:     &grant{person: box.address, scopes: scopes},
		redirect:  req.redirect.String(),
		challenge: req.challenge,
		lasting:   req.offline && (req.consent || !box.consented),
		ends:      g.opts.Now().Add(codeLife),
	}
	box.consented = true
	return id
}
