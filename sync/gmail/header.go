package gmail

import (
	"io"
	"mime"
	"net/mail"
	"regexp"
	"strings"
	"unicode/utf8"

	shared "lettertray/internal/mail"
)

// headerLimit is how much of a header is looked at, in bytes. A stranger may
// send megabytes; a notification shows a line.
const headerLimit = 4 << 10

// encodedWord is RFC 2047's =?charset?encoding?text?=, generous about what the
// text may hold. A charset may carry a language (RFC 2231): utf-8*en.
var encodedWord = regexp.MustCompile(`=\?([^?\s*]+)(?:\*[^?\s]*)?\?([bBqQ])\?([^?]*)\?=`)

// folding is a line break within a header (RFC 5322, 2.2.3).
var folding = regexp.MustCompile(`\r?\n[ \t]*`)

// decode reads an unstructured header such as Subject. Words that cannot be
// decoded stay as they are; what is not UTF-8 afterwards is made so. Text
// that was decoded already comes back unchanged.
func decode(raw string) string {
	s := folding.ReplaceAllString(clean(raw), " ")
	var out strings.Builder
	var bytes []byte   // of the words from start to end, which share a charset
	var charset string // theirs
	start, end := -1, 0
	flush := func() {
		if start < 0 {
			return
		}
		if text, ok := toUTF8(charset, bytes); ok {
			out.WriteString(text)
		} else {
			out.WriteString(s[start:end])
		}
		bytes, start = nil, -1
	}
	for _, at := range encodedWord.FindAllStringSubmatchIndex(s, -1) {
		between, its := s[end:at[0]], strings.ToLower(s[at[2]:at[3]])
		plain, ok := unwrap(s[at[4]:at[5]], s[at[6]:at[7]])
		follows := start >= 0 && strings.Trim(between, " \t") == ""
		switch {
		case ok && follows && its == charset:
			// Mailers split words in the middle of a character although
			// they must not: decode the bytes of both together. The space
			// between two words is no part of the text (RFC 2047, 6.2).
			bytes = append(bytes, plain...)
		case ok:
			flush()
			if !follows {
				out.WriteString(between)
			}
			bytes, charset, start = plain, its, at[0]
		default:
			flush()
			out.WriteString(s[end:at[1]])
		}
		end = at[1]
	}
	flush()
	out.WriteString(s[end:])
	return clean(out.String())
}

// unwrap undoes the base64 or quoted-printable of one encoded word and leaves
// its bytes in whatever charset they have.
func unwrap(encoding, text string) (plain []byte, ok bool) {
	d := mime.WordDecoder{CharsetReader: func(_ string, r io.Reader) (io.Reader, error) { return r, nil }}
	s, err := d.Decode("=?x-bytes?" + encoding + "?" + text + "?=")
	return []byte(s), err == nil
}

// sender reads a From header. Of several addresses the first counts. A broken
// header yields what can be had: the text before the brackets and the address
// inside, or all of it as the name.
func sender(raw string) shared.Sender {
	s := folding.ReplaceAllString(clean(raw), " ")
	parser := mail.AddressParser{WordDecoder: &mime.WordDecoder{CharsetReader: charsetReader}}
	if list, err := parser.ParseList(s); err == nil && len(list) > 0 && !strings.ContainsRune(list[0].Name, utf8.RuneError) {
		// Some mailers put encoded words into quotes, where they are text
		// by the book and a riddle to the reader.
		return shared.Sender{Name: decode(list[0].Name), Address: clean(list[0].Address)}
	}
	before, inside, found := strings.Cut(s, "<")
	if !found {
		if strings.Contains(s, "@") && !strings.ContainsAny(s, " \t\"") {
			return shared.Sender{Address: s}
		}
		return shared.Sender{Name: unquote(s)}
	}
	inside, _, _ = strings.Cut(inside, ">")
	return shared.Sender{Name: unquote(before), Address: strings.TrimSpace(inside)}
}

// unquote takes a display name out of its quotes, as far as it has any.
func unquote(name string) string {
	name = strings.Trim(name, " \t\"")
	name = strings.ReplaceAll(name, `\"`, `"`)
	return decode(name)
}

// clean cuts text to a length that is worth decoding and makes it UTF-8.
func clean(s string) string {
	if len(s) > headerLimit {
		s = s[:headerLimit]
	}
	return strings.ToValidUTF8(s, string(utf8.RuneError))
}
