package app

import (
	"errors"
	"strings"
	"time"

	"lettertray/auth"
	"lettertray/internal/config"
	"lettertray/internal/jsonfile"
	"lettertray/internal/mail"
	"lettertray/internal/words"
	mailsync "lettertray/sync"
)

// An account is one person's mailbox, from its token to its engine. All of it
// is owned by App.Run.
type account struct {
	config.Account
	app    *App
	status mailsync.Status
	out    bool          // the person must sign in again
	why    words.Message // why, or why the keyring gives no token; none: all is well
	unkept words.Message // why the keyring does not keep the sign-in; none: it does
	gone   bool          // signed out: what is still under way comes too late

	unname  func()        // ends the wait for the names of labels, if there is one
	hurry   chan struct{} // 1-buffered: asks to try at once what the engine's start waits for
	said    Event         // the last event about its status
	wish    *wish         // a pause or its end that the engine has not taken in yet; nil: none
	tries   int           // how often the keyring was out of reach
	meter   meter
	refresh auth.Secret
	link    *link            // nil: never connected
	engine  *mailsync.Engine // nil: none runs
	stop    func()           // has the engine end
	ended   chan struct{}    // closed when the last engine has ended; nil: there was none
}

func newAccount(a *App, k config.Account) *account {
	return &account{app: a, Account: k, hurry: make(chan struct{}, 1), unname: func() {}, status: mailsync.Status{Unread: -1}}
}

// account finds the account by its address. The empty address is the only
// account's, or the first one's. It returns nil where there is none.
func (a *App) account(address string) *account {
	for _, acct := range a.accounts {
		if address == "" || strings.EqualFold(acct.Address, address) {
			return acct
		}
	}
	return nil
}

// connect reads the token from the keyring and starts the engine.
func (acct *account) connect() {
	a := acct.app
	if acct.engine != nil {
		return
	}
	if acct.ClientID != a.client.ID {
		acct.signedOut(words.ClientChanged.About())
		return
	}
	a.beside.Go(func() {
		token, err := a.Keyring.Load(a.ctx, acct.Address)
		a.post(func() {
			switch {
			case acct.gone || acct.engine != nil: // signed out, or in, meanwhile
			case errors.Is(err, auth.ErrNoToken):
				acct.signedOut(words.NoTokenKept.About())
			case err != nil:
				a.Log.Error("reading the token", "error", err)
				acct.why = auth.Say(err)
				if errors.Is(err, auth.ErrUnusable) {
					acct.why = words.NoKeyringNoMail.About()
				}
				a.alert(acct.Address, words.NoKeyring, acct.says(acct.why), "")
				acct.connectLater()
			default:
				acct.start(token, nil)
			}
		})
	})
}

// connectLater tries the keyring again: after a login it may come late.
func (acct *account) connectLater() {
	a := acct.app
	acct.tries++
	wait := min(keyringWait<<(acct.tries-1), keyringWaitMax)
	a.beside.Go(func() {
		select {
		case <-a.ctx.Done():
		case <-time.After(wait):
			a.post(func() {
				if !acct.gone && !acct.out {
					acct.connect()
				}
			})
		}
	})
}

const (
	keyringWait    = 10 * time.Second
	keyringWaitMax = 10 * time.Minute
)

// poke hints to the account's engine, if one runs, that it may be worth looking.
func (acct *account) poke(h mailsync.Hint) {
	if acct.engine == nil {
		return
	}
	acct.engine.Poke(h)
	select {
	case acct.hurry <- struct{}{}:
	default:
	}
}

// follow takes in what the engine says, and tells the person what to do where
// only the person can.
func (acct *account) follow(s mailsync.Status) {
	was := acct.status.Phase
	if acct.wish != nil && acct.wish.open(s.Paused, acct.app.Now()) {
		s.Paused = acct.wish.pause // it said this before it heard of the wish
	} else {
		acct.wish = nil
	}
	acct.status = s
	acct.read()
	say, link := statusAdvice(s)
	switch {
	case s.Phase == mailsync.Polling && errors.Is(s.Err, errNoHolder):
		acct.app.noHolder()
	case s.Phase == mailsync.NeedsYou, s.Phase == mailsync.Polling && mail.Curable(s.Err):
		acct.app.alert(acct.Address, words.NeedsYouAlert, acct.says(say), link)
	case s.Phase == mailsync.Push:
		if was != mailsync.Push { // or this was said before the token was refused
			delete(acct.app.line.denied, acct.app.line.holder)
		}
		acct.app.settled(acct.Address)
		acct.app.settled(aboutPubSub)
	case s.Phase == mailsync.Polling && s.Err == nil:
		acct.app.settled(acct.Address)
	}
}

// says adds whose account a message is about, where there are several.
func (acct *account) says(m words.Message) words.Message {
	if len(acct.app.accounts) < 2 {
		return m
	}
	return words.Whose.About(acct.Address, m)
}

// read reads the meter.
func (acct *account) read() {
	if acct.link != nil {
		requests, units := acct.link.mailbox.Spent()
		acct.meter.read(acct.app.Now(), requests, units)
	}
}

// signedOut notes that only signing in again helps, and says so once.
func (acct *account) signedOut(say words.Message) {
	acct.out, acct.why = true, say
	acct.status.Phase, acct.status.Paused, acct.wish = mailsync.SignedOut, nil, nil
	acct.app.alertSignIn(acct.Address, acct.says(say))
}

// file is where the account's engine keeps its state.
func (acct *account) file() jsonfile.File[mailsync.State] {
	return jsonfile.File[mailsync.State]{Path: acct.app.Paths.Mailbox(acct.Address)}
}

func (acct *account) store() mailsync.Store {
	return stateFile{file: acct.file(), adopt: func(s []mail.Shown) []mail.Shown {
		return acct.app.Notifier.Adopt(acct.Address, s)
	}}
}
