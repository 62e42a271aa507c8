package contract

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// A limit is a bound that the documents state in words alone. It counts for
// each value whose description holds the words.
type limit struct {
	words string
	holds func(v any) bool
}

const day = 24 * time.Hour

var limits = []limit{
	{"The maximum allowed value for this field is 500.", number(0, 500)},
	{"The minimum custom deadline you can specify is 10 seconds. " +
		"The maximum custom deadline you can specify is 600 seconds (10 minutes).", number(10, 600)},
	{"Cannot be more than 31 days or less than 10 minutes.", duration(10*time.Minute, 31*day)},
	{"The minimum allowed value for `expiration_policy.ttl` is 1 day.", aDayOrMore},
	{"It must be between 3 and 255 characters in length, and it must not start with `\"goog\"`.", isName},
	{"Valid values are 0, 1, and 3.", version},
	{"Valid values are `0`, `1`, and `3`.", version},
}

// number holds for a number, or one in a query, within bounds.
func number(least, most int) func(any) bool {
	return func(v any) bool {
		n, err := strconv.Atoi(fmt.Sprint(v))
		return err == nil && least <= n && n <= most
	}
}

// duration holds for a duration such as "86400s" within bounds.
func duration(least, most time.Duration) func(any) bool {
	return func(v any) bool {
		d, err := time.ParseDuration(fmt.Sprint(v))
		return err == nil && least <= d && d <= most
	}
}

// aDayOrMore holds for an expiration policy of a day or more. One without a ttl is
// no expiration at all.
func aDayOrMore(v any) bool {
	policy, _ := v.(map[string]any)
	ttl, given := policy["ttl"]
	return !given || duration(day, 1<<63-1)(ttl)
}

func version(v any) bool {
	return number(0, 1)(v) || number(3, 3)(v)
}

var nameLetters = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_.~+%-]{2,254}$`)

// isName holds for the full name of a topic or subscription.
func isName(v any) bool {
	full := fmt.Sprint(v)
	name := full[strings.LastIndex(full, "/")+1:]
	return nameLetters.MatchString(name) && !strings.HasPrefix(name, "goog")
}
