package contract

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// A mask is what the parameter "fields" picks from an answer: a tree of names,
// where an empty branch is all below it. The empty tree is the whole answer.
type mask map[string]mask

// readMask reads fields such as "a,b/c,d(e,f/g)".
func readMask(text string) (mask, error) {
	m := make(mask)
	rest, err := m.read(text)
	if err == nil && rest != "" {
		err = fmt.Errorf("the fields mask ends before %q", rest)
	}
	return m, err
}

// read adds fields with commas between them and gives what follows.
func (m mask) read(text string) (rest string, err error) {
	for rest = text; ; rest = rest[1:] {
		below := m
		for {
			end := strings.IndexAny(rest+",", ",/()")
			name := rest[:end]
			if name == "" {
				return "", fmt.Errorf("the fields mask lacks a name before %q", rest)
			}
			if below[name] == nil {
				below[name] = make(mask)
			}
			below, rest = below[name], rest[end:]
			if !strings.HasPrefix(rest, "/") {
				break
			}
			rest = rest[1:]
		}
		if strings.HasPrefix(rest, "(") {
			if rest, err = below.read(rest[1:]); err != nil {
				return "", err
			}
			if !strings.HasPrefix(rest, ")") {
				return "", fmt.Errorf("the fields mask lacks a bracket before %q", rest)
			}
			rest = rest[1:]
		}
		if !strings.HasPrefix(rest, ",") {
			return rest, nil
		}
	}
}

// mask reads the fields of a request and holds them against the document.
func (c *check) mask(text string) mask {
	if text == "" {
		return nil
	}
	m, err := readMask(text)
	if err != nil {
		c.wrong("%w", err)
		return nil
	}
	c.picks("fields", c.method.Response, m)
	return m
}

// picks holds a mask against the schema of the answer: each name must be one
// that the document knows.
func (c *check) picks(at string, s *schema, m mask) {
	for s != nil && (s.Ref != "" || s.Items != nil) {
		if s.Ref != "" {
			s = c.doc.schemas[s.Ref]
		} else {
			s = s.Items
		}
	}
	for _, name := range slices.Sorted(maps.Keys(m)) {
		if name == "*" {
			continue
		}
		if s == nil || s.Properties[name] == nil {
			c.wrong("%s/%s: the document knows no such field", at, name)
			continue
		}
		c.picks(at+"/"+name, s.Properties[name], m[name])
	}
}

// within finds what an answer holds beside what was picked.
func (c *check) within(at string, m mask, v any) {
	if len(m) == 0 {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, one := range v {
			c.within(at, m, one)
		}
	case map[string]any:
		for _, name := range slices.Sorted(maps.Keys(v)) {
			below, picked := m[name]
			if !picked {
				below, picked = m["*"]
			}
			if !picked {
				c.wrong("%s.%s was not asked for", at, name)
				continue
			}
			c.within(at+"."+name, below, v[name])
		}
	}
}
