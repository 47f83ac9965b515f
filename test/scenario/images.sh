#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Builds the containers of the scenarios here, once for all of them.
#
#   test/scenario/images.sh THIMBLE FOLDER [ENGINE]
#
# ENGINE is ebpf (the default) or wasm, where containers that use lent memory directly cannot be. FOLDER is
# emptied. It gets a copy of each scenario that installs images instead of sources, and the images, under
# the names of the sources: containers/X.c and containers/X become containers/X.thimble.

set -euo pipefail
thimble=$(realpath "$1") folder=$2 engine=${3-ebpf}
here=$(realpath "$(dirname "$0")")

rm -rf "$folder"
mkdir -p "$folder"
cd "$folder"

build() {
  mkdir -p "$(dirname "$1")"
  if [[ $engine == wasm ]] && grep -rqF 'thimble_lent(' "$here/$2"; then return; fi
  "$thimble" build --engine "$engine" "$here/$2" -o "$1" >/dev/null
}

# Each source in the scenarios, once.
sed -nE 's/^ *install +[^ ]+ +(containers[^ ]*).*/\1/p' "$here"/*.scenario | sort -u >sources
while read -r source; do
  case $source in
  *.thimble) mkdir -p "$(dirname "$source")" && cp "$here/$source" "$source" ;;
  *) build "${source%.c}.thimble" "$source" ;;
  esac
done <sources

for scenario in "$here"/*.scenario; do
  if [[ ! -f ${scenario%.scenario}.trace ]]; then
    echo "$scenario has no trace beside it" >&2
    exit 1
  fi
  sed -E '/^ *install +[^ ]+ +containers/ {
    /\.thimble/! s/^( *install +[^ ]+ +containers[^ ]*)/\1.thimble/
    s/\.c\.thimble/.thimble/
  }' "$scenario" >"$(basename "$scenario")"
done
