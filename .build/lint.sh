#!/usr/bin/env bash
# Looks for mistakes that no test sees: formatting, go vet, staticcheck, shellcheck.
. "$(dirname "$0")/common.sh"

readonly STATICCHECK=honnef.co/go/tools/cmd/staticcheck@v0.8.2

need_go
bash .build/packages.sh build lint

unformatted=$(gofmt -l app assets cmd data)
[ -z "$unformatted" ] || fail "Not formatted; run gofmt -w on: $unformatted"
shellcheck --external-sources --source-path=SCRIPTDIR .build/*.sh .ci/run
go vet "${RACE[@]}" -tags "$TAGS" ./...
go run "$STATICCHECK" -tags "$TAGS" ./...
say "Nothing to report."
