package notify

import (
	"cmp"
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
	Buttons    *buttons   `xml:"actions"` // nil: none
}

type binding struct {
	Template string   `xml:"template,attr"`
	Text     []string `xml:"text"`
}

type toastAudio struct {
	Source string `xml:"src,attr,omitempty"`
	Silent bool   `xml:"silent,attr,omitempty"`
}

type buttons struct {
	All []button `xml:"action"`
}

type button struct {
	Label      string `xml:"content,attr"`
	Arguments  string `xml:"arguments,attr"`
	Activation string `xml:"activationType,attr"`
}

// The click comes back to this process.
const foreground = "foreground"

// toastXML writes a note as a toast whose text cannot become markup: it is
// escaped here by encoding/xml and pasted nowhere.
func toastXML(n note) (string, error) {
	t := toast{
		Activation: foreground,
		Launch:     launch(n.click),
		Binding:    binding{Template: "ToastGeneric", Text: []string{n.summary}},
		Audio:      toastAudio{Source: "ms-winsoundevent:Notification.Mail"},
	}
	if n.mute {
		t.Audio = toastAudio{Silent: true}
	}
	var pressable []button
	for _, a := range n.actions {
		if a.Key == defaultAction {
			continue // a click on the toast needs no button
		}
		click := n.click
		click.Action = a.Key
		pressable = append(pressable, button{Label: a.Label, Arguments: launch(click), Activation: foreground})
	}
	if len(pressable) > 0 {
		t.Buttons = &buttons{pressable}
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

// launch is what Windows hands back when the toast, or a button on it, is
// clicked.
func launch(c Click) string {
	v := url.Values{}
	for name, value := range map[string]string{
		"account": c.Account, "message": c.Message, "thread": c.Thread, "url": c.URL, "key": c.Key, "action": c.Action,
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
		Action:  cmp.Or(v.Get("action"), defaultAction),
		URL:     v.Get("url"),
		Key:     v.Get("key"),
	}, nil
}
