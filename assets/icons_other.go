//go:build !windows

package assets

import _ "embed"

var (
	//go:embed fine-32.png
	fine []byte
	//go:embed unread-32.png
	unread []byte
	//go:embed paused-32.png
	paused []byte
	//go:embed offline-32.png
	offline []byte
	//go:embed attention-32.png
	attention []byte

	icons = [...][]byte{fine, unread, paused, offline, attention} // by State
)
