package main

import (
	"bytes"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// atHome gives the test a home of its own, without a session.
func atHome(t *testing.T) string {
	dir := t.TempDir()
	for name, value := range map[string]string{
		"HOME": dir, "XDG_CONFIG_HOME": filepath.Join(dir, "config"), "XDG_STATE_HOME": filepath.Join(dir, "state"),
		"XDG_RUNTIME_DIR": dir, "DBUS_SESSION_BUS_ADDRESS": "", "DISPLAY": "", gmailVariable: "", pubsubVariable: "",
	} {
		t.Setenv(name, value)
	}
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
		"a word too many":                 {[]string{"--login", "x"}, 2, `"x" is one word too many`},
		"an unknown command":              {[]string{"frobnicate"}, 2, `does not know the command "frobnicate"`},
		"an unknown option":               {[]string{"--frob"}, 2, "frob"},
		"an unknown level of access":      {[]string{"--access", "all"}, 2, "headers"},
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
