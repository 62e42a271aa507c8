package fakegoogle_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"lettertray/internal/fakegoogle"
)

// post presses a button of the demo page.
func post(t *testing.T, srv *httptest.Server, path string, form url.Values, header http.Header) int {
	t.Helper()
	req, err := http.NewRequest("POST", srv.URL+path, strings.NewReader(form.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	req.Header = header.Clone()
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if host := header.Get("Host"); host != "" {
		req.Host = host
	}
	res, err := srv.Client().Transport.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	return res.StatusCode
}

func TestDemoPage(t *testing.T) {
	w := newWorld(t, fakegoogle.Options{})
	srv := httptest.NewServer(w.g.DemoHandler(fakegoogle.DemoOptions{Address: ada, Status: func() string { return "looked <now>" }}))
	defer srv.Close()
	own := http.Header{"Origin": {srv.URL}}
	press := func(path string, form url.Values) {
		t.Helper()
		if status := post(t, srv, path, form, own); status != http.StatusSeeOther {
			t.Errorf("%s %v: %d", path, form, status)
		}
	}
	page := func() string {
		t.Helper()
		res, err := srv.Client().Get(srv.URL)
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		body, err := io.ReadAll(res.Body)
		if err != nil || res.StatusCode != 200 {
			t.Fatalf("%d %v", res.StatusCode, err)
		}
		return string(body)
	}

	press("/deliver", url.Values{"from": {"Grace <grace@example.com>"}, "subject": {"<script>alert(1)</script>"}, "text": {"hi"}})
	press("/deliver", url.Values{"from": {"no address at all"}})
	letters := w.g.Letters(ada)
	if len(letters) != 2 || letters[1].FromName != "Grace" || letters[0].FromName != "no address at all" || letters[1].Snippet != "hi" {
		t.Fatalf("letters are %+v", letters)
	}
	w.get("/profile")
	got := page()
	for _, want := range []string{"looked &lt;now&gt;", "&lt;script&gt;alert", "gmail.users.getProfile", "Grace"} {
		if !strings.Contains(got, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if strings.Contains(got, "<script>alert") {
		t.Error("a subject became a script")
	}

	press("/letter", url.Values{"id": {letters[0].ID}, "do": {"read"}})
	press("/letter", url.Values{"id": {letters[0].ID}, "do": {"archive"}})
	press("/letter", url.Values{"id": {letters[1].ID}, "do": {"delete"}})
	press("/letter", url.Values{"id": {letters[1].ID}, "do": {"delete"}})
	if left := w.g.Letters(ada); len(left) != 1 || left[0].Unread() || left[0].Inbox() {
		t.Errorf("left are %+v", left)
	}

	head := w.g.HistoryID(ada)
	press("/break", url.Values{"do": {"drop"}})
	press("/break", url.Values{"do": {"history"}})
	press("/break", url.Values{"do": {"away"}})
	if w.g.Pushes() != fakegoogle.PushesDropped || w.g.HistoryID(ada) == head || !strings.Contains(page(), "Bring the network back") {
		t.Error("a button did nothing")
	}
	press("/break", url.Values{"do": {"back"}})
	press("/break", url.Values{"do": {"revoke"}})
	if status, _ := w.gmail("GET", "/profile", ""); status != 401 {
		t.Errorf("after revoking: %d", status)
	}
}

func TestTheDemoPageIsForItsOwnFormsAlone(t *testing.T) {
	w := newWorld(t, fakegoogle.Options{})
	srv := httptest.NewServer(w.g.DemoHandler(fakegoogle.DemoOptions{Address: ada}))
	defer srv.Close()
	for name, header := range map[string]http.Header{
		"a form on a web page":                {"Origin": {"http://example.com"}},
		"a form in a frame without an origin": {"Origin": {"null"}},
		"a form of another local port":        {"Origin": {"http://127.0.0.1:1"}},
		"a page that a browser calls foreign": {"Sec-Fetch-Site": {"cross-site"}},
		"a name that leads here by DNS":       {"Host": {"demo.example.com"}, "Origin": {"http://demo.example.com"}},
	} {
		t.Run(name+" is refused", func(t *testing.T) {
			status := post(t, srv, "/deliver", url.Values{"from": {"x"}}, header)
			if status < 400 || len(w.g.Letters(ada)) != 0 {
				t.Errorf("status %d, %d letters", status, len(w.g.Letters(ada)))
			}
		})
	}
}
