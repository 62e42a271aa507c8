package app

import (
	"errors"
	"io/fs"
	"os"

	"lettertray/auth"
	"lettertray/internal/config"
	"lettertray/internal/jsonfile"
	"lettertray/internal/words"
)

// newClientPage is where a person makes an OAuth client.
const newClientPage = "https://console.cloud.google.com/auth/clients"

var errNoClient = errors.New("there is no OAuth client file")

// ReadClient reads the OAuth client that was taken in. Its errors have words
// for the person ([auth.Say]), but for there being none.
func ReadClient(p config.Paths) (auth.Client, error) {
	data, err := jsonfile.Read(p.Client())
	if errors.Is(err, fs.ErrNotExist) {
		return auth.Client{}, errNoClient
	}
	if err != nil {
		return auth.Client{}, &auth.Error{Say: words.ClientUnreadable.About(), Err: err}
	}
	return auth.ParseClient(data)
}

// TakeClient checks an OAuth client file that the person has downloaded and
// keeps a copy, mode 0600. Its errors have words for the person.
func TakeClient(p config.Paths, file string) error {
	data, err := os.ReadFile(file)
	if err != nil {
		return &auth.Error{
			Say: words.FileUnreadable.About(file),
			Err: err,
		}
	}
	if _, err := auth.ParseClient(data); err != nil {
		return err
	}
	if err := jsonfile.Write(p.Client(), data, ""); err != nil {
		return &auth.Error{Say: words.ClientUnwritten.About(), Err: err}
	}
	return nil
}
