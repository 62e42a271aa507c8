package fakegoogle

import (
	"bytes"
	"cmp"
	"encoding/json"
	"net/http"
	"strconv"
)

// Handler serves OAuth and Gmail, as accounts.google.com, oauth2.googleapis.com
// and gmail.googleapis.com would, all on one host.
func (g *Google) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /o/oauth2/v2/auth", g.oauth("oauth.ask", g.askConsent))
	mux.Handle("POST /o/oauth2/v2/auth", g.oauth("oauth.consent", g.takeConsent))
	mux.Handle("POST /token", g.oauth("oauth.token", g.token))
	mux.Handle("POST /revoke", g.oauth("oauth.revoke", g.endGrant))

	const user = "/gmail/v1/users/{user}"
	mux.Handle("GET "+user+"/profile", g.gmail("gmail.users.getProfile", g.profile))
	mux.Handle("POST "+user+"/watch", g.gmail("gmail.users.watch", g.startWatch))
	mux.Handle("POST "+user+"/stop", g.gmail("gmail.users.stop", g.stopWatch))
	mux.Handle("GET "+user+"/history", g.gmail("gmail.users.history.list", g.listHistory))
	mux.Handle("GET "+user+"/labels", g.gmail("gmail.users.labels.list", g.listLabels))
	mux.Handle("GET "+user+"/labels/{id}", g.gmail("gmail.users.labels.get", g.getLabel))
	mux.Handle("GET "+user+"/messages", g.gmail("gmail.users.messages.list", g.listMessages))
	mux.Handle("GET "+user+"/messages/{id}", g.gmail("gmail.users.messages.get", g.getMessage))
	mux.Handle("POST "+user+"/messages/{id}/modify", g.gmail("gmail.users.messages.modify", g.modifyMessage))
	mux.Handle("POST "+user+"/messages/{id}/trash", g.gmail("gmail.users.messages.trash", g.trashMessage))
	mux.HandleFunc("/gmail/", func(w http.ResponseWriter, _ *http.Request) {
		answerRefusal(w, &refusal{status: http.StatusNotFound, reason: "notFound", message: "Method not found."})
	})
	return mux
}

// oauth wraps an endpoint that needs no token. do gives the status it answered with.
func (g *Google) oauth(method string, do func(http.ResponseWriter, *http.Request) int) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		g.stamp(w)
		r.Body = http.MaxBytesReader(w, r.Body, maxBody)
		if err := r.ParseForm(); err != nil {
			answerJSON(w, http.StatusBadRequest, oauthProblem{"invalid_request", "Bad Request"})
			return
		}
		g.overhear(r.PostForm)
		c := Call{Time: g.opts.Now(), Method: method}
		if r.PostForm.Get("grant_type") == "refresh_token" {
			c.Method = "oauth.refresh"
		}
		if fault := g.enter(c); fault != nil {
			g.playHTTP(w, r, c, fault, func() int {
				status := cmp.Or(fault.Status, http.StatusServiceUnavailable)
				return answerJSON(w, status, oauthProblem{fault.Reason, fault.Message})
			})
			return
		}
		g.leave(c, strconv.Itoa(do(w, r)))
	})
}

// maxBody is more than any request here needs.
const maxBody = 1 << 20

// stamp puts Google's clock on an answer.
func (g *Google) stamp(w http.ResponseWriter) {
	w.Header().Set("Date", g.opts.Now().UTC().Format(http.TimeFormat))
}

// BrokenHeader marks an HTTP answer that is a Fault's Body, so that whoever
// checks answers can tell it from a mistake made here.
const BrokenHeader = "Fakegoogle-Broken"

// playHTTP lets a fault happen; refuse answers with its error.
func (g *Google) playHTTP(w http.ResponseWriter, r *http.Request, c Call, fault *Fault, refuse func() int) {
	switch {
	case fault.Hang:
		g.leave(c, "hangs")
		g.hang(r.Context().Done())
		panic(http.ErrAbortHandler)
	case fault.Cut:
		g.leave(c, "cut")
		panic(http.ErrAbortHandler)
	case fault.Body != "":
		w.Header().Set("Content-Type", "application/json; charset=UTF-8")
		w.Header().Set(BrokenHeader, "1")
		w.Write([]byte(fault.Body))
		g.leave(c, "200")
	default:
		g.leave(c, strconv.Itoa(refuse()))
	}
}

// answerJSON answers and gives the status back.
func answerJSON(w http.ResponseWriter, status int, body any) int {
	var buf bytes.Buffer
	if err := json.NewEncoder(&buf).Encode(body); err != nil {
		panic(err) // every body is made of plain types
	}
	w.Header().Set("Content-Type", "application/json; charset=UTF-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	w.Write(buf.Bytes())
	return status
}
