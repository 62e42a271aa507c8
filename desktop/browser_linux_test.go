package desktop

import (
	"context"
	"os/exec"
	"testing"

	"github.com/chromedp/chromedp"
)

// A page is a tab of a real browser.
type page struct{ ctx context.Context }

// browse opens an address as a person's browser would, with an empty profile.
func (b *box) browse(t testing.TB, address string) page {
	t.Helper()
	path, err := exec.LookPath("chromium")
	if err != nil {
		t.Fatal(err)
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path),
		chromedp.NoSandbox, // Chromium refuses to run as root with it, and CI is root
		chromedp.DisableGPU,
		chromedp.NoInheritEnv,
		chromedp.Env(b.env...),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-quic", true),
	)
	ctx, stopBrowser := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(stopBrowser)
	ctx, closeTab := chromedp.NewContext(ctx)
	t.Cleanup(closeTab)
	if err := chromedp.Do(ctx); err != nil {
		t.Fatal("starting the browser:", err)
	}
	p := page{ctx}
	p.follow(t, chromedp.Navigate(address))
	return p
}

// press clicks the button with this text and waits for the page that follows.
func (p page) press(t testing.TB, button string) {
	t.Helper()
	p.follow(t, chromedp.Click(`//button[normalize-space()="`+button+`"]`))
}

// follow waits for the page that an action leads to.
func (p page) follow(t testing.TB, action chromedp.Action[chromedp.Void]) {
	t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	if _, err := chromedp.RunResponse(ctx, action); err != nil {
		t.Fatal("following to the next page:", err)
	}
}

// text is what a person reads on the page.
func (p page) text(t testing.TB) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	text, err := chromedp.Run(ctx, chromedp.Text("body"))
	if err != nil {
		t.Fatal("reading the page:", err)
	}
	return text
}
