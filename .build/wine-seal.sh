#!/usr/bin/env bash
# Shows that Windows and Linux draw and seal the same: the same bytes of a seed, and each verifies what the other drew.
. "$(dirname "$0")/common.sh"
. .build/wine.sh

need_go
bash .build/packages.sh build windows wine
bash .build/build.sh
bash .build/windows.sh creneauxctl
prepare_wine

folder=$(mktemp -d)
trap 'rm -rf "$folder"; wineserver --kill 2>/dev/null || true' EXIT

linux() { bin/creneauxctl "$@"; }
windows() { wine dist/creneauxctl.exe "$@" | tr -d '\r'; }

# same compares what both programs print.
same() {
	linux "$@" >"$folder/linux"
	windows "$@" >"$folder/windows"
	cmp "$folder/linux" "$folder/windows" || fail "Windows and Linux differ: creneauxctl $*"
	say "the same $(wc -c <"$folder/linux") bytes: creneauxctl $*"
}

seed=000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f
for config in app/publication/testdata/*.json; do
	[ "$(basename "$config")" != expected.json ] || continue
	same publication measure --config "$config" --json
	! linux publication draw --config "$config" >"$folder/drawn" 2>&1 || same publication draw --config "$config" --seed $seed --count 200 --json
done

week=$(date -d '+7 days' +%G-W%V)
for drawer in linux windows; do
	workspace=$folder/$drawer.creneaux
	linux demo --workspace "$workspace" --year "$(date +%G)" --today "$(date +%F)" --bookings 300 >/dev/null
	$drawer publication plan --workspace "$workspace" --week "$week" --json >/dev/null
	same publication verify --workspace "$workspace" --week "$week" --json
done

say "The tests of the draw, in a Windows program:"
GOOS=windows GOARCH=amd64 CGO_ENABLED=0 go test -c -o "$folder/publication.test.exe" ./app/publication
(cd app/publication && wine "$folder/publication.test.exe" -test.run 'ForEver|Verify|Seeds|Canonical|Given' -test.v) | tr -d '\r' | grep -E '^(--- |PASS|FAIL|ok)'
