package notify

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestClean(t *testing.T) {
	for _, tt := range []struct {
		name, in, want string
		limit          int
	}{
		{"ordinary text stays", "Lunch at 12?", "Lunch at 12?", 100},
		{"white space of all kinds becomes one space", "\t a\r\n\u2028b\u00a0 c\u3000", "a b c", 100},
		{"control characters go", "a\x00b\x1b[31mc\u009bd\x7f", "ab[31mcd", 100},
		{"what turns the writing direction goes", "\u202egpj.exe\u202c \u2066x\u2069\u200e\u200f\u061cy", "gpj.exe xy", 100},
		{"right-to-left writing itself stays", "שלום مرحبا", "שלום مرحبا", 100},
		{"broken UTF-8 becomes replacement characters", "a\xffb\xc3", "a\ufffdb\ufffd", 100},
		{"invisible characters go", "pay\u200bpal\u00ad\ufeff\u2060\ufffc\U000e0041\u3164\U0001fffe", "paypal", 100},
		{"joiners of emoji and scripts stay", "👩\u200d👩\u200d👧 ❤\ufe0f می\u200cخواهم", "👩\u200d👩\u200d👧 ❤\ufe0f می\u200cخواهم", 100},
		{"a visible number sign of Arabic stays", "\u0600۱", "\u0600۱", 100},
		{"a flood of marks is cut to five", "Z" + strings.Repeat("\u0335", 50) + "a", "Z" + strings.Repeat("\u0335", 5) + "a", 100},
		{"joiners don't hide a flood of marks", strings.Repeat("e\u0301", 1) + strings.Repeat("\u200d\u0335", 9), "e\u0301\u200d\u0335\u200d\u0335", 100},
		{"marks without a letter go", "\u0335\u0301abc", "abc", 100},
		{"nothing visible is nothing", " \u2800\u200b\n", "", 100},
		{"text of just the limit stays", "12345", "12345", 5},
		{"spaces after the limit don't count", "12345   ", "12345", 5},
		{"a word after the limit does", "12345   6", "1234…", 5},
		{"long text ends in an ellipsis", "1234567", "1234…", 5},
		{"no space stands before the ellipsis", "123 567", "123…", 5},
		{"a letter keeps its marks or goes whole", "123e\u0301\u0302x", "123…", 5},
		{"a family is not torn apart", "12👩\u200d👩\u200d👧", "12…", 5},
		{"a skin tone stays with its hand", "123👍🏽x", "123…", 5},
		{"a flag is not halved", "1🇩🇪🇫🇷xx", "1🇩🇪…", 5},
		{"one rune of room is an ellipsis", "abc", "…", 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := clean(tt.in, tt.limit); got != tt.want {
				t.Errorf("clean(%+q, %d) = %+q, want %+q", tt.in, tt.limit, got, tt.want)
			}
		})
	}
}

func TestCleanReadsNoMoreThanItKeeps(t *testing.T) {
	huge := strings.Repeat("Ж", 10<<20)
	allocated := testing.AllocsPerRun(1, func() { clean(huge, 100) })
	if allocated > 20 {
		t.Errorf("%v allocations for a headline", allocated)
	}
}

func TestCleanCutsEvenWhatNeverEnds(t *testing.T) {
	chain := strings.Repeat("👩\u200d", 500)
	if n := utf8.RuneCountInString(clean(chain, 100)); n > 100 || n < 60 {
		t.Errorf("%d runes left of an endless emoji, want nearly 100", n)
	}
}
