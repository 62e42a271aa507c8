package desktop

import (
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
)

func TestCompletion(t *testing.T) {
	need(t, "bash")
	b := &box{dir: t.TempDir()}
	b.env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + b.dir}
	for _, shell := range []string{"bash", "zsh", "fish"} {
		t.Run(shell+" can read it", func(t *testing.T) {
			if _, err := exec.LookPath(shell); err != nil {
				t.Skip(shell + " is not installed")
			}
			b.file(t, "completion."+shell, b.ask(t, "completion", shell), 0o600)
			b.mustRun(t, shell, "-n", "completion."+shell)
		})
	}
	for _, c := range []struct {
		line string // the last word is being typed
		want string
	}{
		{"pa", "pause"},
		{"s", "settings signin signout status"},
		{"pause ", "30m 1h tomorrow"},
		{"pause 30m ", ""},
		{"status -", "--json"},
		{"status --json ", ""},
		{"autostart o", "on off"},
		{"signout ada@gmail.com -", "--everywhere"},
		{"settings ", "get set keys"},
		{"completion z", "zsh"},
		{"nonsense ", ""},
	} {
		t.Run("bash completes "+c.line, func(t *testing.T) {
			if got := b.complete(t, "lettertray "+c.line); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

// complete types a line into bash and presses the key that completes it.
func (b *box) complete(t testing.TB, line string) string {
	t.Helper()
	typed := strings.Split(line, " ")
	script := `source ./completion.bash; COMP_CWORD=$1; shift; COMP_WORDS=("$@"); _lettertray; echo "${COMPREPLY[*]}"`
	args := append([]string{"-c", script, "bash", strconv.Itoa(len(typed) - 1)}, typed...)
	out, err := b.run("bash", args...)
	if err != nil {
		t.Fatalf("bash says %q: %v", out, err)
	}
	return strings.TrimSpace(out)
}
