// Package words holds every text that Lettertray says to a person, in each of
// its languages side by side, and writes dates and numbers as the person's
// region does. It imports nothing of ours, so that all may use it.
//
// The log is not for the person and stays English, and so do the names in
// settings, commands and JSON.
package words

import "fmt"

// A Text is one thing to say, in each language. Its verbs are those of package
// fmt and the same in each.
type Text struct{ English, German string }

// A Plural is a text that counts. More is for every number but one, in both
// languages (Unicode CLDR, plural rules).
type Plural struct{ One, More Text }

// A Message is a text together with what it is about, in no language yet: what
// an error carries until somebody tells it to the person. The zero value says
// nothing.
type Message struct {
	text  Text
	about []any
}

// About returns the text's message. What it is about may be texts and messages
// in turn.
func (t Text) About(what ...any) Message { return Message{t, what} }

// None reports whether there is nothing to say.
func (m Message) None() bool { return m.text == Text{} }

// Sayable is a Text or a Message.
type Sayable interface{ say(l *Locale) string }

func (t Text) say(l *Locale) string    { return l.Say(t) }
func (m Message) say(l *Locale) string { return l.Say(m.text, m.about...) }

// Tell says what is a text by itself, or a message.
func (l *Locale) Tell(s Sayable) string { return s.say(l) }

// Say says a text in the locale's language. Numbers are written as its region
// does.
func (l *Locale) Say(t Text, about ...any) string {
	format := l.pick(t)
	if len(about) == 0 {
		return format
	}
	said := make([]any, len(about))
	for i, a := range about {
		switch a := a.(type) {
		case Sayable:
			said[i] = l.Tell(a)
		case int:
			said[i] = l.Number(a)
		default:
			said[i] = a
		}
	}
	return fmt.Sprintf(format, said...)
}

// Count says a text that counts n, which comes before what else it is about.
func (l *Locale) Count(p Plural, n int, about ...any) string {
	t := p.More
	if n == 1 {
		t = p.One
	}
	return l.Say(t, append([]any{n}, about...)...)
}
