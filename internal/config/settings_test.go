package config

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/pelletier/go-toml/v2"

	"lettertray/internal/words"
)

func TestSettingsAreCheckedAsAWhole(t *testing.T) {
	const account = "[account.'a@b.c']\n"
	for name, c := range map[string]struct{ text, refused string }{
		"nothing is fine":                       {"", ""},
		"labels are fine":                       {"labels = ['INBOX', 'Label_7', 'Família']", ""},
		"names made beforehand are fine":        {account + "topic='projects/p/topics/t'\nsubscription='projects/p/subscriptions/s'", ""},
		"rules and quiet hours are fine":        {"[[rule]]\nfrom='b.c'\ntell='never'\n[[quiet]]\ndays=['mon']\nfrom='22:00'\nto='07:00'", ""},
		"an unknown setting is named":           {"labels = []\nlabel = 'x'", `line 2: there is no setting "label"`},
		"an unknown setting in a rule is named": {"\n[[rule]]\nfor='x'", `line 3: there is no setting "rule.for"`},
		"a number for a list":                   {"\nlabels = 7", `line 2: labels wants a list, as ["…", "…"]`},
		"a list of numbers":                     {"labels = [7]", "line 1: labels wants"},
		"text for a switch":                     {"sound = 'no'", "line 1: sound wants true or false"},
		"a number for text":                     {"\nonly = 1", "line 2: only wants text in quotes"},
		"a bare time for one in quotes":         {"[[quiet]]\nfrom = 22:00:00", "line 2: quiet.from wants text in quotes"},
		"a value for a table":                   {"account = 1", "line 1: account wants a table"},
		"a table for rules":                     {"[rule]\nfrom='x'", "line 1:"},
		"a table for a value":                   {"[labels]\nx=1", "line 1: labels wants a list"},
		"a key twice":                           {"show = 'full'\nshow = 'count'\n", "line 2: this is here twice"},
		"broken TOML names its line":            {"\n\nlabels = [", "line 3: this line cannot be read: array is incomplete"},
		"a key that stands twice":               {"only='all'\nonly='all'", "line 2:"},
		"an empty label":                        {"labels = ['']", `line 1: "" is no label`},
		"a label with a line break":             {"without = [\"a\\nb\"]", `line 1: "a\nb" is no label`},
		"a choice that is none":                 {"\n# text\nonly = 'Primary'", `line 3: "Primary" is none of "all", "primary" or "important"`},
		"a language that there is":              {"language = 'de'", ""},
		"the system's language":                 {"language = ''", ""},
		"a language that there is not":          {"\nlanguage = 'fr'", `line 2: "fr" is none of "en", "de" or "" for the system's`},
		"showing nothing":                       {"show = 'none'", `line 1: "none" is none of`},
		"a laxer word for the locked screen":    {"show_locked = 'everything'", "line 1:"},
		"a command without a program":           {"on_mail = ['']", "line 1: the first word of a command is the program"},
		"a browser that gets no link":           {"browser = ['firefox']", "line 1: %u is missing"},
		"a link as the program":                 {"browser = ['%u']", "line 1: %u is missing"},
		"a rule for nobody":                     {"[[rule]]\ntell='never'", `line 1: "" is neither an address nor a domain`},
		"a rule that says nothing":              {"[[rule]]\nfrom='b.c'", `line 1: "" is none of "always", "never" or "silently"`},
		"a rule with a star":                    {"[[rule]]\nfrom='b.c'\ntell='never'\n[[rule]]\nfrom='*@b.c '\ntell='never'", "line 5:"},
		"a star for all of a domain":            {"[[rule]]\nfrom='*@b.c'\ntell='never'", `line 2: the star in "*@b.c" stands for nothing: a whole domain is written without it, as "example.com"`},
		"a star for all subdomains":             {"[[rule]]\nfrom='*.b.c'\ntell='never'", `line 2: the star in "*.b.c" stands for nothing`},
		"two rules for one sender":              {"[[rule]]\nfrom='b.c'\ntell='never'\n\n[[rule]]\nfrom='B.C'\ntell='always'", "line 6: there is a rule for"},
		"rules in one line":                     {"\nrule = [{from='b.c', tell='no'}]", `line 2: "no" is none of`},
		"a day that is none":                    {"[[quiet]]\nto='07:00'\ndays=['monday']", `line 3: "monday" is none of`},
		"an hour that is none":                  {"[[quiet]]\nfrom='25:00'", `line 2: "25:00" is no time of day`},
		"quiet for ever":                        {"\n[[quiet]]", "line 2: these quiet hours leave no time"},
		"a topic alone":                         {account + "topic='projects/p/topics/t'", "line 1: account \"a@b.c\": topic and subscription are given together or not at all"},
		"a short name":                          {account + "topic='t'\nsubscription='projects/p/subscriptions/s'", "line 2: account \"a@b.c\": a topic's full name is"},
		"a swapped name":                        {account + "topic='projects/p/topics/t'\nsubscription='projects/p/topics/t'", "line 3: account \"a@b.c\": a subscription's full name is"},
		"an account by its name":                {"[account.ada]", "line 1: account \"ada\": an account is named by its address"},
		"an account's own choice":               {account + "without=['x']\nonly='some'", "line 3: account \"a@b.c\": \"some\" is none of"},
		"an account that is here twice":         {account + "[account.'A@b.c']", "line 1: account \"a@b.c\" is here twice"},
		"the first of two mistakes":             {"only='x'\nshow='y'\n" + account + "only='z'", "line 1:"},
	} {
		t.Run(name, func(t *testing.T) {
			s, err := ParseSettings([]byte(c.text))
			if c.refused == "" && err != nil {
				t.Fatal(err)
			}
			if c.refused == "" {
				return
			}
			if err == nil || !strings.Contains(err.Error(), c.refused) {
				t.Fatalf("says %v, not %q", err, c.refused)
			}
			if strings.Contains(err.Error(), "config.") || strings.Contains(err.Error(), "toml") {
				t.Errorf("says what only programmers know: %v", err)
			}
			if !s.Equal(Settings{}) {
				t.Error("returns settings with the error")
			}
		})
	}
}

