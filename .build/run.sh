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

# week_to_draw prints next week, or this one where next week is another year's; but none
# that the demo, which lives in late November of its year, has already put online.
week_to_draw() {
	local year week=$1 next=$2
	year=${week%-W*}
	[ "${next%-W*}" != "$year" ] || week=$next
	printf '%s\n' "$week" "$year-W48" | sort | tail -n 1
}

# write_a_day writes the convocations of the first coming day that has any, or, at the
# end of the year, of the last past one.
write_a_day() {
	local ahead day why
	for ahead in $(seq 1 14) $(seq 0 -1 -30); do
		day=$(date -d "$ahead days" +%F)
		if why=$(ctl convocations write --from "$day" --to "$day" --out "$OUT/convocations-$day.pdf" 2>&1); then
			say "$why"
			ctl convocations write --from "$day" --to "$day" --out "$OUT/convocations-$day.xlsx"
			return
		fi
	done
	fail "$why"
}

[ "$(date -r "$DEMO" +%G)" = "$(date +%G)" ] ||
	fail "The demo workspace $DEMO is of a year that is over. Make it anew with: make demo"
rm -f "$OUT"/convocations-*.pdf "$OUT"/convocations-*.xlsx

step "The year's plan"
ctl capacity plan
step "Next week's releases"
ctl publication plan --week "$(week_to_draw "$(date +%G-W%V)" "$(date -d '7 days' +%G-W%V)")"
step "An export of the booking platform, imported and vetted"
ctl demo export --out "$OUT/export.csv"
ctl bookings import "$OUT/export.csv"
ctl bookings vet --json >"$OUT/findings.json"
say "Findings, by rule, each with its evidence in $OUT/findings.json:"
grep -oE '"rule": *"[A-Z-]+"' "$OUT/findings.json" | cut -d '"' -f 4 | sort | uniq -c
step "The convocations of a day"
write_a_day

step "Written into $OUT/"
find "$OUT" -maxdepth 1 -type f -newer "$DEMO" -printf '%f\t%s bytes\n' | sort
