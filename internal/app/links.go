package app

import "net/url"

// conversation is where Gmail shows a conversation, or with an empty thread the
// inbox, of the account: by its address, since numbers such as /u/0 depend on
// who signed in to the browser first.
func conversation(account, thread string) string {
	page := "inbox"
	if thread != "" {
		page = "all/" + url.PathEscape(thread)
	}
	return "https://mail.google.com/mail/u/?authuser=" + url.QueryEscape(account) + "#" + page
}
