package app

import (
	"lettertray/auth"
	"lettertray/internal/control"
	"lettertray/internal/words"
)

// answerSignIn adds an account, or signs in again to the one of the address; or
// cancels a sign-in that is under way.
func (a *App) answerSignIn(args arguments) control.Response {
	args, cancel := args.option("--cancel")
	switch {
	case cancel && a.cancelSignIn():
		return a.said(words.IsCancelled)
	case cancel:
		return a.said(words.NotUnderWay)
	}
	return a.beginSignIn(args.at(0), "")
}

// answerAccess changes what an account lets the app see: LEVEL, or ADDRESS and
// LEVEL.
func (a *App) answerAccess(args arguments) control.Response {
	address, level := "", args.at(0)
	if len(args) > 1 {
		address, level = args[0], args[1]
	}
	access, err := auth.ParseAccess(level)
	acct, none := a.named(address)
	switch {
	case err != nil:
		return control.Response{Error: a.words.Tell(auth.Say(err)), Usage: true}
	case acct == nil:
		return none
	case address == "" && len(a.accounts) > 1:
		return a.wrong(words.AccessWhose)
	}
	return a.beginSignIn(acct.Address, access)
}

func (a *App) beginSignIn(address string, access auth.Access) control.Response {
	switch {
	case !a.hasClient:
		return a.failed(words.NoClient)
	case a.signingIn != nil:
		return a.failed(words.UnderWay)
	}
	a.signIn(address, access)
	return a.said(words.BrowserOpens)
}

func (a *App) answerSignOut(args arguments) control.Response {
	args, everywhere := args.option("--everywhere")
	address := args.at(0)
	acct, none := a.named(address)
	switch {
	case acct == nil:
		return none
	case address == "" && len(a.accounts) > 1:
		return a.wrong(words.SignOutWhom)
	}
	a.signOut(acct, everywhere)
	if everywhere {
		return a.said(words.SigningOut, acct.Address)
	}
	return a.said(words.IsSignedOut, acct.Address)
}

// answerStart answers a second start, which hands over: it may bring another
// access for the first account.
func (a *App) answerStart(args arguments) control.Response {
	access := args.at(0)
	switch acct := a.account(""); {
	case access == "":
	case acct == nil:
		a.Access = auth.Access(access) // of the next sign-in
		return a.beginSignIn("", a.Access)
	case access != acct.Access:
		return a.beginSignIn(acct.Address, auth.Access(access))
	}
	return a.said(words.Running)
}

// answerClient answers a second start that has taken in another client file.
func (a *App) answerClient(args arguments) control.Response {
	if access := args.at(0); access != "" {
		a.Access = auth.Access(access) // of the next sign-in
	}
	a.readClient()
	return a.said(words.RunningClient)
}
