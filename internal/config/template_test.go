package config

import (
	"reflect"
	"strings"
	"testing"

	"lettertray/internal/words"
)

func TestTheTemplateSaysTheDefaults(t *testing.T) {
	for _, language := range words.Languages {
		t.Run(language, func(t *testing.T) {
			text := string(Template(words.Choose(language)))
			s, err := ParseSettings([]byte(text))
			if err != nil || !s.Equal(Settings{}) {
				t.Fatalf("%+v, %v", s, err)
			}
			lines := strings.Split(text, "\n")
			for i, line := range lines {
				if strings.Contains(line, " = ") && !strings.HasPrefix(line, "#") && !strings.HasPrefix(lines[i-1], "# ") {
					t.Errorf("no comment on %s", line)
				}
				if strings.HasPrefix(line, "#   ") && strings.Contains(line, " = ") && !strings.HasPrefix(lines[i-1], "#   # ") {
					t.Errorf("no comment on %s", line)
				}
				if len([]rune(line)) > 120 {
					t.Errorf("too wide: %s", line)
				}
			}
			for _, key := range Keys() {
				if !strings.Contains(text, "\n"+key+" = ") && !strings.Contains(text, "[["+key+"]]") {
					t.Errorf("%s is missing", key)
				}
			}
		})
	}
}

func TestTheTemplatesExamplesAreRight(t *testing.T) {
	for _, language := range words.Languages {
		text := strings.ReplaceAll(string(Template(words.Choose(language))), "\n#   ", "\n")
		if s, err := ParseSettings([]byte(text)); err != nil || !s.Equal(examples) {
			t.Errorf("%s: %+v, %v", language, s, err)
		}
	}
}

func TestEveryCommentIsInEachLanguage(t *testing.T) {
	german := words.Choose("de")
	translated := map[string]string{}
	for _, c := range words.SettingsComments {
		translated[words.English.Tell(c)] = german.Tell(c)
	}
	english, other := string(Template(words.English)), string(Template(german))
	tagged := map[string]bool{}
	for _, of := range []any{Settings{}, AccountSettings{}, Rule{}, Quiet{}} {
		for i := range reflect.TypeOf(of).NumField() {
			field := reflect.TypeOf(of).Field(i)
			comment := field.Tag.Get("comment")
			tagged[comment] = true
			if comment == "" || !strings.Contains(english, "# "+comment+"\n") {
				t.Errorf("%T.%s has no comment in the template: %q", of, field.Name, comment)
			}
			if translated[comment] == "" || !strings.Contains(other, "# "+translated[comment]+"\n") {
				t.Errorf("%T.%s has no comment in German: %q", of, field.Name, comment)
			}
			if strings.Contains(other, "# "+comment+"\n") {
				t.Errorf("%T.%s has an English comment in German", of, field.Name)
			}
		}
	}
	for comment := range translated {
		if !tagged[comment] {
			t.Errorf("nothing has the comment %q", comment)
		}
	}
	for _, language := range words.Languages {
		if field, _ := reflect.TypeFor[Settings]().FieldByName("Language"); !strings.Contains(field.Tag.Get("comment"), `"`+language+`"`) {
			t.Errorf("the comment on language does not name %q", language)
		}
	}
}
