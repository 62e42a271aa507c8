package words

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// alike are the English texts that German has as well.
var alike = []string{"offline", "in %s", "%s: %s"}

// The texts are read from the source, so that none is forgotten.
func TestEveryTextSaysTheSameInBothLanguages(t *testing.T) {
	texts := 0
	for _, lit := range literals(t, "Text") {
		if len(lit.Elts) != 2 { // Text{} compares
			continue
		}
		texts++
		english, german := text(t, lit.Elts[0]), text(t, lit.Elts[1])
		switch {
		case strings.TrimSpace(english) == "" || strings.TrimSpace(german) == "":
			t.Errorf("%q is %q: one is missing", english, german)
		case english == german && !slices.Contains(alike, english) && strings.ContainsAny(verb.ReplaceAllString(english, ""), letters):
			t.Errorf("%q is the same in both", english)
		case !slices.Equal(verbs(t, english), verbs(t, german)):
			t.Errorf("%q and %q are about different things", english, german)
		case strings.ContainsAny(german, "’‘") || strings.Count(german, "„") != strings.Count(german, "“"):
			t.Errorf("%q is not quoted as German is", german)
		}
	}
	for _, r := range rules { // whose literals name no type
		texts++
		if r.English == "" || r.German == "" || r.English == r.German {
			t.Errorf("%+v", r)
		}
	}
	if texts < 200 {
		t.Errorf("only %d texts were found", texts)
	}
}

const letters = "abcdefghijklmnopqrstuvwxyz"

var verb = regexp.MustCompile(`%(?:\[(\d+)\])?([a-z%])`)

// verbs lists what a text is about: each argument by its number, with its verb.
// A text may change their order only by numbers of its own, as in %[1]s.
func verbs(t *testing.T, text string) []string {
	t.Helper()
	var all []string
	n := 0
	for _, v := range verb.FindAllStringSubmatch(text, -1) {
		if v[2] == "%" {
			continue
		}
		if n++; v[1] != "" {
			var err error
			if n, err = strconv.Atoi(v[1]); err != nil {
				t.Fatal(err)
			}
		}
		all = append(all, strconv.Itoa(n)+v[2])
	}
	slices.Sort(all)
	return all
}

// literals finds the composite literals of a type in the package's source.
func literals(t *testing.T, kind string) (found []*ast.CompositeLit) {
	t.Helper()
	files, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if !strings.HasSuffix(f.Name(), ".go") || strings.HasSuffix(f.Name(), "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), f.Name(), nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if lit, ok := n.(*ast.CompositeLit); ok {
				if name, ok := lit.Type.(*ast.Ident); ok && name.Name == kind {
					found = append(found, lit)
				}
			}
			return true
		})
	}
	return found
}

// text reads a string that may be put together from several.
func text(t *testing.T, e ast.Expr) string {
	t.Helper()
	switch e := e.(type) {
	case *ast.BasicLit:
		s, err := strconv.Unquote(e.Value)
		if err != nil {
			t.Fatal(err)
		}
		return s
	case *ast.BinaryExpr:
		return text(t, e.X) + text(t, e.Y)
	}
	t.Fatalf("a text is neither a string nor a sum of strings: %T", e)
	return ""
}

func TestEveryRuleOfTheEnginesIsTold(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), filepath.Join("..", "..", "sync", "rules.go"), nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok || len(spec.Values) != 1 {
			return true
		}
		if lit, ok := spec.Values[0].(*ast.BasicLit); ok && lit.Kind == token.STRING {
			seen++
			if english := text(t, lit); !slices.ContainsFunc(rules, func(r Text) bool { return r.English == english }) {
				t.Errorf("%q has no German", english)
			}
		}
		return true
	})
	if seen != len(rules) {
		t.Errorf("the engine has %d rules, the words %d", seen, len(rules))
	}
}

func TestATextIsAboutTextsMessagesAndNumbers(t *testing.T) {
	german := choose("de", "", "")
	colour := Text{"colour %s", "Farbe %s"}
	for want, got := range map[string]string{
		"colour blue":         English.Say(colour, "blue"),
		"Farbe 1.234":         german.Say(colour, 1234),
		"Farbe Öffnen":        german.Say(colour, Open),
		"Farbe Farbe Öffnen":  german.Tell(colour.About(colour.About(Open))),
		"1 neue Nachricht":    german.Count(NewMessages, 1),
		"0 neue Nachrichten":  german.Count(NewMessages, 0),
		"und 2.000 weitere":   german.Count(AndMore, 2000),
		"and 3 more in inbox": English.Count(AndMoreIn, 3, "inbox"),
		"100 % sure":          English.Say(Text{"100 % sure", ""}),
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	if (Message{}).None() != true || colour.About(1).None() {
		t.Error("nothing to say is mistaken")
	}
}
