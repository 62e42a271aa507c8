package auth

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"html/template"
	"net/http"
)

var (
	//go:embed page.html
	pageHTML string
	//go:embed page.css
	pageCSS string

	pageTemplate = template.Must(template.New("page").Parse(pageHTML))
	pagePolicy   = policyFor(pageCSS)
)

// A page is what the browser shows when a sign-in has ended.
type page struct {
	Title, Text string
	Good        bool
}

// Style is the one style sheet, which the page's policy knows by its hash.
func (page) Style() template.CSS { return template.CSS(pageCSS) }

func (p page) render() []byte {
	var b bytes.Buffer
	pageTemplate.Execute(&b, p) // cannot fail: a fixed template into memory
	return b.Bytes()
}

// pageFor says how a sign-in ended, and no more than is known at that point.
func pageFor(grant *Grant, asked Request, err error) page {
	if err != nil {
		say := Say(err)
		if say == "" {
			say = "Something went wrong. Try again from Lettertray's menu."
		}
		return page{Title: "Not signed in", Text: say}
	}
	p := page{Title: "Signed in", Text: "Google has let Lettertray in. It goes on by itself from here.", Good: true}
	if asked.PubSub && !grant.Has(PubSubScope) {
		p.Text = "Google has let Lettertray in, but the box “" + consentWords(PubSubScope) +
			"” was not ticked. So Lettertray looks for mail every minute instead of being told at once."
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
