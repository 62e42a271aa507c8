package words

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"
)

// parsed calls visit with each file of the module but for its tests, for every
// platform.
func parsed(t *testing.T, visit func(folder string, file *ast.File)) {
	t.Helper()
	root := filepath.Join("..", "..")
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		folder, err := filepath.Rel(root, filepath.Dir(path))
		visit(filepath.ToSlash(folder), file)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// variables are the package's exported variables with their values.
func variables(t *testing.T) map[string]ast.Expr {
	t.Helper()
	all := map[string]ast.Expr{}
	parsed(t, func(folder string, file *ast.File) {
		if folder != "internal/words" {
			return
		}
		for _, d := range file.Decls {
			group, ok := d.(*ast.GenDecl)
			if !ok || group.Tok != token.VAR {
				continue
			}
			for _, s := range group.Specs {
				if spec := s.(*ast.ValueSpec); spec.Names[0].IsExported() {
					all[spec.Names[0].Name] = spec.Values[0]
				}
			}
		}
	})
	return all
}

func TestEveryTextIsSaidSomewhere(t *testing.T) {
	silent := variables(t)
	parsed(t, func(folder string, file *ast.File) {
		if folder == "internal/words" {
			return
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if use, ok := n.(*ast.SelectorExpr); ok {
				if from, ok := use.X.(*ast.Ident); ok && from.Name == "words" {
					delete(silent, use.Sel.Name)
				}
			}
			return true
		})
	})
	for name := range silent {
		t.Errorf("nobody says %s", name)
	}
}

// noteLimit is how many characters a notification has room for.
const noteLimit = 300

// roomy reports whether a text is for a terminal or a page alone, which have
// room for more.
func roomy(name string) bool { return name == "Usage" || strings.HasPrefix(name, "Page") }

func TestEveryTextFitsIntoANotification(t *testing.T) {
	for name, value := range variables(t) {
		lit, ok := value.(*ast.CompositeLit)
		if !ok || roomy(name) {
			continue
		}
		if kind, ok := lit.Type.(*ast.Ident); !ok || kind.Name != "Text" {
			continue
		}
		for _, e := range lit.Elts {
			if said := text(t, e); utf8.RuneCountInString(said) > noteLimit {
				t.Errorf("%s has %d characters: %q", name, utf8.RuneCountInString(said), said)
			}
		}
	}
	// A text with another inside.
	german := choose("de", "", "")
	for _, m := range []Message{
		NoWayBack.About(MakeDesktopClient), ClientForWeb.About(MakeDesktopClient),
		ClientOfService.About(MakeDesktopClient), ClientMissing.About(MakeDesktopClient),
		BoxNotTicked.About(BoxHeaders), BoxNotTicked.About(BoxPreview), BoxNotTicked.About(BoxActions),
		NotKeptBody.About(SecretServiceUnusable), NotKeptBody.About(KeychainUnusable), NotKeptBody.About(CredentialsUnusable),
		LooksMeanwhile.About(PubSubDisabled), LooksMeanwhile.About(AdminBlocked), LooksMeanwhile.About(PubSubRefused),
	} {
		for _, l := range []*Locale{English, german} {
			if said := l.Tell(m); utf8.RuneCountInString(said) > noteLimit {
				t.Errorf("%d characters: %q", utf8.RuneCountInString(said), said)
			}
		}
	}
}

func TestAMenuEntryIsNamedAsInTheMenu(t *testing.T) {
	labels := []Text{SignIn, SignInAgain, CancelSignIn, AddAccount, OpenInbox, OpenCure, Resync, Pause, Resume, SignOut, AtLogin, Settings, Quit}
	for _, lit := range literals(t, "Text") {
		if len(lit.Elts) != 2 {
			continue
		}
		english, german := text(t, lit.Elts[0]), text(t, lit.Elts[1])
		for _, label := range labels {
			if strings.Contains(english, "“"+label.English+"”") != strings.Contains(german, "„"+label.German+"“") {
				t.Errorf("%q and %q do not both name “%s”", english, german, label.English)
			}
		}
		for _, quoted := range quotations.FindAllStringSubmatch(english, -1) {
			if strings.HasPrefix(quoted[1], "Sign in") && quoted[1] != SignIn.English && quoted[1] != SignInAgain.English {
				t.Errorf("“%s” is not in the menu", quoted[1])
			}
		}
	}
}

var quotations = regexp.MustCompile(`“([^”]*)”`)
