#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Takes each check of src/suit away, one at a time, and expects the cases to notice: each line that
# gives a refusal gives none instead.
#
#   mutants.sh SOURCE WORK BEARSSL-LIBRARY BEARSSL-INCLUDES
#
# SOURCE is the checkout, WORK a folder of our own; CC names the compiler.

set -euo pipefail
source_folder=$1 work=$2 bearssl=$3 includes=$4
cd "$source_folder"
tried=0

# The checks that no case needs: without them the same is refused by the next one, since a reader that
# fails does not move; and the last one is behind a switch that has every case. The texts of the lines,
# with their files, as often as they occur.
equivalent='authenticate.c return THIMBLE_REFUSAL_ENVELOPE;
common.c return result == THIMBLE_OK ? THIMBLE_REFUSAL_NONE : THIMBLE_REFUSAL_MANIFEST;
common.c return THIMBLE_REFUSAL_MANIFEST;
manifest.c return THIMBLE_REFUSAL_MANIFEST;
manifest.c return THIMBLE_REFUSAL_MANIFEST;
parameters.c return THIMBLE_REFUSAL_PARAMETER_VALUE;'

# compile FILE OBJECT
compile() {
  "$CC" -std=gnu11 -O1 -w -I"$work/src" -Isrc -Iinclude -Itest -I"$includes" \
    -DSUIT_TABLE="\"$source_folder/test/suit/cases.tsv\"" -c "$1" -o "$work/$2.o"
}

# notices: the cases fail with the objects of now.
notices() {
  "$CC" "$work"/*.o "$bearssl" -lcmocka -o "$work/cases"
  ! timeout 20 "$work/cases" >"$work/log" 2>&1
}

# mutate FILE LINE: takes the check of that line away.
mutate() {
  local name text
  name=$(basename "$1" .c)
  text=$(sed -n "$2{s/^ *//;p}" "$1")
  sed -E "$2s/THIMBLE_REFUSAL_[A-Z_]+/THIMBLE_REFUSAL_NONE/g" "$1" >"$work/src/suit/$name.c"
  compile "$work/src/suit/$name.c" "suit-$name"
  tried=$((tried + 1))
  if ! notices; then
    echo "$1:$2: no case needs this check: $text"
    echo "$name.c $text" >>"$work/survivors"
  fi
}

rm -rf "$work"
mkdir -p "$work/src"
cp -r src/suit "$work/src/suit"
for file in src/crypto/bearssl.c src/base/cbor_read.c src/base/text.c test/suit/device.c \
  test/suit/table.c test/suit/cases_test.c test/ebpf/hex.c test/board/computer.c; do
  compile "$file" "$(basename "$file" .c)"
done
for file in src/suit/*.c; do compile "$file" "suit-$(basename "$file" .c)"; done
if notices; then
  echo 'the cases fail without a mutation' >&2
  exit 1
fi
for file in src/suit/*.c; do
  if [[ $file == */refusals.c ]]; then continue; fi
  while read -r line; do
    mutate "$file" "$line"
  done < <(grep -nE 'THIMBLE_REFUSAL_[A-Z]' "$file" |
    grep -E 'return|[?:=] *THIMBLE_REFUSAL|refuse\(' |
    grep -E 'THIMBLE_REFUSAL_([^N]|N[^O]|NO[^N])' | cut -d : -f 1)
  compile "$file" "suit-$(basename "$file" .c)"
done
echo "$tried checks were taken away"
[[ $tried -gt 80 ]]
diff <(sort <<<"$equivalent") <(sort "$work/survivors")
