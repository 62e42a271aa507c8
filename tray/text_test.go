package tray

import "testing"

func TestCut(t *testing.T) {
	for _, tt := range []struct {
		name, in string
		n        int
		want     string
	}{
		{"what fits stays whole", "letter", 6, "letter"},
		{"what does not is marked", "letters", 6, "lette…"},
		{"a pair of units is not cut apart", "ab📬📬", 5, "ab📬…"},
		{"nothing stays nothing", "", 5, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := cut(tt.in, tt.n); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestEscape(t *testing.T) {
	for goos, want := range map[string]string{"linux": "a__b & c", "windows": "a_b && c", "darwin": "a_b & c"} {
		if got := escape(goos, "a_b & c"); got != want {
			t.Errorf("%s: got %q, want %q", goos, got, want)
		}
	}
}
