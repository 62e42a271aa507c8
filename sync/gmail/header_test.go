package gmail

import (
	"strings"
	"testing"
	"unicode/utf8"

	"lettertray/internal/mail"
)

func TestDecode(t *testing.T) {
	for name, c := range map[string]struct{ raw, want string }{
		"plain text stays":                {"Invoice 3 = paid?", "Invoice 3 = paid?"},
		"what was decoded already stays":  {"Grüße aus 東京 🚋", "Grüße aus 東京 🚋"},
		"quoted-printable":                {"=?UTF-8?Q?Gr=C3=BC=C3=9Fe_aus_Wien?=", "Grüße aus Wien"},
		"base64":                          {"=?utf-8?b?5p2x5Lqs?=", "東京"},
		"latin 1 means the web's latin 1": {"=?iso-8859-1?q?=80_5?=", "€ 5"},
		"windows-1252":                    {"=?windows-1252?Q?=93quoted=94?=", "“quoted”"},
		"latin 2":                         {"=?iso-8859-2?Q?=A3=F3d=BC?=", "Łódź"},
		"koi8-r":                          {"=?koi8-r?B?8NLJ18XU?=", "Привет"},
		"shift_jis":                       {"=?Shift_JIS?B?k4yLng==?=", "東京"},
		"iso-2022-jp":                     {"=?ISO-2022-JP?B?GyRCRWw1fhsoQg==?=", "東京"},
		"gb2312":                          {"=?gb2312?B?sbG+qQ==?=", "北京"},
		"gb18030":                         {"=?gb18030?B?sbG+qQ==?=", "北京"},
		"big5":                            {"=?big5?B?pXilXw==?=", "台北"},
		"euc-kr":                          {"=?ks_c_5601-1987?B?vK2/7w==?=", "서울"},
		"a charset with a language":       {"=?utf-8*de?Q?Gr=C3=BC?=n", "Grün"},
		"the space between two words is none of theirs":  {"=?utf-8?q?a?= \t=?utf-8?q?b?=", "ab"},
		"the space between a word and text is":           {"x =?utf-8?q?a?= y =?utf-8?q?b?=", "x a y b"},
		"folded lines are joined":                        {"=?utf-8?q?a?=\r\n =?utf-8?q?b?=\r\n\tc", "ab c"},
		"a character cut in two by two words is whole":   {"=?UTF-8?B?8J+a?= =?UTF-8?B?iw==?= there", "🚋 there"},
		"also when the words are encoded differently":    {"=?UTF-8?Q?=C3?= =?utf-8?B?vA==?=", "ü"},
		"words of two charsets side by side":             {"=?utf-8?q?=C3=BC?= =?iso-8859-1?q?=FC?=", "üü"},
		"an unknown charset is left as it is":            {"=?x-martian?Q?abc?= =?utf-8?Q?=C3=BC?=", "=?x-martian?Q?abc?=ü"},
		"a charset that the web refuses is not replaced": {"=?iso-2022-kr?Q?abc?=", "=?iso-2022-kr?Q?abc?="},
		"broken base64 is left as it is":                 {"a =?utf-8?B?%%%?= b", "a =?utf-8?B?%%%?= b"},
		"an unclosed word is left as it is":              {"=?utf-8?Q?abc", "=?utf-8?Q?abc"},
		"an empty word is nothing":                       {"a=?utf-8?Q??=b", "ab"},
		"bytes that the charset lacks are marked":        {"=?utf-8?Q?a=FFb?=", "a\uFFFDb"},
		"raw bytes are made UTF-8":                       {"caf\xe9", "caf\uFFFD"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := decode(c.raw); got != c.want {
				t.Errorf("%q became %q, want %q", c.raw, got, c.want)
			}
		})
	}
}

func TestSender(t *testing.T) {
	for name, c := range map[string]struct {
		raw  string
		want mail.Sender
	}{
		"a name and an address":           {`Ada Lovelace <ada@example.com>`, mail.Sender{Name: "Ada Lovelace", Address: "ada@example.com"}},
		"an address alone":                {`ada@example.com`, mail.Sender{Address: "ada@example.com"}},
		"an address in brackets alone":    {`<ada@example.com>`, mail.Sender{Address: "ada@example.com"}},
		"a quoted name with a comma":      {`"Lovelace, Ada" <ada@example.com>`, mail.Sender{Name: "Lovelace, Ada", Address: "ada@example.com"}},
		"an encoded name":                 {`=?utf-8?q?J=C3=BCrgen?= <j@example.com>`, mail.Sender{Name: "Jürgen", Address: "j@example.com"}},
		"an encoded name in quotes":       {`"=?utf-8?q?J=C3=BCrgen?=" <j@example.com>`, mail.Sender{Name: "Jürgen", Address: "j@example.com"}},
		"an encoded name cut in two":      {`=?UTF-8?B?8J+a?= =?UTF-8?B?iw==?= <tram@example.com>`, mail.Sender{Name: "🚋", Address: "tram@example.com"}},
		"an unknown charset":              {`=?x-martian?q?abc?= <m@example.com>`, mail.Sender{Name: "=?x-martian?q?abc?=", Address: "m@example.com"}},
		"a name that was decoded already": {`Jürgen Groß <j@example.com>`, mail.Sender{Name: "Jürgen Groß", Address: "j@example.com"}},
		"the first of several":            {`Ada <ada@example.com>, Bob <bob@example.com>`, mail.Sender{Name: "Ada", Address: "ada@example.com"}},
		"unquoted specials in the name":   {`Shop: 50% off, now! <shop@example.com>`, mail.Sender{Name: "Shop: 50% off, now!", Address: "shop@example.com"}},
		"an unclosed bracket":             {`Ada <ada@example.com`, mail.Sender{Name: "Ada", Address: "ada@example.com"}},
		"brackets within an encoded name": {`=?utf-8?q?Bank_=3Cbank=40example=2Ecom=3E?= <evil@example.net>`, mail.Sender{Name: "Bank <bank@example.com>", Address: "evil@example.net"}},
		"no address at all":               {`The Management`, mail.Sender{Name: "The Management"}},
		"nothing":                         {``, mail.Sender{}},
		"a comment is a name":             {`ada@example.com (Ada)`, mail.Sender{Name: "Ada", Address: "ada@example.com"}},
	} {
		t.Run(name, func(t *testing.T) {
			if got := sender(c.raw); got != c.want {
				t.Errorf("%q became %+v, want %+v", c.raw, got, c.want)
			}
		})
	}
}

func FuzzHeader(f *testing.F) {
	for _, s := range []string{
		"plain", "=?utf-8?q?=C3=BC?= =?utf-8?b?8J+a?=", `"a\"b" <c@d>`, "=?x?q?a?=", "=?gb2312?B?sbG+qQ==?= <x", "\xff\r\n y", "a:b,c;<>@",
		strings.Repeat("=?iso-2022-jp?B?GyRC?= ", 1000),
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		from := sender(raw)
		for _, s := range []string{decode(raw), from.Name, from.Address} {
			if !utf8.ValidString(s) {
				t.Errorf("%q is not UTF-8", s)
			}
			if len(s) > 2*headerLimit {
				t.Errorf("%d bytes came out", len(s))
			}
		}
		if utf8.ValidString(raw) && len(raw) <= headerLimit && !strings.Contains(raw, "=?") && !strings.Contains(raw, "\n") {
			if got := decode(raw); got != raw {
				t.Errorf("%q became %q with nothing to decode", raw, got)
			}
		}
	})
}
