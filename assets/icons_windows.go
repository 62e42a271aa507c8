package assets

import _ "embed"

var (
	//go:embed fine.ico
	fine []byte
	//go:embed unread.ico
	unread []byte
	//go:embed paused.ico
	paused []byte
	//go:embed offline.ico
	offline []byte
	//go:embed attention.ico
	attention []byte

	icons = [...][]byte{fine, unread, paused, offline, attention} // by State
)
