package mail

// A Batch is what one look at a mailbox found to tell.
type Batch struct {
	Account  string    // the address that the mail came to
	Messages []Message // each told by itself, newest first
	More     []string  // ids told by one summary beside them; may be empty
	Digest   bool      // tell everything in one notification: what waited for a pause to end
}

// Shown is one notification on the screen. It holds no text, so that it may be
// written to disk.
type Shown struct {
	Handle   string   `json:"handle"`           // the notification server's word for it; meaningless to others
	Messages []string `json:"messages"`         // what it tells of; it may be withdrawn when all of them are gone
	Thread   string   `json:"thread,omitempty"` // the conversation that a click opens; empty opens the inbox
}
