package config

import (
	"strings"
	"testing"
)

func TestTheMostSpecificRuleWins(t *testing.T) {
	s := Settings{Rules: []Rule{
		{"example.com", TellNever},
		{"team.example.com", TellSilently},
		{"boss@example.com", TellAlways},
	}}
	for name, c := range map[string]struct {
		from string
		want Tell
	}{
		"an address over its domain":              {"boss@example.com", TellAlways},
		"a domain":                                {"ad@example.com", TellNever},
		"a subdomain":                             {"ad@mail.example.com", TellNever},
		"a longer domain over a shorter":          {"ad@team.example.com", TellSilently},
		"below the longer domain":                 {"ad@a.b.team.example.com", TellSilently},
		"case does not matter":                    {"Boss@EXAMPLE.com", TellAlways},
		"another domain with the same end":        {"ad@notexample.com", TellUsually},
		"the domain as a name":                    {"example.com@other.org", TellUsually},
		"the boss at another place":               {"boss@example.com.other.org", TellUsually},
		"the last @ counts":                       {"boss@example.com@other.org", TellUsually},
		"no address at all":                       {"", TellUsually},
		"no domain":                               {"example.com", TellUsually},
		"a domain alone":                          {"@example.com", TellNever},
		"letters that change their length folded": {"\u212a@exa\u0130mple.com", TellUsually},
	} {
		t.Run(name, func(t *testing.T) {
			if got := s.Rule(c.from); got != c.want {
				t.Errorf("%q: %q, not %q", c.from, got, c.want)
			}
		})
	}
}

func FuzzRule(f *testing.F) {
	f.Add("example.com", "boss@example.com")
	f.Fuzz(func(t *testing.T, rule, from string) {
		s := Settings{Rules: []Rule{{rule, TellNever}}}
		end := from[max(0, len(from)-len(rule)):]
		if s.Rule(from) == TellNever && !strings.EqualFold(end, rule) {
			t.Errorf("the rule for %q holds for %q", rule, from)
		}
	})
}
