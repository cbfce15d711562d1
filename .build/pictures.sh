#!/usr/bin/env bash
# Makes the pictures of the help anew from the running program on the demo year, in French and English.
. "$(dirname "$0")/common.sh"

readonly PICTURES=assets/help/pictures
readonly WIDTH=1280 HEIGHT=800

# What each picture shows: its name, the keys and clicks that lead there from the window
# as it opens (none: "-"), and the part of the window. A click is click:X,Y; type:TEXT
# writes, %E standing for an export of the platform.
readonly SHOTS='
window               ctrl+1                                            1280x800+0+0
window-week          -                                                 672x46+600+24
dashboard            -                                                 1064x728+216+72
dashboard-targets    -                                                 358x176+226+150
window-palette       ctrl+k                                            598x374+341+92
setup                Escape,ctrl+n,sleep:1                             1006x668+137+55
calendar             Escape,ctrl+2                                     1064x728+216+72
calendar-year        click:340,170                                     1064x728+216+72
capacity             ctrl+3                                            1064x728+216+72
capacity-chart       click:362,206                                     1064x728+216+72
capacity-sums        click:470,204                                     1064x728+216+72
scenarios            ctrl+4                                            1064x728+216+72
settings             click:84,457,sleep:3                              1064x728+216+72
publication          ctrl+5,sleep:3,click:1231,212                     1064x728+216+72
publication-seal     -                                                 716x104+228+648
publication-week     click:1141,212                                    1064x728+216+72
chance               ctrl+6,sleep:2                                    1064x728+216+72
bookings             ctrl+8,click:480,330                              1064x728+216+72
vetting              ctrl+9,click:480,330                              1064x728+216+72
vetting-decision     -                                                 1040x80+226+674
convocations         click:84,421,sleep:3                              1064x728+216+72
convocations-board   ctrl+shift+l                                      1064x728+216+72
convocations-check   ctrl+shift+v                                      592x108+226+196
imports              ctrl+7,click:480,208,type:%E,Return,sleep:2       1064x728+216+72
'

[ $# -eq 0 ] || [ "$1" = shoot ] || fail "usage: pictures.sh"

# demo makes the workspace in a folder.
demo() {
	bin/creneauxctl demo --workspace "$1/demo.creneaux" --year "$(date +%G)" --today "$(date +%F)" >/dev/null
}

# prefer writes the settings that the program begins with: its look at its plainest.
prefer() {
	local folder=$1/fyne/fr.creneaux.desktop
	mkdir -p "$folder"
	printf '{"look.mode":"light","look.scale":1,"language":"%s","window.0.width":%d,"window.0.height":%d}' \
		"$2" "$WIDTH" "$HEIGHT" >"$folder/preferences.json"
}

# still waits until the window does not change any more, and leaves what it shows.
still() {
	local before='' now
	for _ in $(seq 40); do
		sleep 0.4
		import -window root -crop "${WIDTH}x$HEIGHT+0+0" +repage "$1"
		now=$(identify -format '%#' "$1")
		[ "$now" != "$before" ] || return 0
		before=$now
	done
}

# act does one step of what leads to a picture.
act() {
	case $1 in
	-) ;;
	click:*) xdotool mousemove "${1#click:}" "$2" click 1 mousemove 1279 799 ;;
	type:*) xdotool type --delay 5 "${1#type:}" ;;
	sleep:*) sleep "${1#sleep:}" ;;
	*) xdotool key --clearmodifiers "$1" ;;
	esac
}

# lead does all steps; X and Y of a click stand between commas as the steps do.
lead() {
	local steps step
	IFS=, read -ra steps <<<"${1//%E/$export}"
	for ((step = 0; step < ${#steps[@]}; step++)); do
		if [[ ${steps[step]} == click:* ]]; then
			act "${steps[step]}" "${steps[step + 1]}"
			step=$((step + 1))
		else
			act "${steps[step]}"
		fi
		sleep 0.4
	done
}

# shoot opens the program in one language and takes every picture.
shoot() {
	local lang=$1 window=''
	export XDG_CONFIG_HOME=$work/$lang/config
	prefer "$XDG_CONFIG_HOME" "$lang"
	bin/creneaux -lang "$lang" "$work/$lang/demo.creneaux" >"$work/$lang/log" 2>&1 &
	program=$!
	for _ in $(seq 100); do
		window=$(xdotool search --onlyvisible --name '^demo – ' 2>/dev/null | head -n 1) && [ -n "$window" ] && break
		kill -0 "$program" 2>/dev/null || fail "The program ended: $(cat "$work/$lang/log")"
		sleep 0.2
	done
	[ -n "$window" ] || fail "The window did not open: $(cat "$work/$lang/log")"
	undress "$window"
	while read -r name steps part; do
		[ -n "$name" ] || continue
		lead "$steps"
		still "$work/$lang/shot.png"
		convert "$work/$lang/shot.png" -crop "$part" +repage -strip +dither -colors 256 \
			-define png:compression-level=9 "PNG8:$PICTURES/$name.$lang.png"
		say "  $PICTURES/$name.$lang.png"
	done <<<"$SHOTS"
	# The import that was begun is not meant to be kept: no question, no saving.
	kill "$program"
	wait "$program" || true
}

# undress takes the edges of the window manager away, so that the window is what is seen.
undress() {
	xprop -id "$1" -f _MOTIF_WM_HINTS 32c -set _MOTIF_WM_HINTS 2,0,0,0,0
	sleep 0.3
	xdotool windowactivate --sync "$1" windowmove "$1" 0 0 windowsize "$1" "$WIDTH" "$HEIGHT" mousemove 1279 799
	sleep 1
}

if [ "${1:-}" = shoot ]; then
	export=$work/$2/reservations.csv
	# The export of the tests, moved to bookings that the demo does not have.
	sed "s/RDV1/RDV9/; s|/2026|/$(($(date +%G) + 1))|g" app/intake/testdata/first-semicolon-utf8bom.csv >"$export"
	shoot "$2"
	exit 0
fi

bash .build/packages.sh build test
bash .build/build.sh
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export work
mkdir -p "$PICTURES" "$work/fr" "$work/en"
demo "$work/fr"
cp "$work/fr/demo.creneaux" "$work/en/"
# Each language has a display of its own, at the same time.
.build/with-display.sh bash .build/pictures.sh shoot fr &
french=$!
sleep 2 # two displays that begin at once may choose one number
.build/with-display.sh bash .build/pictures.sh shoot en
wait "$french"
say "$(du -ck "$PICTURES"/*.png | tail -n 1 | cut -f 1) KiB in $PICTURES"
