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

# A workspace of its own, as a service would begin with; the demo stays as it is.
readonly OFFICE=$OUT/service.creneaux
NEXT=$(date -d '7 days' +%G-W%V)
readonly NEXT
rm -f "$OFFICE"* "$OUT"/convocations-*.pdf "$OUT"/convocations-*.xlsx

ctl() { bin/creneauxctl "$@" --workspace "$OFFICE"; }

step() { printf '\n== %s\n' "$*"; }

# write_a_day writes the convocations of the first coming day that has any.
write_a_day() {
	local ahead day why=
	for ahead in $(seq 1 21); do
		day=$(date -d "$ahead days" +%F)
		if why=$(ctl convocations write --from "$day" --out "$OUT/convocations-$day.pdf" 2>&1); then
			say "$why"
			ctl convocations write --from "$day" --out "$OUT/convocations-$day.xlsx"
			return
		fi
	done
	say "$why"
	say "The demo's export has no appointment in the coming three weeks; a demo of today has, except in the last days of a year: make demo"
}

step "A workspace for the year of week $NEXT"
ctl init --year "${NEXT%-W*}"
step "The year's plan"
ctl capacity plan
step "Next week's releases"
ctl publication plan --week "$NEXT"
step "An export of the booking platform, imported and vetted"
bin/creneauxctl demo export --workspace "$DEMO" --out "$OUT/export.csv"
ctl bookings import "$OUT/export.csv"
ctl bookings vet --json >"$OUT/findings.json"
say "Findings, by rule, each with its evidence in $OUT/findings.json:"
grep -oE '"rule": *"[A-Z-]+"' "$OUT/findings.json" | cut -d '"' -f 4 | sort | uniq -c
ctl bookings decide --automatic
step "The convocations of a day"
write_a_day
step "The year so far"
ctl statistics show

step "Written into $OUT/"
find "$OUT" -maxdepth 1 -type f -newer bin/creneauxctl -size +0 -printf '%f\t%s bytes\n' | sort
