# shellcheck shell=bash
# Sourced by the scripts that run a Windows program here: a pretended C: drive of its own.

export WINEPREFIX=$PWD/dist/.wine WINEARCH=win64 WINEDEBUG=${WINEDEBUG:--all}
# Wine need not offer to download what .NET and HTML would want.
export WINEDLLOVERRIDES='mscoree,mshtml='

# prepare_wine makes the drive, and sees to it that no Windows process outlives the script.
prepare_wine() {
	trap 'wineserver --kill 2>/dev/null || true' EXIT
	local system32=$WINEPREFIX/drive_c/windows/system32
	[ ! -f "$system32/bcryptprimitives.dll" ] || return 0
	say "Preparing Wine"
	mkdir -p "$WINEPREFIX"
	wineboot --init >/dev/null 2>&1
	wineserver --wait
	x86_64-w64-mingw32-gcc -shared -O2 -o "$system32/bcryptprimitives.dll" .build/windows/bcryptprimitives.c -ladvapi32
}
