#!/usr/bin/env bash
# Builds, makes the demo workspace if there is none, and opens the window on it, or does the main job without a window where there is no display.
. "$(dirname "$0")/common.sh"

readonly DEMO=demo/demo.creneaux
readonly OUT=out

bash .build/build.sh
[ -f "$DEMO" ] || bash .build/demo.sh

if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
	say "Opening $DEMO"
	exec bin/creneaux "$DEMO"
fi

say "There is no display here: the same job is done by creneauxctl, into $OUT/."
mkdir -p "$OUT"

# The job is done in a copy, so that the demo stays as it was and every run does the same.
readonly COPY=$OUT/demo.creneaux
rm -f "$COPY" "$COPY-wal" "$COPY-shm"
cp "$DEMO" "$COPY"

ctl() { bin/creneauxctl "$@" --workspace "$COPY"; }

step() { printf '\n== %s\n' "$*"; }

# first_day_with_letters writes the convocations of the first of the coming days that has any.
first_day_with_letters() {
	local ahead day
	for ahead in $(seq 1 14); do
		day=$(date -d "+$ahead days" +%F)
		if ctl convocations write --from "$day" --to "$day" --out "$OUT/convocations-$day.pdf" 2>"$OUT/refused"; then
			rm -f "$OUT/refused"
			ctl convocations write --from "$day" --to "$day" --out "$OUT/convocations-$day.xlsx"
			return
		fi
	done
	cat "$OUT/refused" >&2
	rm -f "$OUT/refused"
	fail "No day of the coming two weeks has a booking: the demo workspace is of another time. Make it anew with: make demo"
}

rm -f "$OUT"/convocations-*.pdf "$OUT"/convocations-*.xlsx

step "The year's plan"
ctl capacity plan
step "Next week's releases"
ctl publication plan --week "$(date -d '+7 days' +%G-W%V)"
step "An export of the booking platform, imported and vetted"
ctl demo export --out "$OUT/export.csv"
ctl bookings import "$OUT/export.csv"
ctl bookings vet
step "The convocations of a day"
first_day_with_letters

step "Written into $OUT/"
find "$OUT" -maxdepth 1 -type f -newer "$DEMO" -printf '%f\t%s bytes\n' | sort
