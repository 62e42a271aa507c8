package autostart

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"
)

func TestAProgramIsQuotedAsEachFormatWants(t *testing.T) {
	for name, c := range map[string]struct {
		exe                string
		entry, unit, agent string // empty: refused
	}{
		"a plain path":       {`/usr/bin/lettertray`, `"/usr/bin/lettertray"`, `":/usr/bin/lettertray"`, `/usr/bin/lettertray`},
		"spaces":             {`/my apps/l t`, `"/my apps/l t"`, `":/my apps/l t"`, `/my apps/l t`},
		"double quotes":      {`/a"b`, `"/a\\"b"`, "", `/a&#34;b`},
		"single quotes":      {`/it's`, `"/it's"`, "", `/it&#39;s`},
		"per cent":           {`/50%u`, "", `":/50%%u"`, `/50%u`},
		"dollars":            {`/$HOME`, `"/\\$HOME"`, `":/$HOME"`, `/$HOME`},
		"backslashes":        {`/a\b`, `"/a\\\\b"`, "", `/a\b`},
		"backticks":          {"/`id`", "\"/\\\\`id\\\\`\"", "\":/`id`\"", "/`id`"},
		"semicolons":         {`/a;b & c`, `"/a;b & c"`, `":/a;b & c"`, `/a;b &amp; c`},
		"what XML reads":     {`/<key>&amp;`, `"/<key>&amp;"`, `":/<key>&amp;"`, `/&lt;key&gt;&amp;amp;`},
		"other people's abc": {`/домой/ß`, `"/домой/ß"`, `":/домой/ß"`, `/домой/ß`},
	} {
		t.Run(name, func(t *testing.T) {
			for format, made := range map[string]struct {
				text func(string) (string, error)
				line string
			}{
				"entry": {entry, line("Exec=", c.entry)},
				"unit":  {func(exe string) (string, error) { return Unit(exe, Graphical) }, line("ExecStart=", c.unit)},
				"agent": {agent, "<string>" + c.agent + "</string>\n\t\t<string>--login</string>\n"},
			} {
				text, err := made.text(c.exe)
				if made.line == "" {
					if !errors.Is(err, errName) || text != "" {
						t.Errorf("the %s takes what its reader does not: %v\n%s", format, err, text)
					}
					continue
				}
				if err != nil || !strings.Contains(text, made.line) {
					t.Errorf("the %s lacks %q: %v\n%s", format, made.line, err, text)
				}
			}
		})
	}
}

func line(key, exe string) string {
	if exe == "" {
		return ""
	}
	return key + exe + " --login\n"
}

func TestAPathThatCannotBeWrittenIsRefused(t *testing.T) {
	for name, exe := range map[string]string{
		"a line break":     "/a\nExec=rm",
		"a carriage":       "/a\rb",
		"a tab":            "/a\tb",
		"a zero byte":      "/a\x00b",
		"a C1 control":     "/a\u0085b",
		"what is no UTF-8": "/a\xffb",
		"nothing":          "",
	} {
		t.Run(name, func(t *testing.T) {
			for format, made := range map[string]func(string) (string, error){
				"entry": entry, "agent": agent, "Run key": runCommand,
				"unit": func(exe string) (string, error) { return Unit(exe, Login) },
			} {
				if text, err := made(exe); !errors.Is(err, errName) || text != "" {
					t.Errorf("the %s takes it: %v\n%s", format, err, text)
				}
			}
		})
	}
	if _, err := entry("/a=b"); !errors.Is(err, errName) {
		t.Errorf("an entry takes an equals sign: %v", err)
	}
}

func TestTheRunKeyTakesWindowsPaths(t *testing.T) {
	for name, c := range map[string]struct{ exe, line string }{
		"spaces":           {`C:\Program Files\Lettertray\lettertray.exe`, `"C:\Program Files\Lettertray\lettertray.exe" --login`},
		"per cent is kept": {`C:\%TEMP%\l.exe`, `"C:\%TEMP%\l.exe" --login`},
		"quotes":           {`C:\a" "b.exe`, ""},
		"the longest":      {`C:\` + strings.Repeat("x", 247), `"C:\` + strings.Repeat("x", 247) + `" --login`},
		"one more":         {`C:\` + strings.Repeat("x", 248), ""},
		"counted as there": {`C:\` + strings.Repeat("😀", 124), ""},
	} {
		t.Run(name, func(t *testing.T) {
			line, err := runCommand(c.exe)
			if line != c.line || (err == nil) != (c.line != "") {
				t.Errorf("%q, %v", line, err)
			}
		})
	}
}

func TestTheTaskManagersWordCounts(t *testing.T) {
	for name, c := range map[string]struct {
		record []byte
		want   bool
	}{
		"no record is consent": {nil, true},
		"switched on":          {[]byte{2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}, true},
		"switched off":         {[]byte{3, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8}, false},
	} {
		t.Run(name, func(t *testing.T) {
			if approved(c.record) != c.want {
				t.Error("misread")
			}
		})
	}
}

func TestAnEntryMayBeSwitchedOff(t *testing.T) {
	made, err := entry("/usr/bin/lettertray")
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		text string
		want bool
	}{
		"as it is made, it is on":     {made, true},
		"hidden":                      {made + "Hidden=true\n", false},
		"not hidden":                  {made + "Hidden=false\n", true},
		"off for GNOME":               {made + "X-GNOME-Autostart-enabled=false\n", false},
		"on for GNOME":                {made + "X-GNOME-Autostart-enabled=true\n", true},
		"with spaces":                 {made + " Hidden = true \n", false},
		"hidden in another group":     {made + "[Desktop Action x]\nHidden=true\n", true},
		"a comment":                   {made + "#Hidden=true\n", true},
		"nothing to run":              {"[Desktop Entry]\nName=Lettertray\n", false},
		"an empty file":               {"", false},
		"a line longer than any line": {made + strings.Repeat("x", 1<<20), true},
	} {
		t.Run(name, func(t *testing.T) {
			if entryOn([]byte(c.text)) != c.want {
				t.Error("misread")
			}
		})
	}
}

func TestAUnitGoesWithItsTarget(t *testing.T) {
	for at, bound := range map[Target]bool{Graphical: true, Login: false} {
		text, err := Unit("/l", at)
		if err != nil || !strings.Contains(text, "WantedBy="+string(at)) || strings.Contains(text, "PartOf=") != bound {
			t.Errorf("%s: %v\n%s", at, err, text)
		}
	}
}

func FuzzAgent(f *testing.F) {
	f.Add("/Applications/Letter & Tray.app/<x>")
	f.Fuzz(func(t *testing.T, exe string) {
		text, err := agent(exe)
		if err != nil {
			return
		}
		var read []string
		d := xml.NewDecoder(strings.NewReader(text))
		for {
			token, err := d.Token()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
			if s, ok := token.(xml.StartElement); ok && s.Name.Local == "string" {
				var word string
				if err := d.DecodeElement(&word, &s); err != nil {
					t.Fatal(err)
				}
				read = append(read, word)
			}
		}
		if len(read) != 5 || read[1] != exe {
			t.Errorf("%q is read as %q", exe, read)
		}
	})
}
