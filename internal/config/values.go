package config

import (
	"slices"
	"strings"

	"lettertray/internal/mail"
)

// Only narrows down which mail is told. The zero value is as OnlyAll.
type Only string

const (
	OnlyAll       Only = "all"
	OnlyPrimary   Only = "primary"   // Gmail's Primary tab
	OnlyImportant Only = "important" // what Gmail marks as important
)

// Label returns the Gmail label that a mail must carry to be told; empty: none.
func (o Only) Label() string {
	switch o {
	case OnlyPrimary:
		return mail.Primary
	case OnlyImportant:
		return mail.Important
	}
	return ""
}

// Show is how much of a mail is shown, wherever it is.
type Show string

const (
	ShowFull   Show = "full"   // sender, subject, and text where the access level gives it
	ShowSender Show = "sender" // who wrote
	ShowCount  Show = "count"  // how many came
)

// shows are in order, the laxest first.
var shows = []Show{ShowFull, ShowSender, ShowCount}

// Stricter returns the one of both that shows less.
func (s Show) Stricter(o Show) Show {
	return shows[max(slices.Index(shows, s), slices.Index(shows, o), 0)]
}

// A Command is a program and its arguments, run without a shell. Empty is none.
type Command []string

// hole is where a link goes in a command's arguments, as in desktop entries.
const hole = "%u"

// With returns the command with the link in its place. The link remains part of
// one argument, whatever is in it.
func (c Command) With(link string) []string {
	full := slices.Clone(c)
	for i := 1; i < len(full); i++ {
		full[i] = strings.ReplaceAll(full[i], hole, link)
	}
	return full
}
