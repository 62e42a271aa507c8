package config

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"lettertray/internal/words"
)

func TestSetChangesOneValueAndNothingElse(t *testing.T) {
	const mine = "# mine\nonly = 'all' # why not\n\n[account.'Ada@b.c'] # me\n# hers\nonly = 'primary'\n\n[[rule]] # ads\nfrom = 'x.y'\ntell = 'never'\n# end\n"
	for name, c := range map[string]struct{ before, key, value, after string }{
		"a value that is there":              {mine, "only", "important", strings.Replace(mine, "'all'", "'important'", 1)},
		"a value in TOML":                    {mine, "only", `"important"`, strings.Replace(mine, "'all'", "'important'", 1)},
		"an account's":                       {mine, `account."ada@b.c".only`, "all", strings.Replace(mine, "'primary'", "'all'", 1)},
		"an account's, as a shell leaves it": {mine, `account.ada@b.c.only`, "all", strings.Replace(mine, "'primary'", "'all'", 1)},
		"a new one of an account":            {mine, `account."ada@b.c".without`, "Ads", strings.Replace(mine, "only = 'primary'\n", "only = 'primary'\nwithout = ['Ads']\n", 1)},
		"one of a new account":               {mine, `account."bob@b.c".only`, "all", mine + "\n[account.'bob@b.c']\nonly = 'all'\n"},
		"a new one goes before all tables":   {mine, "show", "count", strings.Replace(mine, "# why not\n", "# why not\nshow = 'count'\n", 1)},
		"a new one where there are tables only": {"# text\n[[rule]]\nfrom='x.y'\ntell='never'", "show", "count",
			"show = 'count'\n# text\n[[rule]]\nfrom='x.y'\ntell='never'"},
		"a list of several lines":           {"labels = [\n  'a', # first\n  'b',\n]\nonly = 'all'\n", "labels", "['c']", "labels = ['c']\nonly = 'all'\n"},
		"a list of one, by a bare word":     {"", "labels", "Family", "labels = ['Family']\n"},
		"a list of one, by a number":        {"", "labels", "2024", "labels = ['2024']\n"},
		"an empty list, by no words":        {"labels = ['a']\n", "labels", "", "labels = []\n"},
		"a word that TOML takes for a date": {"", `account."a@b.c".labels`, "2024-01-01", "\n[account.'a@b.c']\nlabels = ['2024-01-01']\n"},
		"a switch":                          {"sound = true\n", "sound", "false", "sound = false\n"},
		"a command":                         {"", "on_mail", `["a", "it's"]`, "on_mail = ['a', \"it's\"]\n"},
		"no line at the end":                {"only = 'all'", "show", "count", "only = 'all'\nshow = 'count'\n"},
		"keys in capitals":                  {"ONLY = 'all'\n", "only", "primary", "ONLY = 'primary'\n"},
		"lines as Windows ends them":        {"only = 'all'\r\nshow = 'full'\r\n", "only", "primary", "only = 'primary'\r\nshow = 'full'\r\n"},
		"a key with dots":                   {"account.'a@b.c'.only = 'all'\n", "account.a@b.c.only", "primary", "account.'a@b.c'.only = 'primary'\n"},
		"all rules in one":                  {mine, "rule", `[{from="y.z", tell="always"}]`, strings.Replace(strings.Replace(mine, "[[rule]] # ads\nfrom = 'x.y'\ntell = 'never'\n", "", 1), "# why not\n", "# why not\nrule = [{from = 'y.z', tell = 'always'}]\n", 1)},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "settings.toml")
			os.WriteFile(path, []byte(c.before), 0o600)
			if err := Set(path, words.English, c.key, c.value); err != nil {
				t.Fatal(err)
			}
			after, _ := os.ReadFile(path)
			if string(after) != c.after {
				t.Errorf("it is now\n%s\nand not\n%s", after, c.after)
			}
		})
	}
}

