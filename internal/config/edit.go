package config

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"
)

// A span is where one expression stands in a TOML file: a key with its value,
// or the header of a table.
type span struct {
	key    []string // in full; elements of lists by their index
	table  []string // the table whose header it stands under, or is
	header bool
	start  int // where its key begins
	named  int // where its key ends
	end    int // where its value ends
}

// spans takes a TOML file apart, as far as it can be read.
func spans(data []byte) []span {
	var all []span
	var table []string
	count := map[string]int{} // of the elements that a list of tables has so far
	var p unstable.Parser
	p.Reset(data)
	for p.NextExpression() {
		e := p.Expression()
		s := span{table: table, start: -1}
		for k := e.Key(); k.Next(); {
			n := k.Node()
			if s.start < 0 {
				s.start = int(n.Raw.Offset)
			}
			s.named = int(n.Raw.Offset + n.Raw.Length)
			s.key = append(s.key, strings.ToLower(string(n.Data))) // the decoder takes any case
		}
		switch e.Kind {
		case unstable.KeyValue:
			s.key = slices.Concat(table, s.key)
			s.end = int(e.Raw.Offset + e.Raw.Length)
			all = append(all, s)
			continue
		case unstable.ArrayTable:
			list := strings.Join(s.key, "\x00")
			s.key = append(s.key, strconv.Itoa(count[list]))
			count[list]++
		}
		table = s.key
		s.table, s.header, s.end = table, true, s.named
		all = append(all, s)
	}
	return all
}

// lineOf returns the line, from 1, where the key stands, or what comes closest
// to it.
func lineOf(data []byte, key []string) int {
	best, at := 0, 0
	for _, s := range spans(data) {
		n := 0
		for n < min(len(key), len(s.key)) && s.key[n] == strings.ToLower(key[n]) {
			n++
		}
		if n > best {
			best, at = n, s.start
		}
	}
	return bytes.Count(data[:at], []byte("\n")) + 1
}

// edit returns the file with the key set to a value, itself in TOML. All else
// stays as it is, comments too. The outcome may be no valid TOML where tables
// are written in an unusual way.
func edit(data []byte, key []string, value string) []byte {
	all := spans(data)
	fold := make([]string, len(key))
	for i, part := range key {
		fold[i] = strings.ToLower(part)
	}
	var mine []span
	for _, s := range all {
		if len(s.key) >= len(key) && slices.Equal(s.key[:len(key)], fold) {
			mine = append(mine, s)
		}
	}
	if len(mine) == 1 && len(mine[0].key) == len(key) && !mine[0].header {
		return splice(data, mine[0].named, mine[0].end, " = "+value)
	}
	for _, s := range slices.Backward(mine) {
		data = splice(data, lineStart(data, s.start), lineEnd(data, s.end), "")
	}
	if len(mine) > 0 {
		all = spans(data)
	}
	return insert(data, all, key, fold, value)
}

// insert puts a key that is nowhere yet behind the others of its table, or into
// a table of its own at the end.
func insert(data []byte, all []span, key, fold []string, value string) []byte {
	name := key[len(key)-1]
	table := fold[:len(fold)-1]
	at := -1
	if len(table) == 0 {
		at = 0
	}
	for _, s := range all {
		if slices.Equal(s.table, table) {
			at = lineEnd(data, s.end)
		}
	}
	line := name + " = " + value + "\n"
	if at < 0 {
		at = len(data)
		line = "\n[" + key[0] + "." + quoted(key[1]) + "]\n" + line
	}
	if at > 0 && data[at-1] != '\n' {
		line = "\n" + line
	}
	return splice(data, at, at, line)
}

func splice(data []byte, from, to int, text string) []byte {
	return slices.Concat(data[:from], []byte(text), data[to:])
}

// lineStart returns where the line begins that holds the offset.
func lineStart(data []byte, at int) int {
	return bytes.LastIndexByte(data[:at], '\n') + 1
}

// lineEnd returns where the line after the offset begins.
func lineEnd(data []byte, at int) int {
	if n := bytes.IndexByte(data[at:], '\n'); n >= 0 {
		return at + n + 1
	}
	return len(data)
}
