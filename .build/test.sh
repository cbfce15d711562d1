#!/usr/bin/env bash
# Checks the formatting, vets, and runs every test with the race detector, windows on a display without a screen.
. "$(dirname "$0")/common.sh"

need_go
bash .build/packages.sh build test

unformatted=$(gofmt -l app assets cmd data)
[ -z "$unformatted" ] || fail "Not formatted; run gofmt -w on: $unformatted"

# Vetting with the same flags shares its compiled packages with the tests.
go vet "${RACE[@]}" -tags "$TAGS" ./...
# Software rendering under the race detector is slow, hence the long limit for a package.
# shellcheck disable=SC2086 # TESTFLAGS holds several flags
exec bash .build/with-display.sh go test "${RACE[@]}" -tags "$TAGS" -timeout 40m ${TESTFLAGS:-} ./...
