#!/usr/bin/env bash
# Cross-builds both programs, or those named, for 64-bit Windows into dist/, with icon, version and manifest: windows.sh [PROGRAM…]
. "$(dirname "$0")/common.sh"

readonly TARGET=x86_64-w64-mingw32

need_go
bash .build/packages.sh build windows

numbers=$(sed -n 's/^ *Version *= *"\([0-9]*\)\.\([0-9]*\)\.\([0-9]*\)"/\1,\2,\3/p' FyneApp.toml)
build=$(sed -n 's/^ *Build *= *\([0-9]*\)/\1/p' FyneApp.toml)

# Go links any .syso file that it finds in a program's folder; the name keeps these
# to Windows, .gitignore keeps them out of the repository.
resource() {
	"$TARGET-windres" --codepage=65001 --include-dir=.build/windows \
		--define="PROGRAM=$1" --define="NUMBERS=$numbers,$build" --define="VERSION=$(version)" \
		--input=.build/windows/program.rc --output-format=coff --output="cmd/$1/resource_windows_amd64.syso"
}

mkdir -p dist
export GOOS=windows GOARCH=amd64 CGO_ENABLED=1 CC=$TARGET-gcc
flags="-s -w -X main.version=$(version) -linkmode=external -extldflags=-static"

say "Building Créneaux $(version) for Windows into dist/ (the first time takes some minutes)"
[ $# -gt 0 ] || set -- creneaux creneauxctl
for program; do
	resource "$program"
	kind=
	[ "$program" != creneaux ] || kind=-H=windowsgui
	go build -trimpath -tags "$TAGS" -ldflags "$flags $kind" -o "dist/$program.exe" "./cmd/$program"
	ls -l "dist/$program.exe"
done
