package config

import (
	"fmt"
	"net/mail"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// A mistake is a value that TOML allows and Lettertray does not.
type mistake struct {
	at  []string // its key; elements of lists by their index
	why string
}

// mistakes checks the settings as a whole.
func (s Settings) mistakes() []mistake {
	var all []mistake
	check := func(why string, at ...string) {
		if why != "" {
			all = append(all, mistake{at, why})
		}
	}
	check(badLabels(s.Labels), "labels")
	check(badLabels(s.Without), "without")
	check(badChoice(s.Only, "", OnlyAll, OnlyPrimary, OnlyImportant), "only")
	check(badChoice(s.Show, "", ShowFull, ShowSender, ShowCount), "show")
	check(badChoice(s.ShowLocked, "", ShowFull, ShowSender, ShowCount), "show_locked")
	check(badCommand(s.OnMail), "on_mail")
	check(badBrowser(s.Browser), "browser")
	for i, r := range s.Rules {
		at := strconv.Itoa(i)
		check(badSender(r.From), "rule", at, "from")
		check(badChoice(r.Tell, TellAlways, TellNever, TellSilently), "rule", at, "tell")
		if slices.ContainsFunc(s.Rules[:i], func(o Rule) bool { return strings.EqualFold(o.From, r.From) }) {
			check(fmt.Sprintf("there is a rule for %q already", r.From), "rule", at, "from")
		}
	}
	for i, q := range s.Quiet {
		at := strconv.Itoa(i)
		for _, d := range q.Days {
			check(badChoice(d, days...), "quiet", at, "days")
		}
		check(badClock(q.From), "quiet", at, "from")
		check(badClock(q.To), "quiet", at, "to")
	}
	// Any week does, in a zone that never changes its clocks.
	if until, quiet := s.QuietUntil(time.Unix(0, 0).UTC()); quiet && until.IsZero() && len(all) == 0 {
		check("these quiet hours leave no time in the week in which mail is told", "quiet")
	}
	seen := map[string]bool{}
	for address, a := range s.Account {
		fold := strings.ToLower(address)
		if seen[fold] {
			check(fmt.Sprintf("account %q is here twice", fold), "account", address)
		}
		seen[fold] = true
		for _, m := range a.mistakes(address) {
			check(m.why, append([]string{"account", address}, m.at...)...)
		}
	}
	return all
}

// mistakes checks what is set for the address.
func (a AccountSettings) mistakes(address string) []mistake {
	var all []mistake
	check := func(why string, at ...string) {
		if why != "" {
			all = append(all, mistake{at, fmt.Sprintf("account %q: %s", address, why)})
		}
	}
	if !isAddress(address) {
		check(`an account is named by its address in quotes, as [account."ada@gmail.com"]`)
	}
	if (a.Topic == "") != (a.Subscription == "") {
		check("topic and subscription are given together or not at all")
	}
	if a.Topic != "" && !isName(a.Topic, "topics") {
		check("a topic's full name is projects/PROJECT/topics/NAME", "topic")
	}
	if a.Subscription != "" && !isName(a.Subscription, "subscriptions") {
		check("a subscription's full name is projects/PROJECT/subscriptions/NAME", "subscription")
	}
	check(badLabels(a.Labels), "labels")
	check(badLabels(a.Without), "without")
	check(badChoice(a.Only, "", OnlyAll, OnlyPrimary, OnlyImportant), "only")
	check(badBrowser(a.Browser), "browser")
	return all
}

func badLabels(labels []string) string {
	for _, l := range labels {
		if strings.TrimSpace(l) == "" || strings.ContainsFunc(l, unicode.IsControl) {
			return fmt.Sprintf("%q is no label", l)
		}
	}
	return ""
}

// badChoice says what there is to choose from, unless the value is among it.
func badChoice[T ~string](value T, from ...T) string {
	if slices.Contains(from, value) {
		return ""
	}
	var words []string
	for _, f := range from {
		words = append(words, strconv.Quote(string(f)))
	}
	last := len(words) - 1
	return fmt.Sprintf("%q is none of %s or %s", value, strings.Join(words[:last], ", "), words[last])
}

func badCommand(c Command) string {
	if len(c) > 0 && strings.TrimSpace(c[0]) == "" {
		return "the first word of a command is the program"
	}
	if slices.ContainsFunc(c, func(word string) bool { return strings.ContainsRune(word, 0) }) {
		return "a command cannot hold a zero byte"
	}
	return ""
}

func badBrowser(c Command) string {
	if len(c) > 0 && slices.Equal(c.With(""), c) {
		return hole + " is missing among the arguments: it says where the link goes"
	}
	return badCommand(c)
}

func badSender(from string) string {
	domain := !strings.Contains(from, "@") && isAddress("x@"+from)
	if domain || isAddress(from) {
		return ""
	}
	return fmt.Sprintf(`%q is neither an address nor a domain, as "boss@example.com" or "example.com"`, from)
}

func badClock(c Clock) string {
	if _, err := c.minutes(); err != nil {
		return fmt.Sprintf(`%q is no time of day, as "22:00"`, c)
	}
	return ""
}

// isAddress reports whether the text is one bare address (RFC 5322 §3.4.1).
func isAddress(text string) bool {
	a, err := mail.ParseAddress(text)
	return err == nil && a.Address == text
}

// isName reports whether the text is a full name in Google Cloud.
func isName(full, kind string) bool {
	part := strings.Split(full, "/")
	return len(part) == 4 && part[0] == "projects" && part[1] != "" && part[2] == kind && part[3] != ""
}
