package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"lettertray/internal/words"
)

// What each shell is told, with the commands' names in place of COMMANDS. Keys
// of settings and the accounts among them are asked of the running app, which
// answers at once, as it does where none runs.
var completions = map[string]string{
	"bash": bashCompletion,
	"zsh":  zshCompletion,
	"fish": fishCompletion,
}

// Bash cuts words at @ as well, so the words are cut anew here, at blanks alone.
// What bash itself has as the last word, $2, is what it replaces. The bash of
// macOS is 3.2, which has no compopt.
const bashCompletion = `_lettertray() {
	local line=${COMP_LINE:0:COMP_POINT} words= keys accounts
	local -a typed
	read -ra typed <<<"$line"
	case $line in *[[:space:]]) typed+=("") ;; esac
	local n=$((${#typed[@]} - 1))
	local cur=${typed[n]}
	local kept=${cur%"$2"}
	case $n:${typed[1]} in
	1:-*) words="--client --access --login --version --help" ;;
	1:*) words="COMMANDS" ;;
	*:-*)
		case ${typed[n-1]} in
		--client)
			local IFS=$'\n'
			compopt -o filenames 2>/dev/null
			COMPREPLY=($(compgen -f -- "$2"))
			return ;;
		--access) words="headers preview actions" ;;
		*) words="--client --access --login" ;;
		esac ;;
	2:settings) words="get set keys edit" ;;
	2:open|2:cure|2:sign*|2:access|3:access|3:settings)
		keys=$(lettertray settings keys 2>/dev/null)
		accounts=$(sed -n 's/^account\.\(.*\)\.topic$/\1/p' <<<"$keys")
		case $n:${typed[1]}:${typed[2]} in
		2:signin:*) words="$accounts --cancel" ;;
		2:access:*) words="$accounts headers preview actions" ;;
		3:access:*@*) words="headers preview actions" ;;
		3:settings:get|3:settings:set) words=$keys ;;
		2:*) words=$accounts ;;
		esac ;;
	4:settings)
		case ${typed[2]}:${typed[3]} in
		set:show|set:show_locked) words="full sender count" ;;
		set:only|set:account.*.only) words="all primary important" ;;
		set:language) words="en de" ;;
		set:sound|set:returns) words="true false" ;;
		esac ;;
	3:signout) words="--everywhere" ;;
	2:pause) words="30m 1h tomorrow" ;;
	2:status|2:list|2:watch) words="--json" ;;
	2:autostart) words="on off unit" ;;
	2:completion) words="bash zsh fish" ;;
	2:help) words="COMMANDS" ;;
	esac
	COMPREPLY=($(compgen -W "$words" -- "$cur"))
	COMPREPLY=("${COMPREPLY[@]#"$kept"}")
}
complete -F _lettertray lettertray
`

const zshCompletion = `#compdef lettertray
local -a keys accounts
if [[ $words[2] == -* ]]; then
	_arguments --login --version --help '--client:file:_files' '--access:access:(headers preview actions)'
	return
fi
case $CURRENT:$words[2] in
2:*) compadd COMMANDS; return ;;
3:(open|cure|signin|signout|access)|4:settings)
	keys=(${(f)"$(lettertray settings keys 2>/dev/null)"})
	accounts=(${${${(M)keys:#account.*.topic}#account.}%.topic}) ;;
esac
case $CURRENT:$words[2]:$words[3] in
3:(open|cure|signout):*) compadd -a accounts ;;
3:signin:*) compadd -a accounts; compadd -- --cancel ;;
3:access:*) compadd headers preview actions; compadd -a accounts ;;
4:access:*@*) compadd headers preview actions ;;
4:signout:*) compadd -- --everywhere ;;
3:settings:*) compadd get set keys edit ;;
4:settings:(get|set)) compadd -a keys ;;
5:settings:set)
	case $words[4] in
	show|show_locked) compadd full sender count ;;
	only|account.*.only) compadd all primary important ;;
	language) compadd en de ;;
	sound|returns) compadd true false ;;
	esac ;;
3:pause:*) compadd 30m 1h tomorrow ;;
3:(status|list|watch):*) compadd -- --json ;;
3:autostart:*) compadd on off unit ;;
3:completion:*) compadd bash zsh fish ;;
3:help:*) compadd COMMANDS ;;
esac
`

const fishCompletion = `# Whether what stands before the cursor is this, word by word; each a pattern.
function __lettertray_behind
	set -l typed (commandline -opc)[2..-1]
	test (count $typed) -eq (count $argv); or return 1
	for i in (seq (count $argv))
		string match -qr -- "^($argv[$i])\$" $typed[$i]; or return 1
	end
end
function __lettertray_keys
	lettertray settings keys 2>/dev/null
end
function __lettertray_accounts
	__lettertray_keys | string replace -fr '^account\.(.*)\.topic$' '$1'
end
complete -c lettertray -f
complete -c lettertray -n __fish_use_subcommand -a "COMMANDS"
complete -c lettertray -n __fish_use_subcommand -l client -r -F
complete -c lettertray -n __fish_use_subcommand -l access -x -a "headers preview actions"
complete -c lettertray -n __fish_use_subcommand -l login
complete -c lettertray -n __fish_use_subcommand -l version
complete -c lettertray -n __fish_use_subcommand -l help
complete -c lettertray -n "__lettertray_behind 'open|cure|signin|signout|access'" -a "(__lettertray_accounts)"
complete -c lettertray -n "__lettertray_behind signin" -l cancel
complete -c lettertray -n "__lettertray_behind signout .+" -l everywhere
complete -c lettertray -n "__lettertray_behind access" -a "headers preview actions"
complete -c lettertray -n "__lettertray_behind access .+@.+" -a "headers preview actions"
complete -c lettertray -n "__lettertray_behind settings" -a "get set keys edit"
complete -c lettertray -n "__lettertray_behind settings 'get|set'" -a "(__lettertray_keys)"
complete -c lettertray -n "__lettertray_behind settings set 'show|show_locked'" -a "full sender count"
complete -c lettertray -n "__lettertray_behind settings set 'only|account\..*\.only'" -a "all primary important"
complete -c lettertray -n "__lettertray_behind settings set language" -a "en de"
complete -c lettertray -n "__lettertray_behind settings set 'sound|returns'" -a "true false"
complete -c lettertray -n "__lettertray_behind pause" -a "30m 1h tomorrow"
complete -c lettertray -n "__lettertray_behind 'status|list|watch'" -l json
complete -c lettertray -n "__lettertray_behind autostart" -a "on off unit"
complete -c lettertray -n "__lettertray_behind completion" -a "bash zsh fish"
complete -c lettertray -n "__lettertray_behind help" -a "COMMANDS"
`

// complete prints what a shell needs to complete commands.
func complete(args []string, c console) int {
	if len(args) == 1 {
		if script, ok := completions[args[0]]; ok {
			fmt.Fprint(c.stdout, strings.ReplaceAll(script, "COMMANDS", strings.Join(slices.Sorted(maps.Keys(takes)), " ")))
			return 0
		}
	}
	return c.wrong(words.WhichShell)
}
