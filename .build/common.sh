# shellcheck shell=bash
# Sourced by the other scripts: goes to the top of the work tree and knows what they share.

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# By the first tag the program promises Fyne that it touches widgets through fyne.Do only;
# by the second the cursor of a field stands still: fading it in and out draws the whole
# window a dozen times a second, for as long as somebody leaves the keyboard in a field.
# shellcheck disable=SC2034 # for the scripts that source this one
readonly TAGS=migrated_fynedo,no_animations
# The planner takes millions of steps on one goroutine, which a test sees to: the race
# detector has nothing to find there, and would slow it a dozen times.
# shellcheck disable=SC2034 # for the scripts that source this one
readonly RACE=(-race -gcflags=creneaux/app/capacity=-race=false)
readonly GO_LEAST=1.26

say() { printf '%s\n' "$*"; }

fail() {
	printf '%s\n' "$*" >&2
	exit 1
}

# need_go finds Go where its own installation puts it, and refuses one that is too old.
need_go() {
	command -v go >/dev/null || PATH=$PATH:/usr/local/go/bin
	command -v go >/dev/null || fail "Go is missing: install Go $GO_LEAST or newer and put its bin folder into PATH."
	local version
	version=$(go env GOVERSION)
	version=${version#go}
	[ "$(printf '%s\n' "$GO_LEAST" "$version" | sort -V | head -n 1)" = "$GO_LEAST" ] ||
		fail "Go $version is too old: install Go $GO_LEAST or newer."
}

# version prints what the programs answer to --version: the tag, or the version of
# FyneApp.toml with the commit; "dirty" where files differ from it.
version() {
	local base commit
	base=$(sed -n 's/^ *Version *= *"\(.*\)"/\1/p' FyneApp.toml)
	if commit=$(git describe --tags --exact-match --dirty 2>/dev/null); then
		say "${commit#v}"
	elif commit=$(git describe --always --exclude '*' --dirty=.dirty 2>/dev/null); then
		say "$base+$commit"
	else
		say "$base"
	fi
}
