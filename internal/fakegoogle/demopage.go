package fakegoogle

import (
	"bytes"
	"embed"
	"html/template"
	"net"
	"net/http"
	"net/mail"
	"slices"
	"strings"
)

//go:embed demo
var demoFiles embed.FS

var demoTemplate = template.Must(template.ParseFS(demoFiles, "demo/page.html"))

// DemoOptions say what the demo page shows.
type DemoOptions struct {
	Address string        // whose mailbox; required
	Status  func() string // what the app says of itself, in a few words; may be nil
}

// DemoHandler is a page on which a person delivers letters, reads or deletes
// them "elsewhere", breaks things, and sees what the app asks. It is meant for
// loopback alone: it answers only when addressed by a loopback name, so that a
// web page cannot reach it by a DNS trick, and takes no form that another
// page has sent.
func (g *Google) DemoHandler(opts DemoOptions) http.Handler {
	d := demo{g, opts}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", d.show)
	mux.HandleFunc("GET /demo/{file}", func(w http.ResponseWriter, r *http.Request) {
		http.ServeFileFS(w, r, demoFiles, "demo/"+r.PathValue("file"))
	})
	mux.HandleFunc("POST /deliver", d.deliver)
	mux.HandleFunc("POST /letter", d.handle)
	mux.HandleFunc("POST /break", d.meddle)
	return onLoopback(http.NewCrossOriginProtection().Handler(mux))
}

// onLoopback refuses requests that name another host than this computer.
func onLoopback(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host, _, err := net.SplitHostPort(r.Host)
		if err != nil {
			host = r.Host
		}
		if !isLoopback(strings.Trim(host, "[]")) {
			http.Error(w, "This page is for this computer alone.", http.StatusMisdirectedRequest)
			return
		}
		h := w.Header()
		h.Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "+
			"form-action 'self'; frame-ancestors 'none'; base-uri 'none'")
		h.Set("Cache-Control", "no-store")
		h.Set("X-Content-Type-Options", "nosniff")
		next.ServeHTTP(w, r)
	})
}

type demo struct {
	g    *Google
	opts DemoOptions
}

// shownLetters and shownCalls are a screenful.
const (
	shownLetters = 20
	shownCalls   = 40
)

func (d demo) show(w http.ResponseWriter, _ *http.Request) {
	data := struct {
		Address, Status string
		Letters         []Letter
		Calls           []Call
		Dropping, Away  bool
		Watched         bool
		Streams         int
	}{
		Address:  d.opts.Address,
		Letters:  d.g.Letters(d.opts.Address),
		Calls:    d.g.Calls(),
		Dropping: d.g.Pushes() == PushesDropped,
		Away:     d.g.isAway(),
		Streams:  d.g.Streams(""),
	}
	_, data.Watched = d.g.Watch(d.opts.Address)
	if d.opts.Status != nil {
		data.Status = d.opts.Status()
	}
	data.Letters = data.Letters[:min(len(data.Letters), shownLetters)]
	slices.Reverse(data.Calls)
	data.Calls = data.Calls[:min(len(data.Calls), shownCalls)]
	var page bytes.Buffer
	if err := demoTemplate.Execute(&page, data); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Write(page.Bytes())
}

// deliver takes a letter as the person wrote it. A From that is no address goes
// into the mail as it stands: the app must live with such too.
func (d demo) deliver(w http.ResponseWriter, r *http.Request) {
	l := Letter{Subject: r.PostFormValue("subject"), Snippet: r.PostFormValue("text"), Body: r.PostFormValue("text")}
	if from, err := mail.ParseAddress(r.PostFormValue("from")); err == nil {
		l.FromName, l.FromAddress = from.Name, from.Address
	} else {
		l.RawHeaders = map[string]string{"From": r.PostFormValue("from")}
	}
	d.g.Deliver(d.opts.Address, l)
	http.Redirect(w, r, "/", http.StatusSeeOther)
}

// handle does with a letter what the person would on another computer. A letter
// that has gone meanwhile is fine.
func (d demo) handle(w http.ResponseWriter, r *http.Request) {
	id := r.PostFormValue("id")
	switch r.PostFormValue("do") {
	case "read":
		d.g.MarkRead(d.opts.Address, id)
	case "archive":
		d.g.Archive(d.opts.Address, id)
	case "delete":
		d.g.Delete(d.opts.Address, id)
	}
	http.Redirect(w, r, "/", http.StatusSeeOther)
}

// meddle makes trouble, or ends it.
func (d demo) meddle(w http.ResponseWriter, r *http.Request) {
	switch r.PostFormValue("do") {
	case "drop":
		d.g.SetPushes(PushesDropped)
	case "push":
		d.g.SetPushes(PushesPrompt)
	case "away":
		d.g.NetworkAway(true)
	case "back":
		d.g.NetworkAway(false)
	case "history":
		d.g.EndHistory(d.opts.Address)
	case "revoke":
		d.g.Revoke(d.opts.Address)
	}
	http.Redirect(w, r, "/", http.StatusSeeOther)
}

// isAway is what NetworkAway has set.
func (g *Google) isAway() bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.faults.away
}

// Unread reports whether the letter is unread, for the page.
func (l Letter) Unread() bool { return slices.Contains(l.Labels, "UNREAD") }

// Inbox reports whether the letter is in the inbox, for the page.
func (l Letter) Inbox() bool { return slices.Contains(l.Labels, "INBOX") }

// Failed reports whether the call went wrong, for the page.
func (c Call) Failed() bool {
	return !slices.Contains([]string{"200", "302", "OK", "open"}, c.Status)
}
