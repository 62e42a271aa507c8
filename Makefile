# Lettertray's chores. All of them run in a fresh clone, on a machine that has
# Go and make; `make setup` adds what else they need.

STATICCHECK := honnef.co/go/tools/cmd/staticcheck@v0.8.2

# Debian's names for what the desktop test drives, and the C compiler that the
# race detector asks for.
PACKAGES := xvfb xdotool imagemagick fonts-dejavu-core dbus xfce4-panel xfconf \
	xfce4-notifyd dunst bash zsh fish gnome-keyring libsecret-tools chromium gcc libc6-dev

# Packages that need no C compiler on macOS: all that do without the tray.
PORTABLE = $$(go list -f '{{.ImportPath}} {{join .Deps " "}}' ./... | grep -v fyne.io/systray | cut -d' ' -f1)

# The desktop test has the machine to itself, and no race detector: the
# libraries that draw the tray report races of their own at every start. Nor has
# the simulation in ./sync, which would take ten times as long with it.
DESKTOP  = ./desktop/... ./tray/...

# How long each fuzz target runs, in inputs or as 1m, and how much a soak does: so
# many simulated runs of so many days, so many kills.
FUZZTIME ?= 3000x
SEEDS    ?= 1000
DAYS     ?= 10
KILLS    ?= 500

.PHONY: build demo test check fuzz soak setup bench pictures

# Without inlining the binary is 8 % smaller, and so is the memory that its code
# takes; what costs time here is the network. grpcnotrace leaves out a page for
# debugging that nobody serves.
SMALL := -trimpath -tags=grpcnotrace -gcflags=all=-l -ldflags='-s -w'

build: # ./lettertray, as it is released
	CGO_ENABLED=0 go build $(SMALL) -o lettertray .

demo: # the app beside a Google of its own
	go run . demo

test: setup check # everything, as CI runs it
	CGO_ENABLED=1 go test -race -timeout 5m $$(go list ./... | grep -v /desktop)
	go test -timeout 10m ./sync
	go test -count=1 -timeout 5m -p 1 $(DESKTOP) # a cached pass would be of another binary
	$(MAKE) --no-print-directory fuzz

check: # form, vet and staticcheck, without running anything
	@odd=$$(gofmt -l .); test -z "$$odd" || { echo "not gofmt-ed: $$odd" >&2; exit 1; }
	GOOS=linux go vet ./...
	GOOS=windows CGO_ENABLED=0 go vet ./...
	GOOS=darwin CGO_ENABLED=0 go vet $(PORTABLE)
	go run $(STATICCHECK) ./...

fuzz: # each fuzz target for FUZZTIME
	@for dir in $$(grep -rl --include='*_test.go' '^func Fuzz' . | xargs -n 1 dirname | sort -u); do \
		said=$$(go test -list '^Fuzz' $$dir) || { echo "$$said"; exit 1; }; \
		for target in $$(echo "$$said" | grep '^Fuzz'); do \
			echo "fuzzing $$dir $$target"; \
			said=$$(go test -run '^$$' -fuzz "^$$target\$$" -fuzztime $(FUZZTIME) $$dir 2>&1) || { echo "$$said"; exit 1; }; \
		done; \
	done

soak: # the simulation and the kill test for hours: SEEDS, DAYS and KILLS say how much
	go test -count=1 -timeout 0 -run '^TestSimulation$$' ./sync -seeds $(SEEDS) -days $(DAYS)
	cd desktop && go test -count=1 -timeout 0 -run '^TestKills$$' -v -kills $(KILLS)

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
	cd desktop && go test -count=1 -timeout 20m -run '^Test(Costs|Size)$$' -costs

pictures: setup # draws the README's pictures anew, in docs/
	cd desktop && go test -count=1 -run '^TestPictures$$' -pictures ../docs
