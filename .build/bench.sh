#!/usr/bin/env bash
# Runs every benchmark, prints the figures and keeps them in out/bench.txt.
. "$(dirname "$0")/common.sh"

need_go
bash .build/packages.sh build test
mkdir -p out
# One package at a time: two at once would take each other's processor.
# shellcheck disable=SC2086 # BENCHFLAGS holds several flags
bash .build/with-display.sh go test -tags "$TAGS" -run '^$' -bench "${BENCH:-.}" -benchmem -p 1 -timeout 60m ${BENCHFLAGS:-} ./... |
	grep -v '^?.*\[no test files\]$' | tee out/bench.txt

say "When the window's thread was away for more than 50 ms in a walk through every screen, the worst first:"
# What the walk itself finds is make test's to judge.
{ bash .build/with-display.sh go test -tags "$TAGS" -run '^TestEveryScreenByTab$' -count 1 -v ./cmd/creneaux || true; } |
	sed -n "s/^.*_test.go:[0-9]*: \(.*thread computed.*\|away for more.*\)$/\1/p" | tee -a out/bench.txt
