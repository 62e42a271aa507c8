package contract

import (
	"encoding/json"
	"maps"
	"net/url"
	"slices"
	"strings"
)

// metadataScope is the scope with limits of its own, which documents state in
// words with the parameter, or with the value of it, that they forbid.
const (
	metadataScope  = "https://www.googleapis.com/auth/gmail.metadata"
	metadataLimits = "cannot be used when accessing the api using the gmail.metadata scope"
)

// permitted holds the token's scopes against those of which the method wants one.
func (c *check) permitted() {
	if !slices.ContainsFunc(c.method.Scopes, func(s string) bool { return slices.Contains(c.scopes, s) }) {
		c.wrong("none of the scopes %q allows it", c.scopes)
	}
}

// path holds the parameters of the path against the document.
func (c *check) path(held map[string]string) {
	for name, p := range c.method.Parameters {
		if p.Location != "path" {
			continue
		}
		if held[name] == "" {
			c.wrong("path parameter %s is empty", name)
			continue
		}
		c.parameter(name, p, held[name])
	}
}

// query holds the parameters of the query against the document.
func (c *check) query(query url.Values) {
	for _, name := range slices.Sorted(maps.Keys(query)) {
		p := c.method.Parameters[name]
		if p == nil {
			p = c.doc.parameters[name]
		}
		if p == nil || p.Location != "query" {
			c.wrong("the document knows no query parameter %s", name)
			continue
		}
		if len(query[name]) > 1 && !p.Repeated {
			c.wrong("query parameter %s comes more than once", name)
		}
		for _, text := range query[name] {
			c.parameter(name, p, text)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(c.method.Parameters)) {
		p := c.method.Parameters[name]
		if p.Location != "query" || query.Has(name) {
			continue
		}
		if p.requiredBy(c.method) {
			c.wrong("query parameter %s is required", name)
		}
		if p.Default != "" && c.beyondMetadata(p, p.Default) {
			c.wrong("query parameter %s is %s unless given, which %s", name, p.Default, metadataLimits)
		}
	}
}

// parameter holds one parameter's text against its schema.
func (c *check) parameter(name string, p *schema, text string) {
	if c.beyondMetadata(p, text) {
		c.wrong("parameter %s=%s %s", name, text, metadataLimits)
	}
	switch p.Type {
	case "boolean":
		c.value(name, p, text == "true")
		if text != "true" && text != "false" {
			c.wrong("parameter %s is %q, not boolean", name, text)
		}
	case "integer", "number":
		c.value(name, p, json.Number(text))
	default:
		c.value(name, p, text)
	}
}

// beyondMetadata reports whether the parameter, or the value that it has, is
// what the token's scope forbids.
func (c *check) beyondMetadata(p *schema, text string) bool {
	if !slices.Contains(c.scopes, metadataScope) {
		return false
	}
	if strings.Contains(p.Description, metadataLimits) {
		return true
	}
	i := slices.Index(p.Enum, text)
	return i >= 0 && i < len(p.EnumDescriptions) && strings.Contains(p.EnumDescriptions[i], metadataLimits)
}

// body holds the body of an HTTP request against the document.
func (c *check) body(media, text string) {
	switch {
	case c.method.Request == nil && text != "":
		c.wrong("there is a body, and the document knows none")
	case c.method.Request == nil:
	case !isJSON(media):
		c.wrong("the body's type is %q", media)
	default:
		v, err := decode(text)
		if err != nil {
			c.wrong("%w", err)
			return
		}
		c.value("body", c.method.Request, v)
	}
}
