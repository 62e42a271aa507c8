#!/bin/sh
# Draws the SVG sources as PNG and ICO. The results are committed, so that
# building needs none of the tools (Debian: librsvg2-bin, imagemagick).
set -eu
cd "$(dirname "$0")"

for state in fine unread paused offline attention; do
	for size in 16 22 32; do
		rsvg-convert -w $size -h $size $state.svg -o $state-$size.png
	done
	convert $state-16.png $state-32.png $state.ico
done
rsvg-convert -w 128 -h 128 app.svg -o app.png
