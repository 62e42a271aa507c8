package notify

import (
	"slices"
	"unicode"
)

// Bounds of what a stranger may put on the screen, in runes.
const (
	summaryLimit = 100
	bodyLimit    = 300
	marksLimit   = 5 // marks on one letter: real scripts need no more, floods spill over the neighbours
)

const (
	zeroWidthNonJoiner = '\u200c'
	zeroWidthJoiner    = '\u200d'
	objectReplacement  = '\ufffc'
	brailleBlank       = '\u2800' // looks like a space, and isn't one to Unicode
)

// clean makes one line of text that can be shown: valid UTF-8, trimmed, at most
// limit runes, without control characters, invisible ones, and those that turn
// the direction of what stands around them. Joiners stay: emoji and several
// languages need them. A limit of less than one counts as one.
func clean(text string, limit int) string {
	limit = max(limit, 1)
	var kept []rune
	attached := marksLimit // nothing to attach to yet
	for _, r := range text {
		switch {
		case unicode.IsSpace(r) || r == brailleBlank:
			if len(kept) == 0 || kept[len(kept)-1] == ' ' {
				continue
			}
			r, attached = ' ', 0
		case attaches(r):
			if attached++; attached > marksLimit || hidden(r) {
				continue
			}
		case hidden(r):
			continue
		default:
			attached = 0
		}
		kept = append(kept, r)
		if len(kept) > limit && r != ' ' {
			return string(cut(kept, limit))
		}
	}
	return string(trimmed(kept))
}

// attaches reports whether r belongs to the letter before it.
func attaches(r rune) bool {
	return r == zeroWidthJoiner || r == zeroWidthNonJoiner || unicode.Is(unicode.M, r)
}

// hidden reports whether r shows nothing by itself or does something else than
// show. Category Cf has all direction marks, overrides, isolates and tags; a
// few visible number signs of Arabic and its kin are in it too.
func hidden(r rune) bool {
	switch {
	case r == zeroWidthJoiner, r == zeroWidthNonJoiner:
		return false
	case unicode.Is(unicode.Cf, r):
		return !unicode.Is(unicode.Prepended_Concatenation_Mark, r)
	}
	return r == objectReplacement || unicode.In(r, unicode.Cc, unicode.Noncharacter_Code_Point,
		unicode.Other_Default_Ignorable_Code_Point)
}

// cut shortens text, which is longer than limit, to at most limit runes with an
// ellipsis, and steps back from the middle of what is drawn as one character.
func cut(text []rune, limit int) []rune {
	end := limit - 1
	for i := end; i > 0 && i > end-32; i-- {
		if !splits(text, i) {
			end = i
			break
		}
	}
	return append(trimmed(slices.Clone(text[:end])), '…')
}

// splits reports whether a cut before text[i] falls into one drawn character:
// the part of Unicode's grapheme rules (UAX 29) that matters to a headline.
func splits(text []rune, i int) bool {
	r := text[i]
	switch {
	case attaches(r), text[i-1] == zeroWidthJoiner:
		return true
	case r >= 0x1f3fb && r <= 0x1f3ff: // skin tones
		return true
	case unicode.Is(unicode.Regional_Indicator, r): // flags are pairs
		pairs := 0
		for i--; i >= 0 && unicode.Is(unicode.Regional_Indicator, text[i]); i-- {
			pairs++
		}
		return pairs%2 == 1
	}
	return false
}

func trimmed(text []rune) []rune {
	for len(text) > 0 && text[len(text)-1] == ' ' {
		text = text[:len(text)-1]
	}
	return text
}
