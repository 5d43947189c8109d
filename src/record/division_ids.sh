#!/bin/sh
# Writes the GeoNames ids of first-level divisions, ascending, as numbers of a table in C.  usage: division_ids.sh TABLE... (of lexicon/places)
set -eu
awk -F '\t' '$2 == "A" && $8 > 0 { print $8 }' "$@" | LC_ALL=C sort -nu | sed 's/$/,/'
