package config

import (
	"bytes"
	"errors"
	"io/fs"
	"path/filepath"
	"reflect"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"lettertray/internal/words"
)

// ReadSettings reads the settings file. Without one it returns the zero value.
// An [*Error] names the line and what is wrong with it.
func ReadSettings(path string) (Settings, error) {
	s, _, err := readSettings(path)
	return s, err
}

// readSettings returns the settings file's text too: nil without a file.
func readSettings(path string) (s Settings, data []byte, err error) {
	data, _, err = read(path)
	if errors.Is(err, fs.ErrNotExist) {
		return Settings{}, nil, nil
	}
	if err != nil {
		return Settings{}, nil, err
	}
	if s, err = ParseSettings(data); err != nil {
		return Settings{}, nil, refuse(words.SettingsIn.About(filepath.Base(path), Say(err)))
	}
	return s, data, nil
}

// ParseSettings reads and checks settings as a whole. An [*Error] is about the
// first line that is wrong.
func ParseSettings(data []byte) (Settings, error) {
	var s Settings
	d := toml.NewDecoder(bytes.NewReader(data)).DisallowUnknownFields()
	if err := d.Decode(&s); err != nil {
		return Settings{}, refuse(plain(err))
	}
	mistakes := s.mistakes()
	if len(mistakes) == 0 {
		return s, nil
	}
	lines := make([]int, len(mistakes))
	for i, m := range mistakes {
		lines[i] = lineOf(data, m.at)
	}
	first := slices.Min(lines)
	return Settings{}, refuse(words.SettingLine.About(first, mistakes[slices.Index(lines, first)].why))
}

// plain turns what the TOML library says into words for the person. Of TOML
// itself, the library's English is passed on.
func plain(err error) words.Message {
	if strict, ok := errors.AsType[*toml.StrictMissingError](err); ok && len(strict.Errors) > 0 {
		line, _ := strict.Errors[0].Position()
		return words.SettingLine.About(line, words.SettingUnknown.About(strings.Join(strict.Errors[0].Key(), ".")))
	}
	why := strings.TrimPrefix(err.Error(), "toml: ")
	say := words.SettingUnreadable.About(why)
	failed, ok := errors.AsType[*toml.DecodeError](err)
	if !ok {
		return say
	}
	// The library names types here, which say nothing to the person.
	if strings.HasPrefix(why, "cannot store ") || strings.HasPrefix(why, "cannot ") && strings.Contains(why, "config.") {
		say = words.SettingOfNoKind.About()
		if t, ok := typeOf(failed.Key()); ok {
			say = words.SettingWants.About(strings.Join(failed.Key(), "."), wants(t))
		}
	}
	if strings.HasSuffix(why, "already defined") || strings.HasSuffix(why, "already exists") {
		say = words.SettingTwice.About()
	}
	line, _ := failed.Position()
	return words.SettingLine.About(line, say)
}

// wants says what values a setting of the type takes.
func wants(t reflect.Type) words.Text {
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch {
	case t.Kind() == reflect.Bool:
		return words.WantsBool
	case t.Kind() == reflect.String:
		return words.WantsText
	case t.Kind() == reflect.Slice && t.Elem().Kind() == reflect.String:
		return words.WantsList
	case t.Kind() == reflect.Slice:
		return words.WantsTables
	}
	return words.WantsTable
}

// typeOf returns the type of what the key names, if that is a setting. A key
// into lists has no indexes: rule.from is the from of any rule.
func typeOf(key []string) (t reflect.Type, ok bool) {
	t = reflect.TypeFor[Settings]()
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
				return nil, false
			}
			t = t.Field(i).Type
		default:
			return nil, false
		}
	}
	return t, true
}

// names returns the settings in a struct, in the order of its fields.
func names(t reflect.Type) []string {
	all := make([]string, t.NumField())
	for i := range all {
		all[i], _, _ = strings.Cut(t.Field(i).Tag.Get("toml"), ",")
	}
	return all
}
