package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// mayImport is the whole picture of who knows whom. Nothing else of ours may be
// imported; tests may.
var mayImport = map[string][]string{
	"":                    {"assets", "auth", "internal/app", "internal/autostart", "internal/config", "internal/control", "internal/decisions", "internal/fakegoogle", "internal/jsonfile", "internal/words", "notify", "tray"},
	"assets":              {},
	"auth":                {"internal/words"},
	"desktop":             {},
	"desktop/bare":        {},
	"internal/app":        {"auth", "internal/config", "internal/control", "internal/decisions", "internal/jsonfile", "internal/mail", "internal/words", "notify", "sync", "sync/gmail", "sync/pubsub", "sync/wake", "tray"},
	"internal/autostart":  {"internal/jsonfile"},
	"internal/config":     {"internal/jsonfile", "internal/mail", "internal/words"},
	"internal/contract":   {},
	"internal/control":    {},
	"internal/decisions":  {},
	"internal/fakegoogle": {},
	"internal/jsonfile":   {},
	"internal/mail":       {},
	"internal/words":      {},
	"notify":              {"internal/mail", "internal/words"},
	"sync":                {"internal/mail"},
	"sync/gmail":          {"internal/mail"},
	"sync/pubsub":         {"internal/mail"},
	"sync/wake":           {},
	"tray":                {"internal/mail", "internal/words"},
}

func TestImports(t *testing.T) {
	seen := map[string]bool{}
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		folder := filepath.ToSlash(filepath.Dir(path))
		if folder == "." {
			folder = ""
		}
		allowed, ok := mayImport[folder]
		if !ok {
			t.Errorf("%s: the folder is not in the picture", folder)
		}
		seen[folder] = true
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, spec := range file.Imports {
			name, _ := strconv.Unquote(spec.Path.Value)
			if ours, ok := strings.CutPrefix(name, "lettertray/"); ok && !slices.Contains(allowed, ours) {
				t.Errorf("%s imports %s", path, ours)
			}
			if name == "sync" && folder == "sync" {
				t.Errorf("%s imports the standard sync: one goroutine owns the state there", path)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for folder := range mayImport {
		if !seen[folder] {
			t.Errorf("%q is in the picture, but not in the tree", folder)
		}
	}
}
