package auth

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode"
)

// All that the package says to a person is in package words, for every
// platform; what stays here are the errors for the log, which begin in lower
// case and have no full stop.
func TestNoSentenceIsWrittenHere(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	positions := token.NewFileSet()
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(positions, name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.BasicLit:
				if text, err := strconv.Unquote(n.Value); err == nil && n.Kind == token.STRING && isSentence(text) {
					t.Errorf("%s: %q", positions.Position(n.Pos()), text)
				}
			case *ast.CompositeLit:
				if kind, ok := n.Type.(*ast.Ident); ok && kind.Name == "Error" && !has(n, "Say") {
					t.Errorf("%s: an Error that tells the person nothing", positions.Position(n.Pos()))
				}
			}
			return true
		})
	}
}

func TestThePageItselfSaysNothing(t *testing.T) {
	page, err := os.ReadFile("page.html")
	if err != nil {
		t.Fatal(err)
	}
	text := regexp.MustCompile(`<[^>]*>|{{[^}]*}}`).ReplaceAllString(string(page), "")
	if text := strings.TrimSpace(text); text != "– Lettertray" {
		t.Errorf("it says %q in one language", text)
	}
}

// isSentence reports whether text is a sentence, or the beginning, middle or
// end of one.
func isSentence(text string) bool {
	if !strings.Contains(text, " ") {
		return false
	}
	return unicode.IsUpper([]rune(text)[0]) || strings.Contains(text, ". ") || strings.HasSuffix(text, ".")
}

// has reports whether a literal of a struct sets the field.
func has(literal *ast.CompositeLit, field string) bool {
	for _, element := range literal.Elts {
		if pair, ok := element.(*ast.KeyValueExpr); ok {
			if key, ok := pair.Key.(*ast.Ident); ok && key.Name == field {
				return true
			}
		}
	}
	return false
}
