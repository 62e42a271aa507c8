package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"lettertray/internal/words"
)

// What each shell is told. Only commands and fixed words are completed: asking
// the running app at each tab would be slow.
var completions = map[string]string{
	"bash": `_lettertray() {
	local words="%s"
	case "${COMP_WORDS[1]}" in
	pause) [ "$COMP_CWORD" = 2 ] && words="30m 1h tomorrow" || words= ;;
	status|watch) [ "$COMP_CWORD" = 2 ] && words="--json" || words= ;;
	signin) [ "$COMP_CWORD" = 2 ] && words="--cancel" || words= ;;
	signout) [ "$COMP_CWORD" = 3 ] && words="--everywhere" || words= ;;
	access) words="headers preview actions" ;;
	autostart) [ "$COMP_CWORD" = 2 ] && words="on off unit" || words= ;;
	settings) [ "$COMP_CWORD" = 2 ] && words="get set keys" || words="$(lettertray settings keys 2>/dev/null)" ;;
	completion) [ "$COMP_CWORD" = 2 ] && words="bash zsh fish" || words= ;;
	*) [ "$COMP_CWORD" = 1 ] || words= ;;
	esac
	COMPREPLY=($(compgen -W "$words" -- "${COMP_WORDS[COMP_CWORD]}"))
}
complete -F _lettertray lettertray
`,
	"zsh": `#compdef lettertray
_arguments '1: :(%s)' '2: :->second'
case $state in
second)
	case $words[2] in
	pause) compadd 30m 1h tomorrow ;;
	status|watch) compadd -- --json ;;
	signin) compadd -- --cancel ;;
	access) compadd headers preview actions ;;
	autostart) compadd on off unit ;;
	settings) compadd get set keys ;;
	completion) compadd bash zsh fish ;;
	esac ;;
esac
`,
	"fish": `complete -c lettertray -f
complete -c lettertray -n __fish_use_subcommand -a "%s"
complete -c lettertray -n "__fish_seen_subcommand_from pause" -a "30m 1h tomorrow"
complete -c lettertray -n "__fish_seen_subcommand_from status watch" -l json
complete -c lettertray -n "__fish_seen_subcommand_from signin" -l cancel
complete -c lettertray -n "__fish_seen_subcommand_from signout" -l everywhere
complete -c lettertray -n "__fish_seen_subcommand_from access" -a "headers preview actions"
complete -c lettertray -n "__fish_seen_subcommand_from autostart" -a "on off unit"
complete -c lettertray -n "__fish_seen_subcommand_from settings" -a "get set keys"
`,
}

// complete prints what a shell needs to complete commands.
func complete(args []string, c console) int {
	if len(args) == 1 {
		if script, ok := completions[args[0]]; ok {
			fmt.Fprintf(c.stdout, script, strings.Join(slices.Sorted(maps.Keys(takes)), " "))
			return 0
		}
	}
	return c.wrong(words.WhichShell)
}
