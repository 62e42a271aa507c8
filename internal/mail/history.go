package mail

import "time"

// A Change is the kind of a history record.
type Change int

// The four kinds of history record that Gmail keeps (users.history.list).
const (
	Added Change = iota
	Deleted
	Labelled
	Unlabelled
)

// A Record is one thing that happened to one message.
type Record struct {
	ID      HistoryID
	Change  Change
	Message string
	Thread  string
	Labels  []string // the message's labels as the record shows them; may be empty
	Moved   []string // for Labelled and Unlabelled: the labels that came or went
}

// A Page is one answer of history.list.
type Page struct {
	Records []Record
	Next    string    // token of the next page; empty on the last
	Cursor  HistoryID // where history stood when Google answered
	Date    time.Time // Google's clock when it answered; zero if it did not say
}

// A Listing is one page of message ids, newest first.
type Listing struct {
	IDs  []string
	Next string    // token of the next page; empty on the last
	Date time.Time // Google's clock when it answered; zero if it did not say
}
