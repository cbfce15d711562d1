#!/usr/bin/env bash
# Starts dist/creneaux.exe under Wine on a display without a screen and photographs its window: wine-smoke.sh SCREENSHOT.png [ARGUMENT…]
. "$(dirname "$0")/common.sh"
. .build/wine.sh

readonly PROGRAM=dist/creneaux.exe
readonly PATIENCE=180 # seconds for the window to come

[ $# -ge 1 ] || fail "usage: wine-smoke.sh SCREENSHOT.png [ARGUMENT…]"

if [ "${CRENEAUX_ON_DISPLAY:-}" != yes ]; then
	bash .build/packages.sh windows wine
	[ -f "$PROGRAM" ] || bash .build/windows.sh
	CRENEAUX_ON_DISPLAY=yes exec bash .build/with-display.sh bash .build/wine-smoke.sh "$@"
fi

screenshot=$1
shift

prepare_wine
wine "$PROGRAM" "$@" &
program=$!
for ((waited = 0; waited < PATIENCE; waited++)); do
	window=$(xdotool search --onlyvisible --name 'Créneaux' 2>/dev/null | tail -n 1) && [ -n "$window" ] && break
	kill -0 "$program" 2>/dev/null || fail "$PROGRAM ended before its window came."
	sleep 1
done
[ -n "${window:-}" ] || fail "$PROGRAM showed no window within $PATIENCE seconds."
sleep "${SETTLE:-8}" # the first frames, drawn in software

mkdir -p "$(dirname "$screenshot")"
import -window root "$screenshot"
say "The window came after about $waited seconds: $screenshot"
