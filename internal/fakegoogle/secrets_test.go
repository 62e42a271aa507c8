package fakegoogle_test

import (
	"slices"
	"testing"

	"lettertray/internal/fakegoogle"
)

func TestSecretsAreRememberedWhateverComesOfThem(t *testing.T) {
	w := newWorld(t, fakegoogle.Options{})
	c := clientOf(t, w.g)
	code := w.code(c, fakegoogle.Consent{Account: ada}).Get("code")
	form := c.exchange(code)
	w.g.Fail("oauth.token", 1, fakegoogle.Fault{})
	w.form("/token", form) // the verifier was sent, though nobody looked at it
	_, answer := w.form("/token", form)
	refresh, access := answer.at("refresh_token").(string), answer.at("access_token").(string)
	w.g.ExpireAccess()
	w.g.Revoke(ada)
	for what, secret := range map[string]string{
		"the client's secret": c.Secret, "the code": code, "the verifier": verifier,
		"the refresh token": refresh, "the access token": access,
	} {
		if n := len(slices.DeleteFunc(w.g.Secrets(), func(s string) bool { return s != secret })); n != 1 {
			t.Errorf("%s is there %d times", what, n)
		}
	}
}
