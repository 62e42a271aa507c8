package config

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/fsnotify/fsnotify"

	"lettertray/internal/words"
)

func settingsOnly(name string) bool { return name == "/config/settings.toml" }

// An hour of somebody's writing, and what the caller hears of it.
func TestFollowTellsRealChangesOnly(t *testing.T) {
	const path = "/config/settings.toml"
	primary, bad := Settings{Only: OnlyPrimary}, errors.New("line 1: it is wrong")
	type step struct {
		event string // the file that changes
		says  Settings
		err   error
	}
	for name, c := range map[string]struct {
		have  Settings
		steps []step // a second apart
		hears []string
	}{
		"what the caller has is not told":          {primary, []step{{"", primary, nil}}, nil},
		"a change before the start is told":        {Settings{}, []step{{"", primary, nil}}, []string{"primary"}},
		"a change is told":                         {Settings{}, []step{{path, primary, nil}}, []string{"primary"}},
		"a change and back is told twice":          {Settings{}, []step{{path, primary, nil}, {path, Settings{}, nil}}, []string{"primary", "all"}},
		"saving the same is not told":              {Settings{}, []step{{path, Settings{Only: OnlyAll}, nil}}, nil},
		"another file is not read":                 {Settings{}, []step{{"/config/accounts.json", primary, nil}}, nil},
		"a mistake is told once":                   {primary, []step{{"", primary, nil}, {path, Settings{}, bad}, {path, Settings{}, bad}}, []string{bad.Error()}},
		"another mistake is told too":              {Settings{}, []step{{path, Settings{}, bad}, {path, Settings{}, errors.New("line 2")}}, []string{bad.Error(), "line 2"}},
		"a mistake that is mended is told as such": {primary, []step{{"", primary, nil}, {path, Settings{}, bad}, {path, primary, nil}}, []string{bad.Error(), "primary"}},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := context.WithCancel(t.Context())
				events := make(chan fsnotify.Event)
				var now step
				var heard []string
				if c.steps[0].event == "" {
					now = c.steps[0]
				} else {
					now.says = c.have
				}
				ended := make(chan error)
				go func() {
					ended <- follow(ctx, events, nil, "/config", settingsOnly, func() (Settings, error) { return now.says, now.err }, c.have, func(s Settings, err error) {
						if err != nil {
							heard = append(heard, err.Error())
						} else {
							heard = append(heard, string(s.filled().Only))
						}
					})
				}()
				for _, s := range c.steps {
					synctest.Wait()
					now = s
					if s.event != "" {
						events <- fsnotify.Event{Name: s.event, Op: fsnotify.Write}
					}
					time.Sleep(time.Second)
				}
				cancel()
				if err := <-ended; err != nil {
					t.Error(err)
				}
				if strings.Join(heard, "|") != strings.Join(c.hears, "|") {
					t.Errorf("hears %q, not %q", heard, c.hears)
				}
			})
		})
	}
}

func TestFollowWaitsUntilAnEditorHasFinished(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		events, troubles := make(chan fsnotify.Event), make(chan error)
		var reads atomic.Int32
		ended := make(chan error)
		go func() {
			ended <- follow(ctx, events, troubles, "/config", settingsOnly, func() (Settings, error) { reads.Add(1); return Settings{}, nil }, Settings{}, nil)
		}()
		synctest.Wait() // the first look
		for range 5 {
			events <- fsnotify.Event{Name: "/config/settings.toml", Op: fsnotify.Create}
			time.Sleep(calm / 2)
		}
		synctest.Wait()
		if n := reads.Load(); n != 1 {
			t.Errorf("read %d times while it was written", n-1)
		}
		time.Sleep(calm)
		synctest.Wait()
		if n := reads.Load(); n != 2 {
			t.Errorf("read %d times afterwards", n-1)
		}
		troubles <- fsnotify.ErrEventOverflow
		time.Sleep(24 * time.Hour)
		synctest.Wait()
		if n := reads.Load(); n != 3 {
			t.Errorf("read %d times in a day in which events were lost once", n-2)
		}
		cancel()
		<-ended
	})
}

func TestFollowSeesHowEditorsWrite(t *testing.T) {
	for name, write := range map[string]func(path string) error{
		"in place": func(path string) error { return os.WriteFile(path, []byte("only = 'primary'"), 0o600) },
		"by replacing": func(path string) error {
			if err := os.WriteFile(path+"~", []byte("only = 'primary'"), 0o600); err != nil {
				return err
			}
			return os.Rename(path+"~", path)
		},
		"as our own command": func(path string) error { return Set(path, words.English, "only", "primary") },
		"by removing it and writing anew": func(path string) error {
			os.Remove(path)
			return os.WriteFile(path, []byte("only = 'primary'"), 0o600)
		},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "settings.toml")
			os.WriteFile(path, []byte("only = 'all'"), 0o600)
			ctx, cancel := context.WithCancel(t.Context())
			told, ended := make(chan Settings, 10), make(chan error)
			go func() {
				// What the caller has is out of date, so that the first call says the watch is there.
				ended <- Follow(ctx, path, Settings{Returns: true}, func(s Settings, err error) {
					if err != nil {
						t.Error(err)
					}
					told <- s
				})
			}()
			<-told
			if err := write(path); err != nil {
				t.Fatal(err)
			}
			if s := <-told; s.Only != OnlyPrimary {
				t.Errorf("%+v", s)
			}
			os.Remove(path)
			if s := <-told; !s.Equal(Settings{}) {
				t.Errorf("without a file: %+v", s)
			}
			cancel()
			if err := <-ended; err != nil {
				t.Error(err)
			}
		})
	}
}

func TestFollowEndsWhenTheFolderGoes(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "config")
	if err := Follow(t.Context(), filepath.Join(dir, "settings.toml"), Settings{}, nil); err == nil {
		t.Error("follows a folder that is not there")
	}
	os.Mkdir(dir, 0o700)
	told, ended := make(chan bool, 1), make(chan error)
	go func() {
		ended <- Follow(t.Context(), filepath.Join(dir, "settings.toml"), Settings{Returns: true}, func(Settings, error) { told <- true })
	}()
	<-told
	os.Remove(dir)
	if err := <-ended; !errors.Is(err, errFolderGone) {
		t.Error(err)
	}
}
