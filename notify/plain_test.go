package notify

import (
	"strconv"
	"testing"
)

func TestPlain(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"ordinary text stays", "Lunch at 12:30, ok?", "Lunch at 12:30, ok?"},
		{"letters of all scripts stay", "Zoë Ångström 李雷 שלום हिन्दी", "Zoë Ångström 李雷 שלום हिन्दी"},
		{"PowerShell finds nothing to expand", "$(calc) `n $env:X \"@", "calc) n env:X '@"},
		{"no backslash and no per cent sign", `C:\x %PATH% ％ ＼ ＄`, "C: x PATH"},
		{"no markup and no end of CDATA", "<b>x</b>]]> &lt;", "b x /b +lt"},
		{"quotes of all kinds become one", "q “a” ‘b’ «c» \"d\" ＂e＂", "q 'a' 'b' 'c' 'd' 'e'"},
		{"a second line follows after a hyphen", "Subject\nSnippet", "Subject - Snippet"},
		{"no option begins it", "--hint=x -i y", "hint x -i y"},
		{"no property list begins it", "(a, b)", "a, b)"},
		{"emoji and joiners go", "a👩\u200d👩b\u200cc", "a bc"},
		{"nothing plain is nothing", "👍👍 !!!", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := plain(tt.in); got != tt.want {
				t.Errorf("plain(%+q) = %+q, want %+q", tt.in, got, tt.want)
			}
		})
	}
}

func FuzzPlain(f *testing.F) {
	for _, s := range []string{"Subject\nline", "$(x)`\"@\n'@", "-o <b>&amp;\\", "“\u202e\x00\xff", "％＼＂"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		p := plain(s)
		if q := strconv.Quote(p); q != `"`+p+`"` {
			t.Errorf("Go's quoting changes it, so AppleScript misreads it: %s", q)
		}
		for _, r := range p {
			switch r {
			case '$', '`', '"', '\\', '%', '<', '>', '[', ']', '{', '}', '&', ';', '|', '=', '\n':
				t.Errorf("%+q has %q", p, r)
			}
		}
		if p != "" && (p[0] == '-' || p[0] == '(') {
			t.Errorf("%+q begins with %q", p, p[0])
		}
	})
}
