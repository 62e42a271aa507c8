package main

import (
	"bytes"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/adrg/xdg"

	"lettertray/internal/config"
	"lettertray/internal/control"
	"lettertray/internal/decisions"
	"lettertray/internal/words"
)

// atHome gives the test a home of its own, without a session.
func atHome(t *testing.T) string {
	dir := t.TempDir()
	t.Cleanup(xdg.Reload) // after the variables have their values back
	for name, value := range map[string]string{
		"HOME": dir, "XDG_CONFIG_HOME": filepath.Join(dir, "config"), "XDG_STATE_HOME": filepath.Join(dir, "state"),
		"XDG_RUNTIME_DIR": dir, "DBUS_SESSION_BUS_ADDRESS": "", "DISPLAY": "", "LC_ALL": "C", gmailVariable: "", pubsubVariable: "",
	} {
		t.Setenv(name, value)
	}
	xdg.Reload() // it reads the environment when the program starts
	return dir
}

func TestTheCommandLine(t *testing.T) {
	dir := atHome(t)
	web := filepath.Join(dir, "web.json")
	os.WriteFile(web, []byte(`{"web":{"client_id":"x"}}`), 0o600)
	for name, c := range map[string]struct {
		args []string
		code int
		says string
	}{
		"help is no error":                {[]string{"--help"}, 0, "lettertray demo"},
		"so is asking in a word":          {[]string{"help"}, 0, "lettertray demo"},
		"so is asking a command":          {[]string{"pause", "--help"}, 0, "lettertray demo"},
		"in short":                        {[]string{"settings", "-h"}, 0, "lettertray demo"},
		"and asking about a command":      {[]string{"help", "pause"}, 0, "lettertray demo"},
		"a value that looks like asking":  {[]string{"settings", "set", "on_mail", "--help"}, 1, "not running"},
		"a word too many":                 {[]string{"--login", "x"}, 2, `"x" is one word too many`},
		"an unknown command":              {[]string{"frobnicate"}, 2, `does not know the command "frobnicate"`},
		"an unknown option":               {[]string{"--login", "--frob", "x"}, 2, "An option is wrong: --frob. "},
		"an unknown level of access":      {[]string{"--access", "all"}, 2, `--access can be headers, preview or actions, but not "all"`},
		"the same in one word":            {[]string{"-access=all"}, 2, `-access can be headers, preview or actions, but not "all"`},
		"an option without its value":     {[]string{"--login", "--client"}, 2, "The option --client needs a value"},
		"a value where none belongs":      {[]string{"--login=no"}, 2, "An option is wrong: --login=no. "},
		"three dashes":                    {[]string{"---login"}, 2, "An option is wrong: ---login. "},
		"a dash alone":                    {[]string{"-"}, 2, `"-" is one word too many`},
		"demo takes nothing":              {[]string{"demo", "x"}, 2, "demo"},
		"status takes little":             {[]string{"status", "x"}, 2, "takes no"},
		"status without an instance":      {[]string{"status"}, 1, "Lettertray is not running. Start it with: lettertray"},
		"quit without an instance":        {[]string{"quit"}, 1, "Lettertray is not running"},
		"a client file that is missing":   {[]string{"--client", filepath.Join(dir, "none.json")}, 1, "could not be read"},
		"a client file of the wrong type": {[]string{"--client", web}, 1, "Desktop app"},
	} {
		t.Run(name, func(t *testing.T) {
			var out, err bytes.Buffer
			if code := run(t.Context(), c.args, &out, &err); code != c.code {
				t.Errorf("ends with %d, want %d", code, c.code)
			}
			said, silent := &err, &out // standard output is for what was asked
			if c.code == 0 {
				said, silent = silent, said
			}
			if !strings.Contains(said.String(), c.says) {
				t.Errorf("says %q, not %q", said.String(), c.says)
			}
			if silent.Len() > 0 {
				t.Errorf("writes to the other stream: %q", silent.String())
			}
		})
	}
}

