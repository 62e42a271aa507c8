package sync

import (
	"slices"
	"testing"

	"lettertray/internal/mail"
)

// record makes a record of message m.
func record(c mail.Change, labels []string, moved ...string) mail.Record {
	return mail.Record{Change: c, Message: "m", Labels: labels, Moved: moved}
}

func TestFold(t *testing.T) {
	inbox := []string{mail.Inbox, mail.Unread}
	read := []string{mail.Inbox}
	for name, c := range map[string]struct {
		known   bool // it is held or on the screen
		records []mail.Record
		arrived bool
		gone    bool
	}{
		"new mail arrives": {
			records: []mail.Record{record(mail.Added, inbox)}, arrived: true},
		"mail added twice arrives once": {
			records: []mail.Record{record(mail.Added, inbox), record(mail.Added, inbox)}, arrived: true},
		"mail without labels in its record may have arrived": {
			records: []mail.Record{record(mail.Added, nil)}, arrived: true},
		"mail that is read already has not arrived": {
			records: []mail.Record{record(mail.Added, read)}, gone: true},
		"mail that skips the inbox has not arrived": {
			records: []mail.Record{record(mail.Added, []string{mail.Unread, "Label_1"})}, gone: true},
		"a draft has not arrived": {
			records: []mail.Record{record(mail.Added, []string{mail.Draft, mail.Inbox, mail.Unread})}},
		"mail to oneself has not arrived": {
			records: []mail.Record{record(mail.Added, []string{mail.Sent, mail.Inbox, mail.Unread})}},
		"spam has not arrived": {
			records: []mail.Record{record(mail.Added, []string{mail.Spam, mail.Unread})}, gone: true},
		"spam that is none after all arrives": {
			records: []mail.Record{record(mail.Added, []string{mail.Spam, mail.Unread}), record(mail.Unlabelled, inbox, mail.Spam), record(mail.Labelled, inbox, mail.Inbox)}, arrived: true},
		"added, then read, is nothing": {
			records: []mail.Record{record(mail.Added, inbox), record(mail.Unlabelled, read, mail.Unread)}, gone: true},
		"added, then archived, is nothing": {
			records: []mail.Record{record(mail.Added, inbox), record(mail.Unlabelled, []string{mail.Unread}, mail.Inbox)}, gone: true},
		"added, then deleted, is nothing": {
			records: []mail.Record{record(mail.Added, inbox), record(mail.Deleted, nil)}, gone: true},
		"added, then found to be spam, is nothing": {
			records: []mail.Record{record(mail.Added, inbox), record(mail.Labelled, []string{mail.Spam, mail.Unread}, mail.Spam)}, gone: true},
		"read and marked unread again in between still arrives": {
			records: []mail.Record{record(mail.Added, inbox), record(mail.Unlabelled, read, mail.Unread), record(mail.Labelled, inbox, mail.Unread)}, arrived: true},
		"unread mail moved to the inbox arrives": {
			records: []mail.Record{record(mail.Labelled, inbox, mail.Inbox)}, arrived: true},
		"read mail moved to the inbox does not": {
			records: []mail.Record{record(mail.Labelled, read, mail.Inbox)}, gone: true},
		"a star on a mail that nobody knows is nothing": {
			records: []mail.Record{record(mail.Labelled, inbox, "STARRED")}},
		"a star on a mail on the screen leaves it there": {
			known: true, records: []mail.Record{record(mail.Labelled, nil, "STARRED")}},
		"a mail on the screen that is read is gone": {
			known: true, records: []mail.Record{record(mail.Unlabelled, read, mail.Unread)}, gone: true},
		"a mail on the screen that is archived is gone": {
			known: true, records: []mail.Record{record(mail.Unlabelled, nil, mail.Inbox)}, gone: true},
		"a mail on the screen that is deleted is gone": {
			known: true, records: []mail.Record{record(mail.Deleted, nil)}, gone: true},
		"a mail on the screen, read and marked unread, stays": {
			known: true, records: []mail.Record{record(mail.Unlabelled, nil, mail.Unread), record(mail.Labelled, nil, mail.Unread)}},
	} {
		t.Run(name, func(t *testing.T) {
			f := newFold(Telling{}.whole(), func(string) bool { return c.known })
			for _, r := range c.records {
				f.add(r)
			}
			if got := slices.Equal(f.arrived(), []string{"m"}); got != c.arrived {
				t.Errorf("arrived: %v", got)
			}
			if got := f.gone()["m"]; got != c.gone {
				t.Errorf("gone: %v", got)
			}
			if !f.touched {
				t.Error("the unread count is thought to be the same")
			}
		})
	}
}

func TestAMailInTwoWatchedLabelsIsGoneWhenItHasLeftBoth(t *testing.T) {
	f := newFold(Telling{Labels: []string{mail.Inbox, "Label_1"}}, func(string) bool { return false })
	f.add(record(mail.Added, []string{mail.Inbox, "Label_1", mail.Unread}))
	f.add(record(mail.Unlabelled, nil, mail.Inbox))
	if f.gone()["m"] || len(f.arrived()) != 1 {
		t.Fatal("gone though it is in one of them")
	}
	f.add(record(mail.Unlabelled, nil, "Label_1"))
	if !f.gone()["m"] || len(f.arrived()) != 0 {
		t.Error("not gone though it has left both")
	}
}

func TestAMailInTheBinIsGoneWhateverLabelItGetsThere(t *testing.T) {
	f := newFold(Telling{Labels: []string{mail.Inbox, "Label_1"}}, func(string) bool { return true })
	f.add(record(mail.Labelled, []string{mail.Unread, mail.Trash}, mail.Trash))
	f.add(record(mail.Labelled, []string{mail.Unread, mail.Trash, "Label_1"}, "Label_1"))
	if !f.gone()["m"] {
		t.Error("a label brings it back")
	}
	f.add(record(mail.Unlabelled, []string{mail.Unread, "Label_1"}, mail.Trash))
	if f.gone()["m"] {
		t.Error("gone though somebody has taken it out again")
	}
}

func TestRecordsOfMailThatNobodyKnowsTakeNoMemory(t *testing.T) {
	f := newFold(Telling{}.whole(), func(string) bool { return false })
	for _, c := range []mail.Change{mail.Deleted, mail.Unlabelled, mail.Labelled} {
		f.add(record(c, []string{mail.Inbox}, "STARRED"))
	}
	if len(f.news) != 0 {
		t.Errorf("kept %d", len(f.news))
	}
}
