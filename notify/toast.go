package notify

import (
	"encoding/xml"
	"fmt"
	"net/url"
	"strings"
)

// toast is a Windows notification in Microsoft's toast schema
// (learn.microsoft.com/uwp/schemas/tiles/toastschema).
type toast struct {
	XMLName    xml.Name   `xml:"toast"`
	Activation string     `xml:"activationType,attr"`
	Launch     string     `xml:"launch,attr"`
	Binding    binding    `xml:"visual>binding"`
	Audio      toastAudio `xml:"audio"`
}

type binding struct {
	Template string   `xml:"template,attr"`
	Text     []string `xml:"text"`
}

type toastAudio struct {
	Source string `xml:"src,attr"`
}

// toastXML writes a note as a toast whose text cannot become markup: it is
// escaped here by encoding/xml and pasted nowhere.
func toastXML(n note) (string, error) {
	t := toast{
		Activation: "foreground", // the click comes back to this process
		Launch:     launch(n.click),
		Binding:    binding{Template: "ToastGeneric", Text: []string{n.summary}},
		Audio:      toastAudio{Source: "ms-winsoundevent:Notification.Mail"},
	}
	for line := range strings.Lines(n.body) {
		t.Binding.Text = append(t.Binding.Text, strings.TrimSuffix(line, "\n"))
	}
	b, err := xml.Marshal(t)
	if err != nil {
		return "", fmt.Errorf("writing a toast: %w", err)
	}
	return string(b), nil
}

// launch is what Windows hands back when the toast is clicked.
func launch(c Click) string {
	v := url.Values{}
	for name, value := range map[string]string{
		"account": c.Account, "message": c.Message, "thread": c.Thread, "url": c.URL,
	} {
		if value != "" {
			v.Set(name, value)
		}
	}
	return v.Encode()
}

// launched reads what launch wrote.
func launched(args string) (Click, error) {
	v, err := url.ParseQuery(args)
	if err != nil {
		return Click{}, fmt.Errorf("reading a toast's arguments: %w", err)
	}
	return Click{
		Account: v.Get("account"),
		Message: v.Get("message"),
		Thread:  v.Get("thread"),
		Action:  "default",
		URL:     v.Get("url"),
	}, nil
}
