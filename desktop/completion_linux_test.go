package desktop

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// In place of an app with two accounts, as it answers “settings keys”; else it
// says how it was called.
const appWithAccounts = `#!/bin/sh
if [ "$1 $2" = "settings keys" ]; then
	printf '%s\n' labels show_locked account.ada@gmail.com.topic account.ada@gmail.com.only account.grace@navy.example.topic
else
	printf 'called:'
	printf ' <%s>' "$@"
	echo
fi
`

func TestCompletion(t *testing.T) {
	need(t, "bash", "zsh", "fish")
	b := &box{dir: t.TempDir()}
	b.env = []string{"PATH=" + filepath.Join(b.dir, "bin") + ":" + os.Getenv("PATH"), "HOME=" + b.dir}
	for _, shell := range []string{"bash", "zsh", "fish"} {
		b.file(t, "completion."+shell, b.ask(t, "completion", shell), 0o600)
		t.Run(shell+" can read it", func(t *testing.T) {
			b.mustRun(t, shell, "-n", "completion."+shell)
		})
	}
	b.file(t, "bin/lettertray", appWithAccounts, 0o700)
	b.file(t, "a client.json", "", 0o600)
	for _, c := range []struct {
		line string // the last word is being typed
		want string
	}{
		{"pa", "pause"},
		{"pause", "pause"},
		{"s", "settings signin signout status"},
		{"pause ", "30m 1h tomorrow"},
		{"pause 30m ", ""},
		{"status -", "--json"},
		{"status --json ", ""},
		{"list ", "--json"},
		{"help pa", "pause"},
		{"autostart o", "on off"},
		{"open ", "ada@gmail.com grace@navy.example"},
		{"cure g", "grace@navy.example"},
		{"signin ", "ada@gmail.com grace@navy.example --cancel"},
		{"signout a", "ada@gmail.com"},
		{"signout ada@gmail.com -", "--everywhere"},
		{"access ", "ada@gmail.com grace@navy.example headers preview actions"},
		{"access ada@gmail.com ", "headers preview actions"},
		{"access headers ", ""},
		{"settings ", "get set keys edit"},
		{"settings keys ", ""},
		{"settings get s", "show_locked"},
		{"settings get labels ", ""},
		{"settings set account.a", "account.ada@gmail.com.topic account.ada@gmail.com.only"},
		{"settings set labels ", ""},
		{"settings set show ", "full sender count"},
		{"settings set show_locked s", "sender"},
		{"settings set only ", "all primary important"},
		{"settings set account.ada@gmail.com.only ", "all primary important"},
		{"settings set language ", "en de"},
		{"settings set sound ", "true false"},
		{"settings set returns ", "true false"},
		{"settings set show full ", ""},
		{"completion z", "zsh"},
		{"nonsense ", ""},
		{"-", "--client --access --login --version --help"},
		{"--login --a", "--access"},
		{"--access ", "headers preview actions"},
		{"--client a", "a client.json"},
	} {
		t.Run("bash completes "+c.line, func(t *testing.T) {
			if got := b.complete(t, "lettertray "+c.line); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
	for _, c := range []struct{ line, want string }{
		{"pa", "pause"},
		{"open ", "ada@gmail.com grace@navy.example"},
		{"access ada@gmail.com ", "actions headers preview"},
		{"settings get account.ada@gmail.com.o", "account.ada@gmail.com.only"},
		{"settings set show ", "count full sender"},
		{"autostart o", "off on"},
	} {
		for shell, ask := range map[string]func(testing.TB, string) string{"zsh": b.completeZsh, "fish": b.completeFish} {
			t.Run(shell+" completes "+c.line, func(t *testing.T) {
				if got := ask(t, "lettertray "+c.line); got != c.want {
					t.Errorf("%q, want %q", got, c.want)
				}
			})
		}
	}
	for typed, want := range map[string]string{
		"signout ada@g":                 "<signout> <ada@gmail.com>",
		"settings get account.ada@g\to": "<settings> <get> <account.ada@gmail.com.only>",
		"--client a":                    "<--client> <a client.json>",
	} {
		t.Run("bash puts in what is missing of "+typed, func(t *testing.T) {
			if got := b.tab(t, "lettertray "+typed); got != "called: "+want {
				t.Errorf("%q, want %q", got, want)
			}
		})
	}
}

// complete asks what bash would offer for the last word of a line.
func (b *box) complete(t testing.TB, line string) string {
	t.Helper()
	typed := strings.Split(line, " ")
	script := `source ./completion.bash; COMP_LINE=$1 COMP_POINT=${#1}; _lettertray lettertray "$2" "$3"; echo "${COMPREPLY[*]}"`
	return strings.TrimSpace(b.bash(t, "", "-c", script, "bash", line, typed[len(typed)-1], typed[len(typed)-2]))
}

// completeFish asks what fish would offer for the last word of a line.
func (b *box) completeFish(t testing.TB, line string) string {
	t.Helper()
	return offered(b.shell(t, "fish", "--no-config", "-c", "source completion.fish; complete -C $argv[1]", line), "")
}

// completeZsh asks what the script would have zsh's line editor, which is not
// there without a terminal, choose from.
func (b *box) completeZsh(t testing.TB, line string) string {
	t.Helper()
	const script = `compadd() {
	if [[ $1 == -a ]]; then print -l -- ${(P)2}; else [[ $1 == -- ]] && shift; print -l -- "$@"; fi
}
complete() { words=("$@"); CURRENT=$#words; source ./completion.zsh; }
complete "$@"`
	typed := strings.Split(line, " ")
	return offered(b.shell(t, "zsh", append([]string{"-f", "-c", script, "zsh"}, typed...)...), typed[len(typed)-1])
}

// offered are the words, in order, that begin so.
func offered(said, begin string) string {
	words := slices.DeleteFunc(strings.Fields(said), func(w string) bool { return !strings.HasPrefix(w, begin) })
	slices.Sort(words)
	return strings.Join(words, " ")
}

func (b *box) shell(t testing.TB, name string, args ...string) string {
	t.Helper()
	said, err := b.run(name, args...)
	if err != nil {
		t.Fatalf("%s says %q: %v", name, said, err)
	}
	return said
}

// tab types a line into bash, presses the key that completes it, and runs it.
func (b *box) tab(t testing.TB, line string) string {
	t.Helper()
	said := b.bash(t, "source ./completion.bash\n"+line+"\t\n", "--norc", "--noprofile", "-i")
	lines := strings.Split(said, "\n")
	i := slices.IndexFunc(lines, func(l string) bool { return strings.HasPrefix(l, "called:") })
	if i < 0 {
		t.Fatalf("nothing was called: %s", strconv.Quote(said))
	}
	return lines[i]
}

// bash runs bash with something typed into it.
func (b *box) bash(t testing.TB, typed string, args ...string) string {
	t.Helper()
	cmd := exec.Command("bash", args...)
	cmd.Env, cmd.Dir, cmd.Stdin = b.env, b.dir, strings.NewReader(typed)
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("bash says %q: %v", out, err)
	}
	return string(out)
}