func TestWhatSetRefusesLeavesTheFileAsItWas(t *testing.T) {
	const plain, unusual = "only = 'all'\n", "account = {'a@b.c' = {only = 'all'}}\n"
	for name, c := range map[string]struct {
		before  string
		pairs   []string
		refused string
	}{
		"a key that is none, with those there are": {plain, []string{"label", "x"}, `there is no setting "label"; there are labels, without`},
		"a table's name":                {plain, []string{"account", "x"}, "there is no setting"},
		"an account's key that is none": {plain, []string{"account.a@b.c.show", "full"}, "there is no setting"},
		"an account without a key":      {plain, []string{"account.", "full"}, "there is no setting"},
		"a rule's part":                 {plain, []string{"rule.from", "x"}, "there is no setting"},
		"an account's language":         {plain, []string{"account.a@b.c.language", "de"}, "there is no setting"},
		"a choice that is none":         {plain, []string{"only", "some"}, `line 1: "some" is none of`},
		"a list that was cut":           {plain, []string{"labels", `["INBOX",`}, "labels wants a list"},
		"a word for a switch":           {plain, []string{"sound", "loud"}, "sound wants true or false"},
		"a word for tables":             {plain, []string{"quiet", "night"}, "quiet wants a list of tables"},
		"a key without a value":         {plain, []string{"only", "all", "show"}, "the setting show needs a value"},
		"the right before the wrong":    {plain, []string{"only", "primary", "show", "x"}, `"x" is none of`},
		"a topic alone":                 {plain, []string{"account.x@b.c.topic", "projects/p/topics/t"}, "together"},
		"an account that is no address": {plain, []string{"account.ada.only", "all"}, "named by its address"},
		"a table that it cannot add to": {unusual, []string{"account.a@b.c.without", "x"}, "would not be right any more"},
		"another key within the value":  {plain, []string{"only", "'all'\nshow = 'count'"}, "is none of"},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "settings.toml")
			os.WriteFile(path, []byte(c.before), 0o600)
			if err := Set(path, words.English, c.pairs...); err == nil || !strings.Contains(err.Error(), c.refused) {
				t.Errorf("says %v, not %q", err, c.refused)
			}
			if after, _ := os.ReadFile(path); string(after) != c.before {
				t.Errorf("it is now\n%s", after)
			}
		})
	}
}

func TestSetBeginsWithTheTemplate(t *testing.T) {
	path := filepath.Join(t.TempDir(), "settings.toml")
	german := words.Choose("de")
	err := Set(path, german, "account.a@b.c.topic", "projects/p/topics/t", "account.a@b.c.subscription", "projects/p/subscriptions/s")
	if err != nil {
		t.Fatal(err)
	}
	text, _ := os.ReadFile(path)
	s, err := ReadSettings(path)
	if err != nil || s.For("a@b.c").Topic == "" || !strings.HasPrefix(string(text), string(Template(german))) {
		t.Errorf("%v\n%s", err, text)
	}
}

func TestWhatWasSetIsGot(t *testing.T) {
	path := filepath.Join(t.TempDir(), "settings.toml")
	values := map[string]string{
		"labels": "['a', 'b']", "without": "[]", "only": "primary", "returns": "true", "show": "count", "show_locked": "sender",
		"sound": "false", "on_mail": "['x', '-y']", "browser": "['b', '%u']", "language": "de",
		"rule": "[{from = 'b.c', tell = 'never'}]", "quiet": "[{days = ['mon'], from = '22:00', to = '07:00'}]",
		`account.a@b.c.labels`: "['c']", `account.a@b.c.without`: "['d']", `account.a@b.c.only`: "all", `account.a@b.c.browser`: "[]",
		`account.a@b.c.topic`: "projects/p/topics/t", `account.a@b.c.subscription`: "projects/p/subscriptions/s",
	}
	keys := Keys("a@b.c")
	if len(keys) != len(values) {
		t.Fatalf("%d keys, %d values", len(keys), len(values))
	}
	var pairs []string
	for _, key := range keys {
		pairs = append(pairs, key, values[key])
	}
	if err := Set(path, words.English, pairs...); err != nil {
		t.Fatal(err)
	}
	s, err := ReadSettings(path)
	if err != nil {
		t.Fatal(err)
	}
	for key, want := range values {
		if got, err := s.Get(key); err != nil || got != want {
			t.Errorf("%s is %q, not %q: %v", key, got, want, err)
		}
	}
}

