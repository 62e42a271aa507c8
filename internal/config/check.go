package config

import (
	"net/mail"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"lettertray/internal/words"
)

// A mistake is a value that TOML allows and Lettertray does not.
type mistake struct {
	at  []string // its key; elements of lists by their index
	why words.Message
}

// mistakes checks the settings as a whole.
func (s Settings) mistakes() []mistake {
	var all []mistake
	check := func(why words.Message, at ...string) {
		if !why.None() {
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
	check(badLanguage(s.Language), "language")
	for i, r := range s.Rules {
		at := strconv.Itoa(i)
		check(badSender(r.From), "rule", at, "from")
		check(badChoice(r.Tell, TellAlways, TellNever, TellSilently), "rule", at, "tell")
		if slices.ContainsFunc(s.Rules[:i], func(o Rule) bool { return strings.EqualFold(o.From, r.From) }) {
			check(words.SettingRuleTwice.About(r.From), "rule", at, "from")
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
		check(words.SettingAllQuiet.About(), "quiet")
	}
	seen := map[string]bool{}
	for address, a := range s.Account {
		fold := strings.ToLower(address)
		if seen[fold] {
			check(words.SettingAccountTwice.About(fold), "account", address)
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
	check := func(why words.Message, at ...string) {
		if !why.None() {
			all = append(all, mistake{at, words.SettingAccount.About(address, why)})
		}
	}
	if !isAddress(address) {
		check(words.SettingAccountName.About())
	}
	if (a.Topic == "") != (a.Subscription == "") {
		check(words.SettingNamesApart.About())
	}
	if a.Topic != "" && !isName(a.Topic, "topics") {
		check(words.SettingTopic.About(), "topic")
	}
	if a.Subscription != "" && !isName(a.Subscription, "subscriptions") {
		check(words.SettingSubscription.About(), "subscription")
	}
	check(badLabels(a.Labels), "labels")
	check(badLabels(a.Without), "without")
	check(badChoice(a.Only, "", OnlyAll, OnlyPrimary, OnlyImportant), "only")
	check(badBrowser(a.Browser), "browser")
	return all
}

func badLabels(labels []string) words.Message {
	for _, l := range labels {
		if strings.TrimSpace(l) == "" || strings.ContainsFunc(l, unicode.IsControl) {
			return words.SettingNoLabel.About(l)
		}
	}
	return words.Message{}
}

// badChoice says what there is to choose from, unless the value is among it.
// Nobody is told of an empty choice: it is made by leaving the key out.
func badChoice[T ~string](value T, from ...T) words.Message {
	if slices.Contains(from, value) {
		return words.Message{}
	}
	var all []string
	for _, f := range from {
		if f != "" {
			all = append(all, strconv.Quote(string(f)))
		}
	}
	last := len(all) - 1
	return words.SettingNoChoice.About(value, strings.Join(all[:last], ", "), all[last])
}

func badLanguage(name string) words.Message {
	if name == "" || slices.Contains(words.Languages, name) {
		return words.Message{}
	}
	var all []string
	for _, l := range words.Languages {
		all = append(all, strconv.Quote(l))
	}
	return words.SettingNoChoice.About(name, strings.Join(all, ", "), words.SystemsLanguage)
}

func badCommand(c Command) words.Message {
	if len(c) > 0 && strings.TrimSpace(c[0]) == "" {
		return words.SettingNoProgram.About()
	}
	if slices.ContainsFunc(c, func(word string) bool { return strings.ContainsRune(word, 0) }) {
		return words.SettingZeroByte.About()
	}
	return words.Message{}
}

func badBrowser(c Command) words.Message {
	if len(c) > 0 && slices.Equal(c.With(""), c) {
		return words.SettingNoLink.About(hole)
	}
	return badCommand(c)
}

func badSender(from string) words.Message {
	if strings.Contains(from, "*") { // an address may hold it (RFC 5322 §3.2.3), but who writes it here means a pattern
		return words.SettingNoStar.About(from)
	}
	domain := !strings.Contains(from, "@") && isAddress("x@"+from)
	if domain || isAddress(from) {
		return words.Message{}
	}
	return words.SettingNoSender.About(from)
}

func badClock(c Clock) words.Message {
	if _, err := c.minutes(); err != nil {
		return words.SettingNoTime.About(c)
	}
	return words.Message{}
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
