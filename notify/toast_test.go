package notify

import (
	"encoding/xml"
	"testing"

	"lettertray/internal/mail"
)

func TestToastXML(t *testing.T) {
	got, err := toastXML(note{
		summary: `Ada "<b>`,
		body:    "a & b ]]></text>\n$(calc)",
		click:   Click{Account: "me+x@example.com", Message: "1", Thread: `t&"<`},
	})
	if err != nil {
		t.Fatal(err)
	}
	const want = `<toast activationType="foreground" launch="account=me%2Bx%40example.com&amp;message=1&amp;thread=t%26%22%3C">` +
		`<visual><binding template="ToastGeneric">` +
		`<text>Ada &#34;&lt;b&gt;</text><text>a &amp; b ]]&gt;&lt;/text&gt;</text><text>$(calc)</text>` +
		`</binding></visual><audio src="ms-winsoundevent:Notification.Mail"></audio></toast>`
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestToastIsMuteAndHasButtons(t *testing.T) {
	got, err := toastXML(note{
		summary: "Ada",
		mute:    true,
		click:   Click{Account: "me@example.com", Message: "1", Thread: "t"},
		actions: []mail.Action{{Key: "default", Label: "Open"}, {Key: "read", Label: "Mark as <read>"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	const launch = "account=me%40example.com&amp;message=1&amp;thread=t"
	const want = `<toast activationType="foreground" launch="` + launch + `">` +
		`<visual><binding template="ToastGeneric"><text>Ada</text></binding></visual><audio silent="true"></audio>` +
		`<actions><action content="Mark as &lt;read&gt;" arguments="account=me%40example.com&amp;action=read&amp;message=1&amp;thread=t" activationType="foreground"></action></actions></toast>`
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestLaunchedReadsWhatLaunchWrote(t *testing.T) {
	for _, c := range []Click{
		{Account: "me@example.com", Message: "1", Thread: "t&=\"<"},
		{Account: "me@example.com"},
		{Account: "me@example.com", Message: "1", Action: "read"},
		{URL: "https://example.com/?a=b&c=d#e"},
		{Key: "ada@gmail.com"},
	} {
		x, err := toastXML(note{summary: "s", click: c})
		if err != nil {
			t.Fatal(err)
		}
		var back struct {
			Launch string `xml:"launch,attr"`
		}
		if err := xml.Unmarshal([]byte(x), &back); err != nil {
			t.Fatal(err)
		}
		if c.Action == "" {
			c.Action = "default"
		}
		if got, err := launched(back.Launch); err != nil || got != c {
			t.Errorf("got %+v, %v; want %+v", got, err, c)
		}
	}
	if _, err := launched("%zz;"); err == nil {
		t.Error("nonsense passed for a click")
	}
}
