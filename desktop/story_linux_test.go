package desktop

import "testing"

// A story is one person's first day with Lettertray. Each step begins where the
// one before it ended.
type story struct {
	whole *testing.T // what is started by it lives until the end of the story
	*box
	google *google
	notes  *ledger
	panel  *part
	app    *part
}

// newStory starts what every story has: a Google, a keyring and a screen.
func newStory(t *testing.T) *story {
	t.Helper()
	s := &story{whole: t, box: newBox(t)}
	s.google = s.serveGoogle(t)
	s.notes = s.listen(t)
	s.startKeyring(t)
	s.startScreen(t)
	return s
}

func TestDesktop(t *testing.T) {
	needDesktop(t)
	s := newStory(t)
	s.startDunst(t)
	s.panel = s.startPanel(t)

	s.tell(t, []step{
		{"a client file and no account start the sign-in", (*story).firstStart},
		{"a person signs in through the browser", (*story).signIn},
		{"the token rests in the keyring and in no file", (*story).findToken},
		{"a letter is told, and the icon changes", (*story).tellLetter},
		{"a click opens the conversation in the right account", (*story).clickNote},
		{"a letter read elsewhere leaves the screen", (*story).readElsewhere},
		{"paused, it keeps quiet; resumed, it tells all at once", (*story).pause},
		{"the panel starts again and has the icon back", (*story).restartPanel},
		{"killed and started again, it tells what came meanwhile, and nothing twice", (*story).crash},
		{"a second start hands over and ends well", (*story).startTwice},
		{"status says how things stand", (*story).askStatus},
		{"signing out here leaves nothing here and the rest alone", (*story).signOut},
		{"quit ends it", (*story).quit},
	})
}

// A step of a story begins where the one before it ended.
type step struct {
	name string
	run  func(*story, *testing.T)
}

// tell runs a story's steps up to the first one that fails.
func (s *story) tell(t *testing.T, steps []step) {
	for _, step := range steps {
		if !t.Run(step.name, func(t *testing.T) { step.run(s, t) }) {
			return
		}
	}
}
