package main

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"strings"
	"time"

	"lettertray/auth"
	"lettertray/internal/app"
	"lettertray/internal/config"
	"lettertray/internal/control"
	"lettertray/internal/fakegoogle"
	"lettertray/internal/words"
	"lettertray/notify"
)

const demoAddress = "ada@gmail.com"

// demo runs the real app against a Google in this process, which keeps nothing
// when it ends. It signs in by itself and gets a letter now and then.
func demo(ctx context.Context, c console, log *slog.Logger) error {
	dir, err := os.MkdirTemp("", "lettertray-demo-")
	if err != nil {
		return fmt.Errorf("making a folder for the demo: %w", err)
	}
	defer os.RemoveAll(dir)
	paths := config.Within(dir)
	if err := paths.Make(); err != nil {
		return err
	}
	os.Unsetenv(pubsubVariable) // the client library would follow it

	google := fakegoogle.New(fakegoogle.Options{})
	google.AddPerson(demoAddress)
	server, err := google.Start()
	if err != nil {
		return err
	}
	defer server.Close()
	if err := os.WriteFile(paths.Client(), google.ClientFile(server.URL), 0o600); err != nil {
		return fmt.Errorf("writing the demo's client file: %w", err)
	}
	instance, err := control.Acquire(paths.Lock(), paths.Socket())
	if err != nil {
		return err
	}
	defer instance.Close()
	page, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return fmt.Errorf("opening the demo's page: %w", err)
	}
	defer page.Close()
	pageURL := "http://" + page.Addr().String() + "/"
	fmt.Fprintln(c.stderr, c.words.Say(words.DemoPage, pageURL))

	browse := app.Browser(c.stderr, c.words, log)
	installation, err := config.ReadInstallation(paths)
	if err != nil {
		return err
	}
	w := wires{
		app: app.Options{
			Paths: paths, Installation: installation, Keyring: auth.MemoryKeyring(),
			Gmail: server.URL, PubSub: server.PubSubAddr, Log: log,
			Browse: func(address string, _ config.Command, failed func()) {
				if strings.HasPrefix(address, server.URL) {
					go consent(ctx, google, address, log)
					return
				}
				browse(pageURL, nil, failed) // the demo's letters are nowhere else
			},
		},
		instance: instance,
		notifier: func(desktop *notify.Notifier) app.Notifier {
			if desktop.Available(ctx) {
				return desktop
			}
			return notify.Lines(c.stdout, c.stderr)
		},
		beside: func(ctx context.Context, a *app.App) {
			status := func() string { return a.Answer(control.Request{Command: "status"}).Text }
			go http.Serve(page, google.DemoHandler(fakegoogle.DemoOptions{Address: demoAddress, Status: status}))
			write(ctx, google)
		},
	}
	w.run(ctx)
	return nil
}

// consent plays the person who ticks all boxes.
func consent(ctx context.Context, google *fakegoogle.Google, address string, log *slog.Logger) {
	callback, err := google.Decide(address, fakegoogle.Consent{Account: demoAddress})
	if err == nil {
		var req *http.Request
		if req, err = http.NewRequestWithContext(ctx, http.MethodGet, callback, nil); err == nil {
			var resp *http.Response
			if resp, err = http.DefaultClient.Do(req); err == nil {
				resp.Body.Close()
			}
		}
	}
	if err != nil {
		log.Error("signing in to the demo's Google", "error", err)
	}
}

// write delivers a letter as soon as the mailbox is watched, then one every
// 10 seconds.
func write(ctx context.Context, google *fakegoogle.Google) {
	watched, cancel := context.WithTimeout(ctx, 3*time.Second)
	defer cancel()
	google.Await(watched, func() bool {
		_, ok := google.Watch(demoAddress)
		return ok && google.Streams("") > 0
	})
	again := time.NewTicker(10 * time.Second)
	defer again.Stop()
	for i := 0; ; i++ {
		if ctx.Err() != nil {
			return
		}
		google.Deliver(demoAddress, demoLetters[i%len(demoLetters)])
		select {
		case <-ctx.Done():
			return
		case <-again.C:
		}
	}
}

// Some of them are not as nice as they look.
var demoLetters = []fakegoogle.Letter{
	{FromName: "Grace Hopper", FromAddress: "grace@navy.example", Subject: "The compiler works", Snippet: "Nobody believed that it could be done."},
	{FromName: "Charles Babbage", FromAddress: "charles@engine.example", Subject: "On the economy of machinery", Snippet: "A few notes on the mill and the store."},
	{RawHeaders: map[string]string{
		"From":    "=?UTF-8?Q?Kurt_G=C3=B6del?= <kurt@institute.example>",
		"Subject": "=?UTF-8?B?w5xiZXIgZm9ybWFsIHVuZW50c2NoZWlkYmFyZSBTw6R0emU=?=",
	}},
	{FromName: "Mary Somerville", FromAddress: "mary@sciences.example", Subject: "Tides, and your question about them", Snippet: "I have worked it out since we last met."},
	{FromName: "<b>Bank</b> & Co", FromAddress: "no-reply@bank.example", Subject: "Dear customer, <a href='http://evil.example'>confirm your PIN</a>", Snippet: "This is how a letter looks that is not from your bank."},
	{FromName: "Emmy Noether", FromAddress: "emmy@goettingen.example", Subject: "Symmetry", Snippet: "Whatever stays the same has a reason."},
}
