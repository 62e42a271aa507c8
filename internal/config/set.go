package config

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"reflect"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"lettertray/internal/jsonfile"
	"lettertray/internal/words"
)

// Keys returns what [Settings.Get] and [Set] take: every setting, and every
// account's own for the addresses.
func Keys(addresses ...string) []string {
	var all []string
	for _, name := range names(reflect.TypeFor[Settings]()) {
		if name != "account" {
			all = append(all, name)
		}
	}
	for _, address := range addresses {
		for _, name := range names(reflect.TypeFor[AccountSettings]()) {
			all = append(all, "account."+address+"."+name)
		}
	}
	return all
}

// Get returns what holds for a key, be it by default: text as it is, anything
// else in TOML. An account's key gives the general setting where the account has
// none of its own.
func (s Settings) Get(key string) (string, error) {
	path, t, err := parseKey(key)
	if err != nil {
		return "", err
	}
	var from any = s.filled()
	if path[0] == "account" {
		from = s.For(path[1])
	}
	text, err := toml.Marshal(from)
	if err != nil {
		return "", fmt.Errorf("reading the setting %s: %w", key, err)
	}
	var values map[string]any
	if err := toml.Unmarshal(text, &values); err != nil {
		return "", fmt.Errorf("reading the setting %s: %w", key, err)
	}
	switch v := values[path[len(path)-1]].(type) {
	case nil:
		if t.Kind() == reflect.Slice {
			return "[]", nil
		}
		return "", nil
	case string:
		return v, nil
	default:
		return inline(v)
	}
}

// Set sets keys in the settings file, each followed by its value: TOML, or bare
// words for text, which also make a list of one; no words at all make an empty
// list. An account's key is account."ADDRESS".NAME. The person's comments stay,
// and without a file it begins with [Template]. Nothing is written unless the
// whole is right; of two who write at once, the later wins.
//
// Where a symbolic link leads to the settings, it stays. Then they must be right
// beforehand too, so that no other program's file is mended into ours.
func Set(path string, l *words.Locale, pairs ...string) error {
	name := filepath.Base(path)
	data, real, err := read(path)
	if errors.Is(err, fs.ErrNotExist) {
		data = Template(l)
	} else if err != nil {
		return err
	}
	if _, err := ParseSettings(data); real != path && err != nil {
		return refuse(words.LinkToNoSettings.About(name, real, Say(err)))
	}
	before := data
	if data, err = change(data, pairs); err != nil {
		return err
	}
	if _, err := ParseSettings(data); err != nil {
		return refuse(words.SettingsUnchanged.About(name, Say(err)))
	}
	if bytes.Equal(data, before) {
		return nil
	}
	if err := jsonfile.Write(real, data, ""); err != nil {
		return &Error{words.SettingsUnwritten.About(name, err), err}
	}
	return nil
}

// Value returns the value to give to [Set] for a key whose value came as several
// words of a command line: of words alone a list is made where the key takes
// one, as of INBOX Family for labels. What begins with a bracket is TOML that the
// shell has cut up, and any other value is one text.
func Value(key string, said []string) string {
	text := strings.Join(said, " ")
	_, t, err := parseKey(key)
	if err != nil || len(said) < 2 || strings.HasPrefix(text, "[") || t.Kind() != reflect.Slice || t.Elem().Kind() != reflect.String {
		return text
	}
	list, err := inline(said)
	if err != nil { // no text, which Set refuses
		return text
	}
	return list
}

// change returns the file with keys set, each followed by its value.
func change(data []byte, pairs []string) ([]byte, error) {
	for len(pairs) > 0 {
		if len(pairs) == 1 {
			return nil, refuse(words.SettingValueless.About(pairs[0]))
		}
		key, t, err := parseKey(pairs[0])
		if err != nil {
			return nil, err
		}
		value, err := parseValue(pairs[0], pairs[1], t)
		if err != nil {
			return nil, err
		}
		data, pairs = edit(data, key, value), pairs[2:]
	}
	return data, nil
}

// parseKey reads a key with dots: a setting's name, or account.ADDRESS.NAME,
// the address with or without the quotes that a shell may have taken.
func parseKey(key string) ([]string, reflect.Type, error) {
	path := []string{key}
	if rest, own := strings.CutPrefix(key, "account."); own {
		dot := strings.LastIndexByte(rest, '.')
		path = []string{"account", strings.Trim(rest[:max(dot, 0)], `"'`), rest[dot+1:]}
	}
	t, ok := typeOf(path)
	if !ok || t.Kind() == reflect.Map {
		return nil, nil, refuse(words.SettingAmong.About(key, strings.Join(Keys("ADDRESS"), ", ")))
	}
	return path, t, nil
}

// parseValue reads a value for the key, a setting of the type, and returns it in
// TOML of our own making, so that nothing but a value gets into the file.
func parseValue(key, text string, t reflect.Type) (string, error) {
	var doc map[string]any
	if err := toml.Unmarshal([]byte("value = "+text), &doc); err != nil || len(doc) != 1 {
		if t.Kind() == reflect.Slice && strings.HasPrefix(text, "[") {
			return "", refuse(words.SettingWants.About(key, wants(t))) // a list that the shell has cut
		}
		doc = map[string]any{"value": text} // bare words
	}
	value := doc["value"]
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	word, isText := value.(string)
	_, isList := value.([]any)
	_, isBool := value.(bool)
	switch {
	case t.Kind() == reflect.String && !isText:
		value = text
	case t.Kind() == reflect.Bool && !isBool:
		return "", refuse(words.SettingWants.About(key, wants(t)))
	case t.Kind() != reflect.Slice || isList:
	case t.Elem().Kind() != reflect.String:
		return "", refuse(words.SettingWants.About(key, words.WantsInline))
	case isText && word == "":
		value = []any{}
	case isText:
		value = []any{word}
	default:
		value = []any{text}
	}
	return inline(value)
}

// inline writes a value in TOML on one line.
func inline(value any) (string, error) {
	var b bytes.Buffer
	err := toml.NewEncoder(&b).SetTablesInline(true).Encode(map[string]any{"value": value})
	return strings.TrimSpace(strings.TrimPrefix(b.String(), "value = ")), err
}

// quoted writes text as a TOML string.
func quoted(text string) string {
	s, _ := inline(text) // text is always written
	return s
}
