package config

import "strings"

// Tell is what a rule says about mail from a sender.
type Tell string

const (
	TellUsually  Tell = ""         // no rule: as the other settings say
	TellAlways   Tell = "always"   // also what without and only would leave out
	TellNever    Tell = "never"    // not at all
	TellSilently Tell = "silently" // without a sound
)

// A Rule is what holds for one address, or for a domain with its subdomains.
type Rule struct {
	From string `toml:"from" comment:"An address, or a domain: that stands for its subdomains too."`
	Tell Tell   `toml:"tell" comment:"\"always\" (whatever without and only say), \"never\" or \"silently\"."`
}

// Rule returns what holds for mail from the address. The most specific rule
// wins: an address over a domain, a longer domain over a shorter one. Anyone
// can write any address into a mail; a rule is a convenience, not a protection.
func (s Settings) Rule(from string) Tell {
	tell, best := TellUsually, 0
	for _, r := range s.Rules {
		if n := r.fits(from); n > best {
			tell, best = r.Tell, n
		}
	}
	return tell
}

// fits says how specifically the rule is about the address; 0: not at all.
func (r Rule) fits(from string) int {
	const address = 1 << 16 // more than any domain is long
	if strings.Contains(r.From, "@") {
		if strings.EqualFold(r.From, from) {
			return address
		}
		return 0
	}
	domain := from[strings.LastIndexByte(from, '@')+1:]
	if len(domain) == len(from) || len(domain) < len(r.From) {
		return 0
	}
	above, below := domain[:len(domain)-len(r.From)], domain[len(domain)-len(r.From):]
	if strings.EqualFold(below, r.From) && (above == "" || strings.HasSuffix(above, ".")) {
		return len(r.From)
	}
	return 0
}
