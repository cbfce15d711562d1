#!/usr/bin/env bash
# Writes the demo workspace anew: one synthetic year, the same every time.
. "$(dirname "$0")/common.sh"

readonly DEMO=demo/demo.creneaux

mkdir -p demo
fresh=$(mktemp -d demo/new.XXXXXX)
trap 'rm -rf "$fresh"' EXIT
say "Creating the demo workspace $DEMO"
bin/creneauxctl demo --workspace "$fresh/demo.creneaux"
rm -f "$DEMO" "$DEMO-wal" "$DEMO-shm"
mv "$fresh/demo.creneaux" "$DEMO"
