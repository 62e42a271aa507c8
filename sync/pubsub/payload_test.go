package pubsub

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"lettertray/internal/mail"
)

func TestParse(t *testing.T) {
	const max = 1<<64 - 1
	for name, c := range map[string]struct {
		data string
		id   mail.HistoryID
		err  error
	}{
		"a number, as the wire has it":            {`{"emailAddress":"ada@gmail.com","historyId":9876543210}`, 9876543210, nil},
		"a string, as the guide shows it":         {`{"emailAddress":"ada@gmail.com","historyId":"9876543210"}`, 9876543210, nil},
		"the largest":                             {`{"emailAddress":"ada@gmail.com","historyId":18446744073709551615}`, max, nil},
		"past 53 bits no digit is lost":           {`{"emailAddress":"ada@gmail.com","historyId":9007199254740993}`, 9007199254740993, nil},
		"another case of the address is no other": {`{"emailAddress":"Ada@Gmail.com","historyId":5}`, 5, nil},
		"fields that are new":                     {`{"emailAddress":"ada@gmail.com","historyId":5,"more":{"a":[1]}}`, 5, nil},
		"another person's":                        {`{"emailAddress":"bob@gmail.com","historyId":5}`, 0, errForeign},
		"nobody's":                                {`{"historyId":5}`, 0, errForeign},
		"beyond 64 bits":                          {`{"emailAddress":"ada@gmail.com","historyId":18446744073709551616}`, 0, errNotHistory},
		"negative":                                {`{"emailAddress":"ada@gmail.com","historyId":-5}`, 0, errNotHistory},
		"a fraction":                              {`{"emailAddress":"ada@gmail.com","historyId":5.5}`, 0, errNotHistory},
		"an exponent":                             {`{"emailAddress":"ada@gmail.com","historyId":5e3}`, 0, errNotHistory},
		"zero":                                    {`{"emailAddress":"ada@gmail.com","historyId":0}`, 0, errNotHistory},
		"null":                                    {`{"emailAddress":"ada@gmail.com","historyId":null}`, 0, errNotHistory},
		"none":                                    {`{"emailAddress":"ada@gmail.com"}`, 0, errNotHistory},
		"words":                                   {`{"emailAddress":"ada@gmail.com","historyId":"soon"}`, 0, errNotHistory},
		"a list":                                  {`{"emailAddress":"ada@gmail.com","historyId":[5]}`, 0, errNotHistory},
		"base64, as REST shows it":                {`eyJlbWFpbEFkZHJlc3MiOiJhZGFAZ21haWwuY29tIn0=`, 0, errNotJSON},
		"half of it":                              {`{"emailAddress":"ada@gma`, 0, errNotJSON},
		"nothing":                                 {``, 0, errNotJSON},
		"a list of it":                            {`[{"emailAddress":"ada@gmail.com","historyId":5}]`, 0, errNotJSON},
	} {
		t.Run(name, func(t *testing.T) {
			id, err := parse([]byte(c.data), "ada@gmail.com")
			if id != c.id || err != c.err {
				t.Errorf("%s is %d, %v; want %d, %v", c.data, id, err, c.id, c.err)
			}
		})
	}
	noise := bytes.Repeat([]byte(`{"emailAddress":`), 10<<20/16)
	if n := testing.AllocsPerRun(1, func() { parse(noise, "ada@gmail.com") }); n > 0 {
		t.Errorf("10 MB of noise are looked at: %v allocations", n)
	}
}

func FuzzPayload(f *testing.F) {
	f.Add([]byte(`{"emailAddress":"ada@gmail.com","historyId":5}`))
	f.Add([]byte(`{"emailAddress":"ada@gmail.com","historyId":"5"}`))
	f.Add([]byte(`{"emailAddress":"x","historyId":-1e99}`))
	f.Add([]byte("[[[[[["))
	f.Fuzz(func(t *testing.T, data []byte) {
		id, err := parse(data, "ada@gmail.com")
		if (id == 0) != (err != nil) {
			t.Errorf("%d, %v", id, err)
		}
		if err == nil && !bytes.Contains(data, []byte(fmt.Sprint(uint64(id)))) && !strings.Contains(string(data), `\u`) {
			t.Errorf("%d stands nowhere in %q", id, data)
		}
	})
}
