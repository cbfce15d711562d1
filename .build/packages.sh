#!/usr/bin/env bash
# Installs the Debian packages that are missing for the purposes named: build, test, lint, windows, wine, icons.
. "$(dirname "$0")/common.sh"

packages_for() {
	case $1 in
	# Fyne's driver is C over OpenGL, X11 and Wayland. libc6-dev is only recommended by
	# gcc, and ca-certificates only by git, so both are named.
	build) say ca-certificates gcc libc6-dev pkg-config libgl1-mesa-dev xorg-dev libwayland-dev libxkbcommon-dev ;;
	# A display without a screen, its window manager, and the programs that read our
	# files back: PDF, QR codes, workbooks, charts, calendars, SQLite.
	test) say xvfb xauth libgl1-mesa-dri openbox xdotool x11-utils imagemagick \
		poppler-utils qpdf zbar-tools libreoffice-calc-nogui librsvg2-bin python3-icalendar sqlite3 ;;
	lint) say shellcheck ;;
	windows) say gcc-mingw-w64-x86-64 ;; # windres comes with its binutils
	wine) say xvfb xauth libgl1-mesa-dri openbox xdotool x11-utils imagemagick wine wine64 ;;
	icons) say librsvg2-bin imagemagick ;;
	*) fail "packages.sh: no such purpose: $1 (build, test, lint, windows, wine, icons)" ;;
	esac
}

installed() {
	dpkg-query -W -f '${db:Status-Status} ${Package}\n' "$@" 2>/dev/null | sed -n 's/^installed //p'
}

as_root() {
	if [ "$(id -u)" -eq 0 ]; then
		env DEBIAN_FRONTEND=noninteractive "$@"
	else
		sudo env DEBIAN_FRONTEND=noninteractive "$@"
	fi
}

wanted=()
for purpose in "$@"; do
	list=$(packages_for "$purpose")
	read -ra names <<<"$list"
	wanted+=("${names[@]}")
done

if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
	say "This machine has no apt-get, so nothing was installed. Needed, by their Debian names: ${wanted[*]}." >&2
	exit 0
fi

present=$(installed "${wanted[@]}" || true)
mapfile -t missing < <(printf '%s\n' "${wanted[@]}" | sort -u | grep -vxF -f <(say "$present") || true)
[ ${#missing[@]} -gt 0 ] || exit 0

by_hand="apt-get update && apt-get install --no-install-recommends ${missing[*]}"
if [ "$(id -u)" -ne 0 ] && ! command -v sudo >/dev/null; then
	fail "System packages are missing and there is no sudo. As root, run: $by_hand"
fi

say "Installing missing system packages: ${missing[*]}"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
# A failed update is not the end: the lists may be there already, or one source of several be down.
as_root apt-get -o DPkg::Lock::Timeout=300 update </dev/null >"$log" 2>&1 || true
if ! as_root apt-get -o DPkg::Lock::Timeout=300 install --yes --no-install-recommends "${missing[@]}" </dev/null >>"$log" 2>&1; then
	grep -E '^(E|W|Err)' "$log" >&2 || tail -n 20 "$log" >&2
	fail "The packages could not be installed: is the network reachable, are Debian's sources set? To do it by hand, as root: $by_hand"
fi
