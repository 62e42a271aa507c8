package auth

import (
	"bufio"
	"net/http"
	"strings"
	"testing"
)

var wanted = expected{host: "127.0.0.1:4711", state: "the-state"}

func TestReadCallback(t *testing.T) {
	const host = "Host: 127.0.0.1:4711\r\n\r\n"
	for _, test := range []struct {
		name, request string
		want          callback
		status        int
	}{
		{"a code with the right state counts", "GET /callback?state=the-state&code=4/0Ab-c&scope=x HTTP/1.1\r\n" + host, callback{code: "4/0Ab-c"}, 303},
		{"a refusal with the right state counts", "GET /callback?state=the-state&error=access_denied HTTP/1.1\r\n" + host, callback{refusal: "access_denied"}, 303},
		{"a refusal's text is not repeated", "GET /callback?state=the-state&error=%3Cscript%3E HTTP/1.1\r\n" + host, callback{refusal: "unknown"}, 303},
		{"the clean path is the page's", "GET /done HTTP/1.1\r\n" + host, callback{}, 200},
		{"a wrong state is refused", "GET /callback?state=another&code=x HTTP/1.1\r\n" + host, callback{}, 400},
		{"so is none", "GET /callback?code=x HTTP/1.1\r\n" + host, callback{}, 400},
		{"and the beginning of the right one", "GET /callback?state=the-stat&code=x HTTP/1.1\r\n" + host, callback{}, 400},
		{"two states are no state", "GET /callback?state=the-state&state=the-state&code=x HTTP/1.1\r\n" + host, callback{}, 400},
		{"a refusal with a wrong state is refused too", "GET /callback?state=another&error=access_denied HTTP/1.1\r\n" + host, callback{}, 400},
		{"code and refusal at once mean nothing", "GET /callback?state=the-state&code=x&error=y HTTP/1.1\r\n" + host, callback{}, 400},
		{"two codes mean nothing", "GET /callback?state=the-state&code=x&code=y HTTP/1.1\r\n" + host, callback{}, 400},
		{"neither code nor refusal means nothing", "GET /callback?state=the-state HTTP/1.1\r\n" + host, callback{}, 400},
		{"an empty code means nothing", "GET /callback?state=the-state&code= HTTP/1.1\r\n" + host, callback{}, 400},
		{"a code of control characters means nothing", "GET /callback?state=the-state&code=a%0Ab HTTP/1.1\r\n" + host, callback{}, 400},
		{"a broken query means nothing", "GET /callback?state=the-state&code=%zz HTTP/1.1\r\n" + host, callback{}, 400},
		{"another path is not there", "GET /callback/?state=the-state&code=x HTTP/1.1\r\n" + host, callback{}, 404},
		{"nor is the root", "GET / HTTP/1.1\r\n" + host, callback{}, 404},
		{"a form cannot post a code", "POST /callback?state=the-state&code=x HTTP/1.1\r\n" + host, callback{}, 405},
		{"a name that leads here is not this host", "GET /callback?state=the-state&code=x HTTP/1.1\r\nHost: evil.example:4711\r\n\r\n", callback{}, 421},
		{"another port is not this host", "GET /callback?state=the-state&code=x HTTP/1.1\r\nHost: 127.0.0.1:4712\r\n\r\n", callback{}, 421},
		{"a proxy's request is not for this host", "GET http://evil.example/callback?state=the-state&code=x HTTP/1.1\r\n" + host, callback{}, 421},
	} {
		t.Run(test.name, func(t *testing.T) {
			r, err := http.ReadRequest(bufio.NewReader(strings.NewReader(test.request)))
			if err != nil {
				t.Fatal(err)
			}
			if got, status := wanted.read(r); got != test.want || status != test.status {
				t.Errorf("got %+v, %d, want %+v, %d", got, status, test.want, test.status)
			}
		})
	}
}

func FuzzCallback(f *testing.F) {
	f.Add([]byte("GET /callback?state=the-state&code=4/0Ab HTTP/1.1\r\nHost: 127.0.0.1:4711\r\n\r\n"))
	f.Add([]byte("GET /callback?state=the-state&error=access_denied HTTP/1.1\r\nHost: 127.0.0.1:4711\r\n\r\n"))
	f.Add([]byte("GET /done HTTP/1.1\r\nHost: 127.0.0.1:4711\r\n\r\n"))
	f.Add([]byte("GET http://x/callback?state=%74he-state;code=a HTTP/1.1\r\n\r\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := http.ReadRequest(bufio.NewReader(strings.NewReader(string(data))))
		if err != nil {
			return
		}
		cb, status := wanted.read(r)
		if status != http.StatusSeeOther {
			if cb != (callback{}) {
				t.Errorf("status %d, and yet %+v", status, cb)
			}
			return
		}
		q := r.URL.Query()
		if r.Method != "GET" || r.Host != wanted.host || r.URL.Path != callbackPath || q.Get("state") != wanted.state {
			t.Errorf("took %q for a callback", data)
		}
		if (cb.code == "") == (cb.refusal == "") {
			t.Errorf("neither or both of code and refusal: %+v", cb)
		}
		if cb.code != q.Get("code") {
			t.Errorf("code %q of %q", cb.code, data)
		}
		if strings.ContainsAny(cb.refusal, "<>&\"' \r\n") {
			t.Errorf("refusal %q goes into a page", cb.refusal)
		}
	})
}
