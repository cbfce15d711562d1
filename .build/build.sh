#!/usr/bin/env bash
# Builds both programs for this machine into bin/.
. "$(dirname "$0")/common.sh"

need_go
bash .build/packages.sh build
mkdir -p bin
say "Building Créneaux $(version) into bin/ (the first time takes some minutes)"
go build -trimpath -tags "$TAGS" -ldflags "-X main.version=$(version)" -o bin/ ./cmd/creneaux ./cmd/creneauxctl
