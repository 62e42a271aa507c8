package auth

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"html/template"
	"net/http"

	"lettertray/internal/words"
)

var (
	//go:embed page.html
	pageHTML string
	//go:embed page.css
	pageCSS string

	pageTemplate = template.Must(template.New("page").Parse(pageHTML))
	pagePolicy   = policyFor(pageCSS)
)

// A page is what the browser shows when a sign-in has ended, in one language.
type page struct {
	Lang                string // its BCP 47 name
	Title, Text, Footer string
	Good                bool
}

// Style is the one style sheet, which the page's policy knows by its hash.
func (page) Style() template.CSS { return template.CSS(pageCSS) }

func (p page) render() []byte {
	var b bytes.Buffer
	pageTemplate.Execute(&b, p) // cannot fail: a fixed template into memory
	return b.Bytes()
}

// pageFor says how a sign-in ended, and no more than is known at that point, in
// the language that was asked for.
func pageFor(grant *Grant, asked Request, err error) page {
	l := cmp.Or(asked.Words, words.English)
	p := page{Lang: l.Say(words.PageLanguage), Footer: l.Say(words.PageClose), Good: err == nil}
	switch {
	case err != nil:
		p.Title, p.Text = l.Say(words.PageNotSignedIn), l.Tell(Say(err))
	case asked.PubSub && !grant.Has(PubSubScope):
		p.Title, p.Text = l.Say(words.PageSignedIn), l.Say(words.PageWithoutPubSub, words.BoxPubSub)
	default:
		p.Title, p.Text = l.Say(words.PageSignedIn), l.Say(words.PageLetIn)
	}
	return p
}

// policyFor allows a page its own style sheet and nothing else.
func policyFor(css string) string {
	sum := sha256.Sum256([]byte(css))
	return "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) +
		"'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
}

// guard sets the headers that every answer of the listener carries.
func guard(h http.Header) {
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Security-Policy", pagePolicy)
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("X-Content-Type-Options", "nosniff")
}
