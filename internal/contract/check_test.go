package contract

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
)

const (
	readonly = "https://www.googleapis.com/auth/gmail.readonly"
	modify   = "https://www.googleapis.com/auth/gmail.modify"
	user     = "/gmail/v1/users/me"
)

// canned answers every request alike.
type canned struct {
	status int
	media  string
	body   string
}

func (a canned) RoundTrip(*http.Request) (*http.Response, error) {
	return &http.Response{
		StatusCode: a.status, Header: http.Header{"Content-Type": {a.media}}, Body: io.NopCloser(strings.NewReader(a.body)),
	}, nil
}

// inspect sends one request and gives what was reported.
func inspect(t *testing.T, i *Inspector, request, body string) (faults []string) {
	t.Helper()
	document, err := Gmail()
	if err != nil {
		t.Fatal(err)
	}
	i.Document = document
	i.Report = func(fault error) { faults = append(faults, fault.Error()) }
	verb, path, _ := strings.Cut(request, " ")
	r, err := http.NewRequest(verb, "https://gmail.googleapis.com"+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	res, err := i.RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	if text, err := io.ReadAll(res.Body); err != nil || string(text) != i.Base.(canned).body {
		t.Errorf("the answer became %q, %v", text, err)
	}
	return faults
}

// found fails unless something was found and all of it says the words. No words
// want nothing found.
func found(t *testing.T, faults []string, words string) {
	t.Helper()
	if (words == "") != (len(faults) == 0) {
		t.Errorf("found %q, want %q", faults, words)
	}
	for _, fault := range faults {
		if !strings.Contains(fault, words) {
			t.Errorf("found %q, want %q", fault, words)
		}
	}
}

func TestRequests(t *testing.T) {
	const history, watch = "GET " + user + "/history?startHistoryId=1", "POST " + user + "/watch"
	for name, c := range map[string]struct{ scope, request, body, want string }{
		"what is allowed passes":         {metadataScope, history + "&maxResults=500&historyTypes=labelAdded&historyTypes=messageAdded&alt=json&prettyPrint=false&fields=history(id,labelsAdded/message(id)),nextPageToken", "", ""},
		"a path that nobody has":         {readonly, "GET " + user + "/post", "", "no GET /gmail/v1/users/me/post"},
		"a verb of another method":       {readonly, "POST " + user + "/history", "", "no POST"},
		"an empty user":                  {readonly, "GET /gmail/v1/users//profile", "", "userId is empty"},
		"an unknown query parameter":     {readonly, history + "&labels=INBOX", "", "no query parameter labels"},
		"a path parameter in the query":  {readonly, history + "&userId=me", "", "no query parameter userId"},
		"a required one is missing":      {readonly, "GET " + user + "/history", "", "startHistoryId is required"},
		"one that may come once, twice":  {readonly, history + "&labelId=A&labelId=B", "", "labelId comes more than once"},
		"a number out of its format":     {readonly, "GET " + user + "/history?startHistoryId=-1", "", "uint64"},
		"a number that is a word":        {readonly, history + "&maxResults=all", "", "maxResults"},
		"more than the most":             {readonly, history + "&maxResults=501", "", "maximum allowed value"},
		"a truth that is none":           {readonly, "GET " + user + "/messages?includeSpamTrash=1", "", "not boolean"},
		"a value outside the enum":       {readonly, history + "&historyTypes=labelsAdded", "", "none of"},
		"a capital in an enum":           {readonly, "GET " + user + "/messages/1?format=METADATA", "", "none of"},
		"a mask with an unknown field":   {readonly, history + "&fields=history/labels", "", "fields/history/labels"},
		"a mask with an open bracket":    {readonly, history + "&fields=history(id", "", "lacks a bracket"},
		"a mask with a bracket too many": {readonly, history + "&fields=historyId)", "", "ends before"},
		"a mask without a name":          {readonly, history + "&fields=historyId,,history", "", "lacks a name"},
		"a mask below plain text":        {readonly, history + "&fields=nextPageToken/id", "", "nextPageToken/id"},
		"a scope that is too small":      {readonly, "POST " + user + "/messages/1/modify", `{}`, "none of the scopes"},
		"a search by metadata alone":     {metadataScope, "GET " + user + "/messages?q=x", "", "gmail.metadata scope"},
		"the text by metadata alone":     {metadataScope, "GET " + user + "/messages/1?format=full", "", "gmail.metadata scope"},
		"the same by default":            {metadataScope, "GET " + user + "/messages/1", "", "format is full unless given"},
		"a body as it should be":         {modify, watch, `{"topicName":"t","labelIds":["INBOX"],"labelFilterBehavior":"include"}`, ""},
		"a body where none belongs":      {modify, "POST " + user + "/stop", `{}`, "knows none"},
		"no body where one belongs":      {modify, watch, ``, "type"},
		"a broken body":                  {modify, watch, `{"topicName":`, "reading JSON"},
		"two bodies":                     {modify, watch, `{}{}`, "something follows"},
		"an unknown property":            {modify, watch, `{"topic":"t"}`, "no such property"},
		"a property of another type":     {modify, watch, `{"labelIds":"INBOX"}`, "not array"},
		"an item of another type":        {modify, watch, `{"labelIds":["INBOX",1]}`, "labelIds[1]"},
		"an enum in capitals":            {modify, watch, `{"labelFilterBehavior":"INCLUDE"}`, "none of"},
		"what is deprecated":             {modify, watch, `{"labelFilterAction":"include"}`, "deprecated"},
		"a body without what it needs":   {modify, "POST " + user + "/labels", `{"labelListVisibility":"labelShow","messageListVisibility":"show"}`, "name is required"},
	} {
		t.Run(name, func(t *testing.T) {
			spared := func(*http.Response) bool { return true }
			found(t, inspect(t, &Inspector{Scopes: []string{c.scope}, Base: canned{}, Spared: spared}, c.request, c.body), c.want)
		})
	}
}

func TestAnswers(t *testing.T) {
	const profile, message, list = "GET " + user + "/profile", "GET " + user + "/messages/1?format=metadata", "GET " + user + "/messages"
	for name, c := range map[string]struct{ request, body, want string }{
		"what the document says passes": {profile, `{"emailAddress":"a","historyId":"18446744073709551615","messagesTotal":1}`, ""},
		"an unknown property":           {profile, `{"email":"a"}`, "no such property"},
		"an id that is a number":        {profile, `{"historyId":1}`, "not string"},
		"an id that is no number":       {profile, `{"historyId":"0x1"}`, "uint64"},
		"a count that is text":          {profile, `{"messagesTotal":"1"}`, "not integer"},
		"a count too large":             {profile, `{"messagesTotal":2147483648}`, "int32"},
		"a count with a fraction":       {profile, `{"messagesTotal":1.5}`, "int32"},
		"null":                          {profile, `{"emailAddress":null}`, "not string"},
		"a list for an object":          {profile, `[]`, "not object"},
		"nothing":                       {profile, ``, "reading JSON"},
		"a fault deep below":            {message, `{"payload":{"parts":[{"headers":[{"name":"a","value":1}]}]}}`, "answer.payload.parts[0].headers[0].value"},
		"bytes that are none":           {message, `{"payload":{"body":{"data":"Zm9v!"}}}`, "byte"},
		"a date that is a number":       {message, `{"internalDate":1}`, "not string"},
		"an enum's unknown value":       {"GET " + user + "/labels/1", `{"type":"System"}`, "none of"},
		"an object for a list":          {list, `{"messages":{}}`, "not array"},
		"more than was asked for":       {list + "?fields=messages/id", `{"messages":[{"id":"1","threadId":"1"}]}`, "answer.messages.threadId was not asked for"},
		"all below what was asked for":  {list + "?fields=messages", `{"messages":[{"id":"1","threadId":"1"}]}`, ""},
		"all by a star":                 {list + "?fields=messages/*", `{"messages":[{"id":"1","threadId":"1"}]}`, ""},
		"text after stop":               {"POST " + user + "/stop", `OK`, "knows none"},
		"an empty object after stop":    {"POST " + user + "/stop", `{}`, ""},
	} {
		t.Run(name, func(t *testing.T) {
			answer := canned{http.StatusOK, "application/json; charset=UTF-8", c.body}
			found(t, inspect(t, &Inspector{Scopes: []string{readonly}, Base: answer}, c.request, ""), c.want)
		})
	}
	t.Run("a page for people", func(t *testing.T) {
		found(t, inspect(t, &Inspector{Scopes: []string{readonly}, Base: canned{http.StatusOK, "text/html", `{}`}}, profile, ""), "text/html")
	})
}

func TestRefusals(t *testing.T) {
	const item = `{"message":"No.","domain":"global","reason":"forbidden"}`
	refuse := func(code int, rest string) string {
		return fmt.Sprintf(`{"error":{"code":%d,"message":"No.","errors":[%s]%s}}`, code, item, rest)
	}
	for name, c := range map[string]struct{ body, want string }{
		"Google's own passes":      {refuse(403, `,"status":"PERMISSION_DENIED","details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"NO_WAY","domain":"googleapis.com","metadata":{"a":"b"}}]`), ""},
		"no status":                {refuse(403, ""), ""},
		"another code":             {refuse(404, ""), "error.code is 404"},
		"another status":           {refuse(403, `,"status":"NOT_FOUND"`), "error.status is NOT_FOUND"},
		"no message":               {`{"error":{"code":403,"errors":[` + item + `]}}`, "message is empty"},
		"no errors":                {`{"error":{"code":403,"message":"No."}}`, "errors is empty"},
		"an error without reason":  {`{"error":{"code":403,"message":"No.","errors":[{"message":"No.","domain":"global"}]}}`, "no reason"},
		"a detail of another kind": {refuse(403, `,"details":[{"@type":"ErrorInfo"}]`), "@type"},
		"OAuth's form of an error": {`{"error":{"code":403,"message":"No.","errors":[` + item + `],"error_description":"No."}}`, "error_description"},
	} {
		t.Run(name, func(t *testing.T) {
			answer := canned{http.StatusForbidden, "application/json", c.body}
			found(t, inspect(t, &Inspector{Scopes: []string{readonly}, Base: answer}, "GET "+user+"/profile", ""), c.want)
		})
	}
	t.Run("no JSON at all", func(t *testing.T) {
		faults := inspect(t, &Inspector{Scopes: []string{readonly}, Base: canned{http.StatusForbidden, "text/html", "<p>"}}, "GET "+user+"/profile", "")
		if len(faults) != 2 {
			t.Errorf("found %q", faults)
		}
	})
}

func TestAnAnswerThatIsSparedMayBeAnything(t *testing.T) {
	spare := func(*http.Response) bool { return true }
	i := &Inspector{Scopes: []string{readonly}, Base: canned{http.StatusOK, "text/html", "<p>"}, Spared: spare}
	found(t, inspect(t, i, "GET "+user+"/profile", ""), "")
}

func TestEachLimitStandsInADocument(t *testing.T) {
	gmail, err := Gmail()
	if err != nil {
		t.Fatal(err)
	}
	pubsub, err := PubSub()
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range limits {
		if !gmail.says(l.words) && !pubsub.says(l.words) {
			t.Errorf("no document says any more: %s", l.words)
		}
	}
	if !gmail.says(metadataLimits) {
		t.Errorf("no document says any more: %s", metadataLimits)
	}
}

// says reports whether a parameter or property is described with the words.
func (d *Document) says(words string) bool {
	for _, m := range d.methods {
		for _, p := range m.Parameters {
			if strings.Contains(p.Description, words) {
				return true
			}
		}
	}
	for _, s := range d.schemas {
		for _, p := range s.Properties {
			if strings.Contains(p.Description, words) {
				return true
			}
		}
	}
	return false
}
