#!/usr/bin/env bash
# Writes the demo workspace anew: the present year, invented, as it would stand today.
. "$(dirname "$0")/common.sh"

readonly DEMO=demo/demo.creneaux

mkdir -p demo
fresh=$(mktemp -d demo/new.XXXXXX)
trap 'rm -rf "$fresh"' EXIT
say "Creating the demo workspace $DEMO"
bin/creneauxctl demo --workspace "$fresh/demo.creneaux" --year "$(date +%G)" --today "$(date +%F)"
rm -f "$DEMO" "$DEMO-wal" "$DEMO-shm"
mv "$fresh/demo.creneaux" "$DEMO"
