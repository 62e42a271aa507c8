package desktop

import (
	_ "embed"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/godbus/dbus/v5"
)

var (
	//go:embed testdata/bus.conf
	busConf string
	//go:embed testdata/dunstrc
	dunstrc string
	//go:embed testdata/xfce4-panel.xml
	panelXML string
	//go:embed testdata/xfce4-notifyd.xml
	notifydXML string
)

// A box is a desktop session of its own: its bus, its home, its programs. The
// bus starts nothing by itself but the panel's settings daemon, so that "no
// keyring" and "no panel" are states that a test can choose.
type box struct {
	dir string   // holds everything; removed when the test ends
	env []string // what programs in the box find in their environment
	bus *dbus.Conn
}

// newBox starts a session with a bus and nothing else.
func newBox(t testing.TB) *box {
	t.Helper()
	b := &box{dir: t.TempDir()}
	for _, dir := range []string{"home", "run", "services", "bin"} {
		if err := os.Mkdir(filepath.Join(b.dir, dir), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	b.file(t, "bus.conf", strings.ReplaceAll(busConf, "BOX", b.dir), 0o600)
	b.file(t, "bin/xdg-open", fmt.Sprintf("#!/bin/sh\nprintf '%%s\\n' \"$1\" >>'%s/opened'\n", b.dir), 0o700)
	os.Symlink("/usr/share/dbus-1/services/org.xfce.Xfconf.service", filepath.Join(b.dir, "services/org.xfce.Xfconf.service"))
	b.env = []string{
		"PATH=" + filepath.Join(b.dir, "bin") + ":" + os.Getenv("PATH"),
		"HOME=" + filepath.Join(b.dir, "home"),
		"XDG_RUNTIME_DIR=" + filepath.Join(b.dir, "run"),
		"XDG_CURRENT_DESKTOP=XFCE",
		"LANG=C.UTF-8",
		"TZ=UTC",
		"NO_AT_BRIDGE=1",
		"GSETTINGS_BACKEND=memory",
	}
	address := b.announce(t, exec.Command("dbus-daemon", "--config-file=bus.conf", "--nofork", "--nopidfile", "--print-address=3"))
	b.env = append(b.env, "DBUS_SESSION_BUS_ADDRESS="+address)
	b.bus = b.connect(t)
	return b
}

// file writes a file of the box.
func (b *box) file(t testing.TB, name, text string, mode os.FileMode) {
	t.Helper()
	name = filepath.Join(b.dir, name)
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), mode); err != nil {
		t.Fatal(err)
	}
}

// connect opens a connection to the box's bus that ends with the test.
func (b *box) connect(t testing.TB) *dbus.Conn {
	t.Helper()
	conn, err := dbus.Connect("unix:path=" + filepath.Join(b.dir, "run/bus"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	return conn
}

// owned waits until some program owns the name on the bus.
func (b *box) owned(t testing.TB, name string) {
	t.Helper()
	eventually(t, name+" appears on the bus", func() bool {
		var has bool
		err := b.bus.BusObject().Call("org.freedesktop.DBus.NameHasOwner", 0, name).Store(&has)
		return err == nil && has
	})
}

// startScreen starts an X server, for the parts that draw.
func (b *box) startScreen(t testing.TB) {
	t.Helper()
	display := b.announce(t, exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", screenSize+"x24", "-nolisten", "tcp", "-noreset"))
	b.env = append(b.env, "DISPLAY=:"+display, "XDG_SESSION_TYPE=x11", "LIBGL_ALWAYS_SOFTWARE=1")
}

// startPanel starts a panel whose only icon is at its right end.
func (b *box) startPanel(t testing.TB) *part {
	t.Helper()
	b.file(t, "home/.config/xfce4/xfconf/xfce-perchannel-xml/xfce4-panel.xml", panelXML, 0o600)
	p := b.start(t, exec.Command("xfce4-panel", "--disable-wm-check"))
	b.owned(t, watcherName)
	return p
}

// startDunst starts a notification server that shows each note until it is
// clicked or closed.
func (b *box) startDunst(t testing.TB) *part {
	t.Helper()
	b.file(t, "dunstrc", dunstrc, 0o600)
	p := b.start(t, exec.Command("dunst", "-conf", filepath.Join(b.dir, "dunstrc")))
	b.owned(t, notesName)
	return p
}

// startNotifyd starts a notification server that draws with GTK, buttons too,
// and shows each note until it is clicked or closed. It is in nobody's PATH.
func (b *box) startNotifyd(t testing.TB) *part {
	t.Helper()
	service, err := os.ReadFile("/usr/share/dbus-1/services/org.xfce.xfce4-notifyd.Notifications.service")
	if err != nil {
		t.Fatal("looking for xfce4-notifyd:", err)
	}
	_, rest, _ := strings.Cut(string(service), "\nExec=")
	program, _, _ := strings.Cut(rest, "\n")
	b.file(t, "home/.config/xfce4/xfconf/xfce-perchannel-xml/xfce4-notifyd.xml", notifydXML, 0o600)
	p := b.start(t, exec.Command(program))
	b.owned(t, notesName)
	return p
}

// startKeyring starts a keyring that is unlocked.
func (b *box) startKeyring(t testing.TB) {
	t.Helper()
	cmd := exec.Command("gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets")
	cmd.Stdin = strings.NewReader("a password")
	b.start(t, cmd)
	b.owned(t, "org.freedesktop.secrets")
}

// token returns what the keyring holds for an address; empty is nothing.
func (b *box) token(address string) string {
	cmd := exec.Command("secret-tool", "lookup", "service", "lettertray", "username", address)
	cmd.Env = b.env
	out, err := cmd.Output()
	if err != nil {
		return "" // secret-tool fails where there is nothing
	}
	return string(out)
}

// opened lists the addresses that the browser was asked to open, oldest first.
func (b *box) opened() []string {
	text, err := os.ReadFile(filepath.Join(b.dir, "opened"))
	if err != nil {
		return nil // nobody asked yet
	}
	return strings.Split(strings.TrimSuffix(string(text), "\n"), "\n")
}
