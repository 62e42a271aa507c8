package config

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"lettertray/internal/words"
)

func TestMistakesAreToldInThePersonsLanguage(t *testing.T) {
	const account = "[account.'a@b.c']\n"
	for text, want := range map[string]string{
		"\n\nlabels = [":                `settings.toml: Zeile 3: Diese Zeile lässt sich nicht lesen: array is incomplete`,
		"label = 'x'":                   `settings.toml: Zeile 1: Eine Einstellung "label" gibt es nicht`,
		"\nlabels = 7":                  `settings.toml: Zeile 2: labels erwartet eine Liste, also ["…", "…"]`,
		"only = 1":                      `settings.toml: Zeile 1: only erwartet Text in Anführungszeichen, also "…"`,
		"sound = 'an'":                  `settings.toml: Zeile 1: sound erwartet true oder false`,
		"rule = 1":                      `settings.toml: Zeile 1: rule erwartet Tabellen, jede unter [[…]]`,
		"account = 1":                   `settings.toml: Zeile 1: account erwartet eine Tabelle, unter […]`,
		"only.x = 1":                    `settings.toml: Zeile 1: Das ist von der falschen Art`,
		"only = 'x'":                    `settings.toml: Zeile 1: "x" ist weder "all", "primary" noch "important"`,
		"language = 'fr'":               `settings.toml: Zeile 1: "fr" ist weder "en", "de" noch "" für die des Systems`,
		"labels = ['']":                 `settings.toml: Zeile 1: "" ist kein Label`,
		"on_mail = ['']":                `settings.toml: Zeile 1: Das erste Wort eines Befehls ist das Programm`,
		"on_mail = ['a', \"\\u0000\"]":  `settings.toml: Zeile 1: Ein Befehl kann kein Null-Byte enthalten`,
		"browser = ['x']":               `settings.toml: Zeile 1: %u fehlt unter den Argumenten: Es steht für den Link`,
		"[[quiet]]":                     `settings.toml: Zeile 1: Diese Ruhezeiten lassen in der Woche keine Zeit, zu der E-Mails gemeldet werden`,
		"[[quiet]]\nto = '7 Uhr'":       `settings.toml: Zeile 2: "7 Uhr" ist keine Uhrzeit wie "22:00"`,
		"[[rule]]\ntell = 'never'":      `settings.toml: Zeile 1: "" ist weder eine Adresse noch eine Domain wie "chef@example.com" oder "example.com"`,
		account + "only = 'x'":          `settings.toml: Zeile 2: Konto "a@b.c": "x" ist weder "all", "primary" noch "important"`,
		account + "topic = 'x'":         `settings.toml: Zeile 1: Konto "a@b.c": topic und subscription werden zusammen angegeben oder gar nicht`,
		account + "[account.'A@B.C']\n": `settings.toml: Zeile 1: Das Konto "a@b.c" steht hier zweimal`,
	} {
		path := filepath.Join(t.TempDir(), "settings.toml")
		os.WriteFile(path, []byte(text), 0o600)
		_, err := ReadSettings(path)
		if got := words.Choose("de").Tell(Say(err)); got != want {
			t.Errorf("%q: says %s\nnot %s", text, got, want)
		}
	}
}

func TestWhatSetAndGetRefuseIsToldInThePersonsLanguage(t *testing.T) {
	const keys = "labels, without, only, returns, show, show_locked, sound, on_mail, browser, language, rule, quiet, " +
		"account.ADDRESS.topic, account.ADDRESS.subscription, account.ADDRESS.labels, account.ADDRESS.without, account.ADDRESS.only, account.ADDRESS.browser"
	path := filepath.Join(t.TempDir(), "settings.toml")
	os.WriteFile(path, []byte("only = 'all'\n"), 0o600)
	set := func(pairs ...string) error { return Set(path, words.English, pairs...) }
	_, unknown := Settings{}.Get("label")
	for name, c := range map[string]struct {
		err  error
		want string
	}{
		"an unknown key":      {set("label", "x"), `Eine Einstellung "label" gibt es nicht; es gibt ` + keys},
		"the same to get":     {unknown, `Eine Einstellung "label" gibt es nicht; es gibt ` + keys},
		"a key alone":         {set("only"), "Die Einstellung only braucht einen Wert"},
		"a word for a switch": {set("sound", "laut"), "sound erwartet true oder false"},
		"a word for tables":   {set("rule", "x"), `rule erwartet eine Liste von Tabellen, also [{from = "…"}]`},
		"a wrong value":       {set("language", "fr"), `settings.toml wäre danach fehlerhaft und bleibt, wie sie ist: Zeile 2: "fr" ist weder "en", "de" noch "" für die des Systems`},
	} {
		if got := words.Choose("de").Tell(Say(c.err)); got != c.want {
			t.Errorf("%s: says %s\nnot %s", name, got, c.want)
		}
	}
}

func TestAFileThatCannotBeReadOrWrittenIsNamed(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "settings.toml")
	os.Mkdir(path, 0o700)
	_, err := ReadSettings(path)
	says(t, err, "settings.toml cannot be read: ")
	says(t, Set(path, words.English, "only", "all"), "settings.toml cannot be read: ")
	err = Set(filepath.Join(dir, "missing", "settings.toml"), words.English, "only", "primary")
	says(t, err, "settings.toml could not be written: ")
	if !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("what is beneath is lost: %v", err)
	}
}

func TestAnotherPackagesErrorSaysNothing(t *testing.T) {
	for _, err := range []error{nil, fs.ErrNotExist} {
		if !Say(err).None() {
			t.Errorf("%v: says %v", err, Say(err))
		}
	}
}
