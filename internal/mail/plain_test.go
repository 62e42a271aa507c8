package mail

import "testing"

func TestAStrangersTextIsOneLineThatIsWhatItLooksLike(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"plain text stays", "ada@gmail.com · push", "ada@gmail.com · push"},
		{"line ends and tabs become one space", "a\r\n\tb\u2028c", "a b c"},
		{"zero bytes, which Windows cannot take", "a\x00b", "a b"},
		{"a writing direction cannot be turned", "a\u202egpj.exe\u2066b\u200f", "agpj.exeb"},
		{"joined emoji stay joined", "👩\u200d💻", "👩\u200d💻"},
		{"nothing steers a terminal", "a\x1b[2J\u009b31mb\u202ec\u061cd", "a [2J 31mbcd"},
		{"broken UTF-8, which D-Bus refuses", "a\xff\xfeb", "a\uFFFDb"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := Plain(tt.in); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}
