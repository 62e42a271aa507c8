package fakegoogle

import (
	"maps"
	"reflect"
	"strings"
)

// A mask is the fields that a partial response keeps: a tree of names, where a
// nil branch keeps all below it. Google also knows wildcards; here they are
// refused.
type mask map[string]mask

// A badField is the part of a mask that nobody understands.
type badField string

func (b badField) Error() string { return "Invalid field selection " + string(b) }

// parseMask reads the fields parameter, such as "a,b/c,d(e,f/g)". Nothing asked
// for is the nil mask.
func parseMask(s string) (mask, error) {
	if s == "" {
		return nil, nil
	}
	m, rest, err := readFields(s)
	if err == nil && rest != "" {
		err = badField(rest)
	}
	return m, err
}

// readFields reads fields with commas between them and gives what follows.
func readFields(s string) (m mask, rest string, err error) {
	m = make(mask)
	for rest = s; ; rest = rest[1:] {
		var name string
		var below mask
		if name, below, rest, err = readField(rest); err != nil {
			return nil, "", err
		}
		if old, again := m[name]; again && old != nil && below != nil {
			maps.Copy(old, below)
		} else {
			m[name] = below
		}
		if !strings.HasPrefix(rest, ",") {
			return m, rest, nil
		}
	}
}

// readField reads a name and what may be chosen below it.
func readField(s string) (name string, below mask, rest string, err error) {
	end := strings.IndexAny(s, ",/()")
	if end < 0 {
		end = len(s)
	}
	name, rest = s[:end], s[end:]
	switch {
	case name == "" || strings.Contains(name, "*"):
		err = badField(s)
	case strings.HasPrefix(rest, "/"):
		var child string
		var deeper mask
		child, deeper, rest, err = readField(rest[1:])
		below = mask{child: deeper}
	case strings.HasPrefix(rest, "("):
		below, rest, err = readFields(rest[1:])
		closed := strings.HasPrefix(rest, ")")
		if err == nil && !closed {
			err = badField(s)
		}
		rest = strings.TrimPrefix(rest, ")")
	}
	return name, below, rest, err
}

// cut gives the answer reduced to the mask, ready to be encoded. A name that
// the answer's type does not have is an error, as it is with Google.
func (m mask) cut(answer any) (any, error) {
	if m == nil {
		return answer, nil
	}
	return m.cutValue(reflect.ValueOf(answer))
}

func (m mask) cutValue(v reflect.Value) (any, error) {
	if m == nil {
		return v.Interface(), nil
	}
	switch v.Kind() {
	case reflect.Pointer:
		return m.cutValue(v.Elem())
	case reflect.Slice:
		kept := make([]any, 0, v.Len())
		for i := range v.Len() {
			one, err := m.cutValue(v.Index(i))
			if err != nil {
				return nil, err
			}
			kept = append(kept, one)
		}
		return kept, nil
	case reflect.Struct:
		return m.cutStruct(v)
	}
	return nil, badField(strings.Join(m.names(), ","))
}

func (m mask) cutStruct(v reflect.Value) (any, error) {
	kept := make(map[string]any, len(m))
	unknown := maps.Clone(m)
	for i := range v.NumField() {
		name, options, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ",")
		below, wanted := m[name]
		if !wanted {
			continue
		}
		delete(unknown, name)
		if options == "omitempty" && v.Field(i).IsZero() {
			continue
		}
		one, err := below.cutValue(v.Field(i))
		if err != nil {
			return nil, err
		}
		kept[name] = one
	}
	if len(unknown) > 0 {
		return nil, badField(strings.Join(unknown.names(), ","))
	}
	return kept, nil
}

func (m mask) names() []string {
	names := make([]string, 0, len(m))
	for name := range m {
		names = append(names, name)
	}
	return names
}
