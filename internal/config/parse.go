package config

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"reflect"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"lettertray/internal/jsonfile"
)

// ReadSettings reads the settings file. Without one it returns the zero value.
// An error names the line and what is wrong with it.
func ReadSettings(path string) (Settings, error) {
	data, err := jsonfile.Read(path)
	if errors.Is(err, fs.ErrNotExist) {
		return Settings{}, nil
	}
	if err != nil {
		return Settings{}, fmt.Errorf("reading the settings: %w", err)
	}
	s, err := ParseSettings(data)
	if err != nil {
		return Settings{}, fmt.Errorf("%s: %w", filepath.Base(path), err)
	}
	return s, nil
}

// ParseSettings reads and checks settings as a whole. An error is about the
// first line that is wrong.
func ParseSettings(data []byte) (Settings, error) {
	var s Settings
	d := toml.NewDecoder(bytes.NewReader(data)).DisallowUnknownFields()
	if err := d.Decode(&s); err != nil {
		return Settings{}, plain(err)
	}
	wrong := s.mistakes()
	if len(wrong) == 0 {
		return s, nil
	}
	lines := make([]int, len(wrong))
	for i, m := range wrong {
		lines[i] = lineOf(data, m.at)
	}
	first := slices.Min(lines)
	return Settings{}, fmt.Errorf("line %d: %s", first, wrong[slices.Index(lines, first)].why)
}

// plain turns what the TOML library says into a sentence for the person.
func plain(err error) error {
	if strict, ok := errors.AsType[*toml.StrictMissingError](err); ok && len(strict.Errors) > 0 {
		line, _ := strict.Errors[0].Position()
		return fmt.Errorf("line %d: there is no setting %q", line, strings.Join(strict.Errors[0].Key(), "."))
	}
	wrong, ok := errors.AsType[*toml.DecodeError](err)
	if !ok {
		return err
	}
	line, _ := wrong.Position()
	why := strings.TrimPrefix(wrong.Error(), "toml: ")
	// The library names our types here, which say nothing to the person.
	if found, mismatch := strings.CutPrefix(why, "cannot "); mismatch && strings.Contains(found, "config.") {
		why = "this is of the wrong kind"
		if t, err := typeOf(wrong.Key()); err == nil {
			why = fmt.Sprintf("%s wants %s", strings.Join(wrong.Key(), "."), wants(t))
		}
	}
	return fmt.Errorf("line %d: %s", line, why)
}

// wants says in words what values a setting of the type takes.
func wants(t reflect.Type) string {
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch {
	case t.Kind() == reflect.Bool:
		return "true or false"
	case t.Kind() == reflect.String:
		return `text in quotes, as "…"`
	case t.Kind() == reflect.Slice && t.Elem().Kind() == reflect.String:
		return `a list, as ["…", "…"]`
	case t.Kind() == reflect.Slice:
		return "tables, each under [[…]]"
	}
	return "a table, under […]"
}

// typeOf returns the type of what the key names. A key into lists has no
// indexes: rule.from is the from of any rule.
func typeOf(key []string) (reflect.Type, error) {
	t := reflect.TypeFor[Settings]()
	for _, part := range key {
		if t.Kind() == reflect.Slice {
			t = t.Elem()
		}
		switch t.Kind() {
		case reflect.Map:
			t = t.Elem()
		case reflect.Struct:
			i := slices.IndexFunc(names(t), func(n string) bool { return strings.EqualFold(n, part) })
			if i < 0 {
				return nil, errNoSetting
			}
			t = t.Field(i).Type
		default:
			return nil, errNoSetting
		}
	}
	return t, nil
}

var errNoSetting = errors.New("there is no such setting")

// names returns the settings in a struct, in the order of its fields.
func names(t reflect.Type) []string {
	all := make([]string, t.NumField())
	for i := range all {
		all[i], _, _ = strings.Cut(t.Field(i).Tag.Get("toml"), ",")
	}
	return all
}
