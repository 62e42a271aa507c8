package sync

import (
	"slices"

	"lettertray/internal/mail"
)

// fold sums up history, record by record: what came and went again is nothing.
// It keeps only what may matter, so that 100,000 records fit in little memory.
type fold struct {
	telling Telling
	watched []string             // labels whose mail is told
	known   func(id string) bool // whether a message is held or on the screen
	news    map[string]*news
	order   []string // ids of news by their first record
	touched bool     // something happened that may change the unread count
}

// news is what the records so far say of one message.
type news struct {
	came   bool // it entered a watched label unread
	gone   bool // then it was read, left the watched labels or was deleted
	unread bool
	back   mail.HistoryID // the record by which it came to a watched label later; zero: none
	binned bool           // it is in spam or in the bin, whatever other labels it has
	in     []string       // the watched labels it is in
	skip   Rule           // why it has not arrived, if it has not; empty: it was there before
}

func newFold(t Telling, known func(string) bool) *fold {
	return &fold{telling: t, watched: t.Labels, known: known, news: map[string]*news{}}
}

// add takes in one record. Records must come in the order of history.
func (f *fold) add(r mail.Record) {
	f.touched = true
	n := f.news[r.Message]
	if n == nil {
		// Only what enters a watched label, or somebody knows of, can matter.
		entering := r.Change == mail.Added || r.Change == mail.Labelled && len(f.watchedIn(r.Moved)) > 0
		if !entering && !f.known(r.Message) {
			return
		}
		n = f.before(r)
		f.news[r.Message] = n
		f.order = append(f.order, r.Message)
	}
	switch r.Change {
	case mail.Added:
		n.came = tellable(r.Labels)
		n.skip = skipped(r.Labels, f.watched)
		f.leave(n, r.Labels)
	case mail.Labelled:
		n.unread = n.unread || slices.Contains(r.Moved, mail.Unread)
		if in := f.watchedIn(r.Moved); len(in) > 0 {
			n.came, n.back = n.came || !written(r.Labels), r.ID
			f.leave(n, r.Labels)
			n.in = union(n.in, in)
		}
		if binned(r.Moved) {
			n.binned, n.skip = true, SkippedBin
		}
	case mail.Unlabelled:
		if slices.Contains(r.Moved, mail.Unread) {
			n.unread, n.skip = false, SkippedRead
		}
		if binned(r.Moved) {
			n.binned = false
		}
		if n.in = minus(n.in, r.Moved); len(n.in) == 0 && n.unread && !n.binned {
			n.skip = SkippedPlace
		}
	case mail.Deleted:
		n.unread, n.in, n.skip = false, nil, SkippedGone
	}
	n.gone = !n.unread || n.binned || len(n.in) == 0
}

// leave notes that mail with these labels is left out. Where senders have rules,
// only reading the message can tell.
func (f *fold) leave(n *news, labels []string) {
	if why := f.telling.left(labels); why != "" && n.came && !f.telling.Ruled {
		n.came, n.skip = false, why
	}
}

// back returns the record by which a message came to a watched label after it
// had been there; zero if by none.
func (f *fold) back(id string) mail.HistoryID { return f.news[id].back }

// before says how a message stood before its first record. A record that does
// not show labels leaves all possible: reading the message will tell.
func (f *fold) before(r mail.Record) *news {
	if len(r.Labels) == 0 {
		return &news{unread: true, in: f.watched}
	}
	labels := r.Labels
	switch r.Change {
	case mail.Labelled:
		labels = minus(labels, r.Moved)
	case mail.Unlabelled:
		labels = union(labels, r.Moved)
	}
	return &news{unread: slices.Contains(labels, mail.Unread), binned: binned(labels), in: f.watchedIn(labels)}
}

// arrived returns the messages that came and stayed, in the order they came.
func (f *fold) arrived() (ids []string) {
	for _, id := range f.order {
		if n := f.news[id]; n.came && !n.gone {
			ids = append(ids, id)
		}
	}
	return ids
}

// skipped says why the messages that were added have not arrived.
func (f *fold) skipped() map[string]Rule {
	rules := map[string]Rule{}
	for id, n := range f.news {
		if n.skip != "" && (n.gone || !n.came) {
			rules[id] = n.skip
		}
	}
	return rules
}

// gone returns the messages whose notification has lost its reason.
func (f *fold) gone() map[string]bool {
	ids := map[string]bool{}
	for id, n := range f.news {
		if n.gone {
			ids[id] = true
		}
	}
	return ids
}

func (f *fold) watchedIn(labels []string) (in []string) {
	for _, l := range f.watched {
		if slices.Contains(labels, l) {
			in = append(in, l)
		}
	}
	return in
}

// tellable reports whether mail with these labels is ever told: what the person
// wrote, and what Gmail or the person threw away, is not.
func tellable(labels []string) bool { return !written(labels) && !binned(labels) }

// binned reports whether the message is in spam or in the bin.
func binned(labels []string) bool {
	return slices.Contains(labels, mail.Spam) || slices.Contains(labels, mail.Trash)
}

// written reports whether the person wrote the message, saved or sent.
func written(labels []string) bool {
	return slices.Contains(labels, mail.Sent) || slices.Contains(labels, mail.Draft)
}

// wanted reports whether a message, as it is now, is to be told.
func wanted(m mail.Message, watched []string) bool {
	return m.Has(mail.Unread) && tellable(m.Labels) && slices.ContainsFunc(watched, m.Has)
}

// union makes a new slice of what is in a or b.
func union(a, b []string) []string {
	out := slices.Clone(a)
	for _, x := range b {
		if !slices.Contains(out, x) {
			out = append(out, x)
		}
	}
	return out
}

// minus makes a new slice of what is in a but not in b.
func minus(a, b []string) []string {
	return slices.DeleteFunc(slices.Clone(a), func(x string) bool { return slices.Contains(b, x) })
}
