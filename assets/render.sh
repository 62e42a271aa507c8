#!/bin/sh
# Draws the SVG sources as PNG. The results are committed, so that
# building needs none of the tools (Debian: librsvg2-bin).
set -eu
cd "$(dirname "$0")"

for state in fine unread paused offline attention; do
	for size in 16 22 32 48 64; do
		rsvg-convert -w $size -h $size $state.svg -o $state-$size.png
	done
done
rsvg-convert -w 128 -h 128 app.svg -o app.png
