package contract

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// A check gathers what does not fit in one call of a method.
type check struct {
	doc    *Document
	method *method
	scopes []string // of the access token that is used
	asking bool     // what is looked at is asked, not answered
	faults []error
}

func (c *check) wrong(format string, args ...any) {
	side := "answered"
	if c.asking {
		side = "asked"
	}
	c.faults = append(c.faults, fmt.Errorf("%s, %s: %w", c.method.ID, side, fmt.Errorf(format, args...)))
}

// value holds a JSON value as decode gives it against a schema. At says where
// it stands.
func (c *check) value(at string, s *schema, v any) {
	if c.asking {
		c.allowed(at, s, v)
	}
	if s.Ref != "" {
		if s = c.doc.schemas[s.Ref]; s == nil {
			c.wrong("%s: the document lacks the schema", at)
			return
		}
	}
	switch s.Type {
	case "object":
		if object, ok := v.(map[string]any); ok {
			c.object(at, s, object)
			return
		}
	case "array":
		if list, ok := v.([]any); ok {
			for i, one := range list {
				c.value(fmt.Sprintf("%s[%d]", at, i), s.Items, one)
			}
			return
		}
	case "string":
		if text, ok := v.(string); ok {
			c.text(at, s, text)
			return
		}
	case "integer", "number":
		if number, ok := v.(json.Number); ok {
			c.text(at, s, number.String())
			return
		}
	case "boolean":
		if _, ok := v.(bool); ok {
			return
		}
	}
	c.wrong("%s is %T, not %s", at, v, s.Type)
}

func (c *check) object(at string, s *schema, object map[string]any) {
	for _, name := range slices.Sorted(maps.Keys(object)) {
		property := s.Properties[name]
		if property == nil {
			property = s.AdditionalProperties
		}
		if property == nil {
			c.wrong("%s.%s: the document knows no such property", at, name)
			continue
		}
		c.value(at+"."+name, property, object[name])
	}
	if !c.asking {
		return
	}
	for _, name := range slices.Sorted(maps.Keys(s.Properties)) {
		if _, given := object[name]; !given && s.Properties[name].requiredBy(c.method) {
			c.wrong("%s.%s is required", at, name)
		}
	}
}

// allowed holds a value that is asked against what the schema says of its use.
func (c *check) allowed(at string, s *schema, v any) {
	if s.ReadOnly {
		c.wrong("%s is Google's to set", at)
	}
	if s.Deprecated {
		c.wrong("%s is deprecated", at)
	}
	for _, l := range limits {
		if strings.Contains(s.Description, l.words) && !l.holds(v) {
			c.wrong("%s is %v, and %s", at, v, l.words)
		}
	}
}

// requiredBy reports whether the method needs the value. Documents say so by a
// flag, by a list of methods, or at the beginning of the text.
func (s *schema) requiredBy(m *method) bool {
	return s.Required || slices.Contains(s.Annotations.Required, m.ID) ||
		strings.HasPrefix(strings.ToLower(s.Description), "required")
}

// text holds what is written, a number's digits included, against its schema.
func (c *check) text(at string, s *schema, text string) {
	if len(s.Enum) > 0 && !slices.Contains(s.Enum, text) {
		c.wrong("%s is %q, which is none of %q", at, text, s.Enum)
	}
	if s.Pattern != "" && !regexp.MustCompile(s.Pattern).MatchString(text) {
		c.wrong("%s is %q, which does not match %s", at, text, s.Pattern)
	}
	if s.Format == "" {
		return
	}
	fits, known := formats[s.Format]
	if !known {
		c.wrong("%s has the format %s, which nobody here knows", at, s.Format)
	} else if !fits(text) {
		c.wrong("%s is %q, not of the format %s", at, text, s.Format)
	}
}

// formats are those of discovery documents
// (https://developers.google.com/discovery/v1/type-format).
var formats = map[string]func(string) bool{
	"int32":           func(s string) bool { return good(strconv.ParseInt(s, 10, 32)) },
	"int64":           func(s string) bool { return good(strconv.ParseInt(s, 10, 64)) },
	"uint32":          func(s string) bool { return good(strconv.ParseUint(s, 10, 32)) },
	"uint64":          func(s string) bool { return good(strconv.ParseUint(s, 10, 64)) },
	"byte":            regexp.MustCompile(`^[A-Za-z0-9+/_-]*={0,2}$`).MatchString,
	"google-datetime": func(s string) bool { return good(time.Parse(time.RFC3339Nano, s)) },
	"google-duration": regexp.MustCompile(`^-?[0-9]+(\.[0-9]{1,9})?s$`).MatchString,
}

func good[T any](_ T, err error) bool { return err == nil }

// decode reads a text that is one JSON value, numbers as they are written.
func decode(text string) (v any, err error) {
	in := json.NewDecoder(strings.NewReader(text))
	in.UseNumber()
	if err := in.Decode(&v); err != nil {
		return nil, fmt.Errorf("reading JSON: %w", err)
	}
	if _, err := in.Token(); err != io.EOF {
		return nil, errors.New("reading JSON: something follows it")
	}
	return v, nil
}
