package config

import (
	"errors"
	"io/fs"
	"time"

	"lettertray/internal/jsonfile"
)

// An Account is who has signed in, and to what. It holds no token.
type Account struct {
	Address  string    `json:"address"`
	ClientID string    `json:"client_id"` // another client means signing in again
	Access   string    `json:"access"`    // what the person let the app do
	PubSub   bool      `json:"pubsub"`    // whether the grant covers Pub/Sub
	SignedIn time.Time `json:"signed_in"`
}

// ReadAccounts reads who has signed in. Where the file was damaged, it returns
// those it knew before, with the error.
func ReadAccounts(p Paths) ([]Account, error) {
	accounts, err := jsonfile.File[[]Account]{Path: p.Accounts()}.Load()
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return accounts, err
}

// WriteAccounts replaces who has signed in, twice: the copy that is kept must not
// bring back who has signed out.
func WriteAccounts(p Paths, accounts []Account) error {
	file := jsonfile.File[[]Account]{Path: p.Accounts()}
	return errors.Join(file.Save(accounts), file.Save(accounts))
}