func TestTheCommandLineSpeaksThePersonsLanguage(t *testing.T) {
	atHome(t)
	paths := config.Standard()
	if err := paths.Make(); err != nil {
		t.Fatal(err)
	}
	yesterday := time.Now().AddDate(0, 0, -1)
	log := decisions.Log{Dir: paths.Decisions(), Now: func() time.Time { return yesterday }}
	defer log.Close()
	if err := log.Note("18f0", "held, since these are quiet hours"); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		locale, settings string
		args             []string
		code             int
		says             string
	}{
		"English":              {"en_GB.UTF-8", "", []string{"why", "18f0"}, 0, " · held, since these are quiet hours"},
		"German":               {"de_DE.UTF-8", "", []string{"why", "18f0"}, 0, " · zurückgehalten, da Ruhezeit ist"},
		"help":                 {"de_DE.UTF-8", "", []string{"--help"}, 0, "binnen einer Sekunde"},
		"a mistake":            {"de_DE.UTF-8", "", []string{"frob"}, 2, `kennt den Befehl "frob" nicht`},
		"a wrong option":       {"de_DE.UTF-8", "", []string{"--frob"}, 2, "Eine Option stimmt nicht: --frob. "},
		"a wrong access":       {"de_DE.UTF-8", "", []string{"--access=all"}, 2, `--access kann headers, preview oder actions sein, aber nicht "all"`},
		"nobody there":         {"de_DE.UTF-8", "", []string{"status"}, 1, "Lettertray läuft nicht"},
		"by the settings":      {"en_US.UTF-8", `language = "de"`, []string{"status"}, 1, "Lettertray läuft nicht"},
		"a language of others": {"fr_FR.UTF-8", "", []string{"status"}, 1, "is not running"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Setenv("LC_ALL", c.locale)
			if err := os.WriteFile(paths.Settings(), []byte(c.settings), 0o600); err != nil {
				t.Fatal(err)
			}
			var out bytes.Buffer
			if code := run(t.Context(), c.args, &out, &out); code != c.code || !strings.Contains(out.String(), c.says) {
				t.Errorf("ends with %d and says %q", code, out.String())
			}
		})
	}
}

func TestAFailureWithoutWordsIsToldInASentence(t *testing.T) {
	dir := atHome(t)
	t.Setenv("LC_ALL", "de_DE.UTF-8")
	if err := os.WriteFile(filepath.Join(dir, "config"), nil, 0o600); err != nil { // where a folder should be
		t.Fatal(err)
	}
	var out, err bytes.Buffer
	code := run(t.Context(), nil, &out, &err)
	if want := "lettertray: Das hat nicht geklappt: making a folder for Lettertray: "; code != 1 || !strings.HasPrefix(err.String(), want) {
		t.Errorf("ends with %d and says %q", code, err.String())
	}
	err.Reset()
	c := console{&out, &err, words.Choose("de")}
	if c.exit(heard(control.Response{Error: "Kein Konto ist verbunden."}, nil)); err.String() != "lettertray: Kein Konto ist verbunden.\n" {
		t.Errorf("what the running app says comes out as %q", err.String())
	}
}

func TestTheVersionIsSaid(t *testing.T) {
	for _, args := range [][]string{{"version"}, {"--version"}} {
		var out, err bytes.Buffer
		if code := run(t.Context(), args, &out, &err); code != 0 || !strings.HasPrefix(out.String(), "lettertray ") || !strings.Contains(out.String(), runtime.Version()) {
			t.Errorf("%q ends with %d and says %q", args, code, out.String())
		}
	}
}

func TestTokensGoNowhereButToThisComputerOrGoogle(t *testing.T) {
	for name, c := range map[string]struct {
		gmail, pubsub string
		want          places
		refused       bool
		unset         bool
	}{
		"Google's own":                     {"", "", places{}, false, false},
		"both on loopback":                 {"http://127.0.0.1:8080", "localhost:8085", places{"http://127.0.0.1:8080", "localhost:8085"}, false, false},
		"IPv6":                             {"http://[::1]:8080", "[::1]:8085", places{"http://[::1]:8080", "[::1]:8085"}, false, false},
		"another Gmail elsewhere":          {"https://gmail.evil.example", "", places{}, true, false},
		"a name that begins like loopback": {"http://127.0.0.1.evil.example", "", places{}, true, false},
		"a user before the host":           {"http://127.0.0.1@evil.example", "", places{}, true, false},
		"no web address":                   {"127.0.0.1:8080", "", places{}, true, false},
		"an emulator elsewhere":            {"http://127.0.0.1:1", "evil.example:443", places{}, true, false},
		"an emulator without a port":       {"http://127.0.0.1:1", "127.0.0.1", places{}, true, false},
		"an emulator alone is a leftover":  {"", "localhost:8085", places{}, false, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Setenv(gmailVariable, c.gmail)
			t.Setenv(pubsubVariable, c.pubsub)
			var log bytes.Buffer
			got, err := elsewhere(os.Getenv, slog.New(slog.NewTextHandler(&log, nil)))
			if got != c.want && !c.refused || (err != nil) != c.refused {
				t.Errorf("got %+v, %v", got, err)
			}
			if _, set := os.LookupEnv(pubsubVariable); c.unset && (set || log.Len() == 0) {
				t.Errorf("still set: %v; logged %q", set, log.String())
			}
		})
	}
}
