# Lettertray's chores. All of them run in a fresh clone, on a machine that has
# Go and make; `make setup` adds what else they need.

STATICCHECK := honnef.co/go/tools/cmd/staticcheck@v0.8.2

# Debian's names for what the desktop test drives, and the C compiler that the
# race detector asks for.
PACKAGES := xvfb xdotool imagemagick fonts-dejavu-core dbus xfce4-panel xfconf \
	dunst gnome-keyring libsecret-tools chromium gcc libc6-dev

# Packages that need no C compiler on macOS: all that do without the tray.
PORTABLE = $$(go list -f '{{.ImportPath}} {{join .Deps " "}}' ./... | grep -v fyne.io/systray | cut -d' ' -f1)

# The desktop test has the machine to itself, and no race detector: the
# libraries that draw the tray report races of their own at every start.
DESKTOP  = ./desktop/... ./tray/...

.PHONY: build demo test check setup bench pictures

build: # ./lettertray, as it is released
	CGO_ENABLED=0 go build -trimpath -ldflags='-s -w' -o lettertray .

demo: # the app beside a Google of its own
	go run . demo

test: setup check # everything, as CI runs it
	CGO_ENABLED=1 go test -race -timeout 5m $$(go list ./... | grep -v /desktop)
	go test -timeout 5m -p 1 $(DESKTOP)

check: # form, vet and staticcheck, without running anything
	@odd=$$(gofmt -l .); test -z "$$odd" || { echo "not gofmt-ed: $$odd" >&2; exit 1; }
	GOOS=linux go vet ./...
	GOOS=windows CGO_ENABLED=0 go vet ./...
	GOOS=darwin CGO_ENABLED=0 go vet $(PORTABLE)
	go run $(STATICCHECK) ./...

setup: # Debian's packages, where they are missing: installs them as root, names them otherwise
	@missing=; for p in $(PACKAGES); do \
		dpkg-query -Wf '$${Status}' $$p 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$p"; \
	done; \
	if [ -z "$$missing" ]; then exit 0; fi; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo "installing$$missing"; \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing >/dev/null; \
	else \
		echo "Missing, so that some tests are left out:$$missing"; \
		echo "To have them: sudo make setup, or on another system install their like."; \
	fi

bench: # what the app costs, each figure beside its limit; about three minutes
	cd desktop && go test -count=1 -timeout 20m -run '^TestCosts$$' -costs

pictures: setup # draws the README's pictures anew, in docs/
	cd desktop && go test -count=1 -run '^TestPictures$$' -pictures ../docs
