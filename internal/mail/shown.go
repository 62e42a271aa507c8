package mail

// A Batch is what one look at a mailbox found to tell.
type Batch struct {
	Account  string    // the address that the mail came to
	Messages []Message // each told by itself, newest first
	More     []string  // ids told by one summary beside them; may be empty
	Digest   bool      // tell everything in one notification: what waited for a pause to end
	Standing []string  // ids told earlier and still unread: a count on the screen goes on from them; may be empty
	Style    Style
}

// A Style is how a batch is told. The zero value shows everything, with the
// desktop's sound and without buttons.
type Style struct {
	Show    Show
	Mute    bool     // without a sound
	Actions []Action // buttons on what tells of one message; may be empty
	Open    string   // what a click on the notification does, in words; empty: the notifier's own
}

// Show is how much of a mail the screen may give away. The greater is the
// stricter, so that the stricter of two is their max.
type Show int

const (
	ShowFull   Show = iota // sender, subject and, where the access level has it, the snippet
	ShowSender             // who wrote, but not what
	ShowCount              // how many messages came to which account
)

// An Action is a button on a notification.
type Action struct {
	Key   string // what a click reports; "default" is the click on the notification itself
	Label string
}

// Shown is one notification on the screen. It holds no text, so that it may be
// written to disk.
type Shown struct {
	Handle   string   `json:"handle"`           // the notification server's word for it; meaningless to others
	Messages []string `json:"messages"`         // what it tells of; it may be withdrawn when all of them are gone
	Thread   string   `json:"thread,omitempty"` // the conversation that a click opens; empty opens the inbox
}
