package app

// opener opens the address that is put behind it.
var opener = []string{"xdg-open"}
