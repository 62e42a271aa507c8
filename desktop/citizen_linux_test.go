package desktop

import "testing"

// TestCitizen holds what people expect of any program on their desktop. Ada lets
// the app act on her mail.
func TestCitizen(t *testing.T) {
	need(t, "Xvfb", "dbus-daemon", "dunst", "gnome-keyring-daemon", "secret-tool", "xfce4-panel", "xfconf-query")
	s := newStory(t)
	s.startDunstWithMenu(t)
	s.panel = s.startPanel(t)
	s.signInAs(t, s.google, ada, func() {
		s.app = s.startApp(t, "--client", s.client(), "--access", "actions")
	})
	s.tell(t, []step{
		{"a notification's buttons mark as read and archive, and nothing is told of that", (*story).pressButtons},
		{"events go to other programs as JSON, and through no shell", (*story).hearEvents},
		{"the menu and a command have the desktop start it at login", (*story).startAtLogin},
		{"while the screen is locked no subject is shown", (*story).lockScreen},
		{"settings edited by hand are followed, and what is wrong is told with its line", (*story).editSettings},
		{"wrong settings keep it from starting at no login: the last good ones hold", (*story).startWithWrongSettings},
		{"it speaks the person's language, and another at once", (*story).speakGerman},
	})
}
