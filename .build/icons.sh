#!/usr/bin/env bash
# Draws the application's icon anew in every size from assets/icons/creneaux.svg; the results are kept in the repository.
. "$(dirname "$0")/common.sh"

bash .build/packages.sh icons
cd assets/icons
for size in 16 24 32 48 64 128 256 512; do
	rsvg-convert --width="$size" --height="$size" creneaux.svg --output="creneaux-$size.png"
done
/usr/bin/convert creneaux-{16,24,32,48,64,256}.png creneaux.ico
