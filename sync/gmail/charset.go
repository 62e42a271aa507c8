package gmail

import (
	"fmt"
	"io"
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/ianaindex"
)

// charsetNamed finds an encoding by a name that a mail gives; nil if nobody
// knows it. The web's table comes first, for it reads iso-8859-1 and gb2312 as
// what mailers mean by them (windows-1252, GBK).
func charsetNamed(name string) encoding.Encoding {
	if e, err := htmlindex.Get(name); err == nil && e != encoding.Replacement {
		return e
	}
	if e, err := ianaindex.MIME.Encoding(name); err == nil {
		return e
	}
	return nil
}

// toUTF8 decodes bytes of a named charset. It is false for an unknown one.
func toUTF8(charset string, b []byte) (text string, ok bool) {
	if len(b) == 0 {
		return "", true
	}
	e := charsetNamed(charset)
	if e == nil {
		return "", false
	}
	out, err := e.NewDecoder().Bytes(b)
	if err != nil {
		return "", false
	}
	return strings.ToValidUTF8(string(out), "\uFFFD"), true
}

// charsetReader is toUTF8 for net/mail.
func charsetReader(charset string, r io.Reader) (io.Reader, error) {
	e := charsetNamed(charset)
	if e == nil {
		return nil, fmt.Errorf("unknown charset %.40q", charset)
	}
	return e.NewDecoder().Reader(r), nil
}