func TestGetSaysWhatHolds(t *testing.T) {
	s, err := ParseSettings([]byte("only = 'primary'\n[account.'a@b.c']\nlabels = ['x']"))
	if err != nil {
		t.Fatal(err)
	}
	for key, want := range map[string]string{
		"labels": "['INBOX']", "sound": "true", "show_locked": "sender", "quiet": "[]", "rule": "[]", "on_mail": "[]", "language": "",
		"account.a@b.c.only": "primary", "account.A@b.c.labels": "['x']", "account.z@b.c.labels": "['INBOX']", "account.a@b.c.topic": "", "account.a@b.c.without": "[]", "account.a@b.c.browser": "[]",
	} {
		if got, err := s.Get(key); err != nil || got != want {
			t.Errorf("%s is %q, not %q: %v", key, got, want, err)
		}
	}
	if _, err := s.Get("nothing"); err == nil || !strings.Contains(err.Error(), "there are labels") {
		t.Errorf("an unknown key: %v", err)
	}
}

func TestSeveralWordsMakeAListWhereTheKeyTakesOne(t *testing.T) {
	for name, c := range map[string]struct {
		key  string
		said []string
		want string // what Get says once it is set
	}{
		"labels":                          {"labels", []string{"INBOX", "Family"}, "['INBOX', 'Family']"},
		"words in quotes stay together":   {"labels", []string{"My family", "it's"}, `['My family', "it's"]`},
		"words that TOML has for others":  {"labels", []string{"2024", "true"}, "['2024', 'true']"},
		"an account's":                    {"account.a@b.c.without", []string{"Ads", "News"}, "['Ads', 'News']"},
		"a command":                       {"on_mail", []string{"notify-phone", "--loud"}, "['notify-phone', '--loud']"},
		"one word":                        {"labels", []string{"Family"}, "['Family']"},
		"one word, empty":                 {"without", []string{""}, "[]"},
		"a list":                          {"labels", []string{`["INBOX", "Family"]`}, "['INBOX', 'Family']"},
		"a list that the shell has cut":   {"labels", []string{`["INBOX",`, `"Family"]`}, "['INBOX', 'Family']"},
		"a list of tables":                {"rule", []string{`[{from="b.c",`, `tell="never"}]`}, "[{from = 'b.c', tell = 'never'}]"},
		"a text":                          {"show", []string{"count"}, "count"},
		"a switch":                        {"sound", []string{"false"}, "false"},
		"what ends a list is only a word": {"labels", []string{"a']", "only = 'primary'"}, `["a']", "only = 'primary'"]`},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "settings.toml")
			if err := Set(path, words.English, c.key, Value(c.key, c.said)); err != nil {
				t.Fatal(err)
			}
			s, err := ReadSettings(path)
			if err != nil {
				t.Fatal(err)
			}
			if got, err := s.Get(c.key); err != nil || got != c.want {
				t.Errorf("it is %s, not %s: %v", got, c.want, err)
			}
		})
	}
	for key, want := range map[string]string{"only": "all of it", "nothing": "all of it", "rule": "all of it", "labels": "['all', 'of', 'it']"} {
		if got := Value(key, []string{"all", "of", "it"}); got != want {
			t.Errorf("of %s: %q, not %q", key, got, want)
		}
	}
}

func TestKeysAreEachOnce(t *testing.T) {
	keys := Keys("a@b.c", "d@e.f")
	sorted := slices.Compact(slices.Sorted(slices.Values(keys)))
	if len(sorted) != len(keys) || !slices.Contains(keys, "account.d@e.f.only") || slices.Contains(keys, "account") {
		t.Errorf("%q", keys)
	}
}

func FuzzSet(f *testing.F) {
	f.Add(Template(words.English), "only", "primary")
	f.Add([]byte("[account.'a@b.c']\nonly = 'all'\n[[rule]]\nfrom='x.y'\ntell='never'"), "account.a@b.c.labels", "['x', \"y\"]")
	f.Add([]byte("only = 'all'"), "labels", "x\nonly = 'primary'")
	f.Fuzz(func(t *testing.T, data []byte, key, text string) {
		before, err := ParseSettings(data)
		if err != nil {
			return
		}
		path, kind, err := parseKey(key)
		if err != nil {
			return
		}
		value, err := parseValue(key, text, kind)
		if err != nil {
			return
		}
		after, err := ParseSettings(edit(data, path, value))
		if err != nil {
			return
		}
		for _, other := range Keys() {
			was, _ := before.Get(other)
			is, err := after.Get(other)
			if err != nil || other != path[0] && !strings.EqualFold(other, path[0]) && is != was {
				t.Errorf("setting %q to %q in %q made %s %q: %v", key, text, data, other, is, err)
			}
		}
	})
}
