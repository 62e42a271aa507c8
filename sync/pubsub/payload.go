package pubsub

import (
	"encoding/json"
	"errors"
	"strings"

	"lettertray/internal/mail"
)

// payloadLimit is far above any payload of Gmail's, which has some 60 bytes
// and an address of at most 254, and far below Pub/Sub's 10 MB.
const payloadLimit = 4 << 10

// Why a payload was dropped. Whoever may publish to the topic chose its
// content, so these say nothing of it.
var (
	errTooLong    = errors.New("too long to be Gmail's")
	errNotJSON    = errors.New("not Gmail's JSON")
	errForeign    = errors.New("for another mailbox")
	errNotHistory = errors.New("without a history id")
)

// parse reads Gmail's {"emailAddress":"…","historyId":…} for the address. The
// guide shows the history id as a string, the wire has a number; both are
// fine, as long as they are whole and fit 64 bits.
func parse(data []byte, address string) (mail.HistoryID, error) {
	if len(data) > payloadLimit {
		return 0, errTooLong
	}
	var p struct {
		EmailAddress string
		HistoryID    json.RawMessage
	}
	if json.Unmarshal(data, &p) != nil {
		return 0, errNotJSON
	}
	if !strings.EqualFold(p.EmailAddress, address) {
		return 0, errForeign
	}
	digits := string(p.HistoryID)
	if strings.HasPrefix(digits, `"`) && json.Unmarshal(p.HistoryID, &digits) != nil {
		return 0, errNotHistory
	}
	id, err := mail.ParseHistoryID(digits)
	if err != nil {
		return 0, errNotHistory
	}
	return id, nil
}