func TestAnAccountHasItsOwnSettings(t *testing.T) {
	general := "labels = ['INBOX', 'Family']\nwithout = ['Ads']\nonly = 'important'\nbrowser = ['a', '%u']\n"
	for name, c := range map[string]struct {
		text string
		want AccountSettings
	}{
		"without any, the defaults hold":          {"", AccountSettings{Labels: []string{"INBOX"}, Only: OnlyAll}},
		"without its own, the general ones hold":  {general, AccountSettings{Labels: []string{"INBOX", "Family"}, Without: []string{"Ads"}, Only: OnlyImportant, Browser: Command{"a", "%u"}}},
		"its own win, whatever the case":          {general + "[account.'Ada@Gmail.com']\nlabels=['X']\nwithout=['Y']\nonly='primary'\nbrowser=['b','%u']", AccountSettings{Labels: []string{"X"}, Without: []string{"Y"}, Only: OnlyPrimary, Browser: Command{"b", "%u"}}},
		"an empty list is its own too":            {general + "[account.'ada@gmail.com']\nlabels=[]\nwithout=[]\nonly='all'\nbrowser=[]", AccountSettings{Labels: []string{"INBOX"}, Only: OnlyAll}},
		"another account's are none of its own":   {"[account.'bob@gmail.com']\nonly='primary'", AccountSettings{Labels: []string{"INBOX"}, Only: OnlyAll}},
		"names made beforehand are of an account": {"[account.'ada@gmail.com']\ntopic='projects/p/topics/t'\nsubscription='projects/p/subscriptions/s'", AccountSettings{Topic: "projects/p/topics/t", Subscription: "projects/p/subscriptions/s", Labels: []string{"INBOX"}, Only: OnlyAll}},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "settings.toml")
			os.WriteFile(path, []byte(c.text), 0o600)
			s, err := ReadSettings(path)
			got := s.For("ada@GMAIL.com")
			if err != nil || got.Topic != c.want.Topic || got.Subscription != c.want.Subscription || got.Only != c.want.Only ||
				!slices.Equal(got.Labels, c.want.Labels) || !slices.Equal(got.Without, c.want.Without) || !slices.Equal(got.Browser, c.want.Browser) {
				t.Errorf("%+v, %v", got, err)
			}
		})
	}
}

func TestTheLockedScreenNeverShowsMore(t *testing.T) {
	for name, c := range map[string]struct {
		set              Settings
		open, whenLocked Show
	}{
		"by default it shows the sender": {Settings{}, ShowFull, ShowSender},
		"it may show as much":            {Settings{ShowLocked: ShowFull}, ShowFull, ShowFull},
		"a laxer level does not count":   {Settings{Show: ShowCount, ShowLocked: ShowFull}, ShowCount, ShowCount},
		"a stricter level does":          {Settings{Show: ShowSender, ShowLocked: ShowCount}, ShowSender, ShowCount},
		"nor does the default loosen it": {Settings{Show: ShowCount}, ShowCount, ShowCount},
	} {
		t.Run(name, func(t *testing.T) {
			if open, locked := c.set.Shows(false), c.set.Shows(true); open != c.open || locked != c.whenLocked {
				t.Errorf("%s, locked %s", open, locked)
			}
		})
	}
}

func TestSoundIsOnUnlessSetOff(t *testing.T) {
	for text, want := range map[string]bool{"": true, "sound = true": true, "sound = false": false} {
		if s, err := ParseSettings([]byte(text)); err != nil || s.Audible() != want {
			t.Errorf("%q: %v, %v", text, s.Audible(), err)
		}
	}
}

func TestALinkStaysOneArgument(t *testing.T) {
	c := Command{"%u", "--app=%u", "x"}
	link := `https://x/?a=1&b=$(id) "; %u`
	if got := c.With(link); !slices.Equal(got, []string{"%u", "--app=" + link, "x"}) {
		t.Errorf("%q", got)
	}
	if c[1] != "--app=%u" {
		t.Error("the command itself was changed")
	}
}

func FuzzParseSettings(f *testing.F) {
	f.Add(Template(words.English))
	f.Add(Template(words.Choose("de")))
	f.Add([]byte("labels=[\"It's \\\"mine\\\"\"]\nsound=false\nlanguage='de'\n[account.'a@b.c']\nwithout=[]\nbrowser=[]\n[account.'b@b.c']\nonly='all'"))
	f.Add([]byte("[account.'a@b.c']\ntopic='projects/p/topics/t'\nsubscription='projects/p/subscriptions/s'"))
	f.Add([]byte("[[rule]]\nfrom='b.c'\ntell='never'\n[[quiet]]\ndays=['mon']\nfrom='22:00'"))
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := ParseSettings(data)
		if err != nil {
			return
		}
		text, err := toml.Marshal(s.filled())
		if err != nil {
			t.Fatal(err)
		}
		if again, err := ParseSettings(text); err != nil || !again.Equal(s) {
			t.Errorf("%q is written as %q: %v", data, text, err)
		}
	})
}
