package config

import (
	"context"
	"os"
	"path/filepath"
	"testing"
)

func TestALinkIsTracedToItsEndOrToWhatIsMissing(t *testing.T) {
	path, target := linked(t, "")
	dir := filepath.Dir(filepath.Dir(path))
	folder := filepath.Dir(target)
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, step := range []struct {
		name string
		do   func() error
		want string
	}{
		{"a missing file", func() error { return nil }, target},
		{"a file", func() error { return os.WriteFile(target, nil, 0o600) }, target},
		{"a missing folder", func() error { return os.RemoveAll(folder) }, folder},
		{"a folder that is a link to nothing", func() error { return os.Symlink("clone/dot", folder) }, filepath.Join(dir, "clone")},
		{"half of what is missing", func() error { return os.Mkdir(filepath.Join(dir, "clone"), 0o700) }, filepath.Join(dir, "clone", "dot")},
		{"a folder that is a link", func() error { return os.Mkdir(filepath.Join(dir, "clone", "dot"), 0o700) }, target},
		{"a link behind it", func() error { return os.Symlink("../x", filepath.Join(dir, "clone", "dot", "lettertray.toml")) }, filepath.Join(dir, "clone", "x")},
		{"a circle", func() error { return os.Symlink("x", filepath.Join(dir, "clone", "x")) }, filepath.Join(dir, "clone", "x")},
		{"a file in the folder's place", func() error { os.Remove(folder); return os.WriteFile(folder, nil, 0o600) }, folder},
		{"no link", func() error { return os.Remove(path) }, path},
	} {
		must(step.do())
		if got := trace(path); got != step.want {
			t.Errorf("%s: leads to %s, not %s", step.name, got, step.want)
		}
	}
}

// A checkout of another branch takes the file along with its folders, and brings
// them back.
func TestFollowWaitsForAFolderThatComesBack(t *testing.T) {
	path, target := linked(t, "only = 'all'")
	folder := filepath.Dir(target)
	away := folder + ".away"
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	deep := filepath.Join(folder, "a", "b", "c", "settings.toml")
	ctx, cancel := context.WithCancel(t.Context())
	told, ended := make(chan Only), make(chan error)
	go func() {
		ended <- Follow(ctx, path, Settings{Returns: true}, func(s Settings, err error) {
			if err != nil {
				told <- ""
				return
			}
			told <- s.Only
		})
	}()
	expect := func(what string, want Only) {
		t.Helper()
		got := <-told
		for got == "" && want != "" { // it may be seen half-done
			got = <-told
		}
		if got != want {
			t.Errorf("%s: told %q, not %q", what, got, want)
		}
	}
	expect("at first", OnlyAll)
	for range 2 {
		must(os.RemoveAll(folder))
		expect("the folder is gone", "")
		must(os.Mkdir(folder, 0o700))
		must(os.WriteFile(target, []byte("only = 'primary'"), 0o600))
		expect("the folder is back", OnlyPrimary)
		must(os.WriteFile(target, []byte("only = 'all'"), 0o600))
		expect("it is followed again", OnlyAll)
	}
	must(os.Rename(folder, away))
	expect("the folder is moved", "")
	must(os.Rename(away, folder))
	expect("it is moved back", OnlyAll)
	must(os.WriteFile(target, []byte("only = 'important'"), 0o600))
	expect("it is followed again", OnlyImportant)

	must(os.Mkdir(away, 0o700))
	must(os.WriteFile(filepath.Join(away, filepath.Base(target)), []byte("only = 'primary'"), 0o600))
	must(os.Rename(folder, folder+".old"))
	must(os.Rename(away, folder))
	expect("another folder is put in its place", OnlyPrimary)
	must(os.WriteFile(target, []byte("only = 'all'"), 0o600))
	expect("that is followed", OnlyAll)

	must(os.Rename(folder, away))
	expect("the folder is moved again", "")
	must(os.Mkdir(folder, 0o700))
	must(os.Symlink(deep, target))
	must(os.MkdirAll(filepath.Dir(deep), 0o700))
	must(os.WriteFile(deep, []byte("only = 'primary'"), 0o600))
	expect("another is in its place, with deeper folders", OnlyPrimary)
	must(os.WriteFile(deep, []byte("only = 'all'"), 0o600))
	expect("and is followed", OnlyAll)
	must(os.RemoveAll(filepath.Join(folder, "a")))
	expect("the deeper folders are gone", "")
	must(os.MkdirAll(filepath.Dir(deep), 0o700))
	must(os.WriteFile(deep, []byte("only = 'primary'"), 0o600))
	expect("they are back", OnlyPrimary)
	cancel()
	must(<-ended)
}
