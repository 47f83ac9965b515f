#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Compares our engine with that of Node.js and with wabt's interpreter on random modules of binaryen's
# generator:
#
#   test/wasm/random/random.sh RUNNER WORK FIRST COUNT LEAST
#
# RUNNER is run_module.c. The seeds are FIRST and the COUNT - 1 after it, so a seed is the same module every
# time. All that the exported functions return, log and trap at is compared. A module that Node.js refuses
# shall be refused by ours, and 20 mutants of each are compared in that too (mutants.js). Exit code 1: a module differs, or fewer than LEAST could be run; what differs
# stays in WORK/SEED.

set -euo pipefail
here=$(dirname "$0")
runner=$1 work=$2 first=$3 count=$4 least=$5
agreed=0 differed=0

for tool in wasm-opt wasm-interp node; do
  if ! command -v $tool >/dev/null; then
    echo "skipped: there is no $tool (packages binaryen, wabt, nodejs)"
    exit 77
  fi
done

seeds() {
  seq "$first" $((first + count - 1))
}

# compare FOLDER
compare() {
  if grep -q '^invalid: ' "$1/node"; then
    echo 'refused by node and by ours' >"$1/left-out"
    grep -q '^invalid: ' "$1/ours"
  else
    cmp -s "$1/node" "$1/ours-bits" && cmp -s "$1/wabt" "$1/ours"
  fi
}

rm -rf "$work"
mkdir -p "$work"
node "$here/inputs.js" "$work" "$first" "$count"
seeds | sed "s|^|$work/|" |
  xargs -P "${THIMBLE_JOBS:-2}" -n 1 "$here/random_module.sh" "$runner"
for folder in "$work"/*/; do
  if [[ ! -e $folder/left-out ]]; then printf '%s\n' "$folder"; fi
done | xargs node "$here/reference.js"

status=0
for folder in "$work"/*/; do
  if [[ ! -e $folder/left-out ]]; then printf '%s\n' "$folder"; fi
done | xargs node "$here/mutants.js" "$runner" "$work" 20 || status=1

for seed in $(seeds); do
  if [[ ! -e $work/$seed/left-out ]] && ! compare "$work/$seed"; then
    differed=$((differed + 1))
    echo "seed $seed differs; see $work/$seed" >&2
    continue
  fi
  if [[ -e $work/$seed/left-out ]]; then
    cat "$work/$seed/left-out"
  else
    agreed=$((agreed + 1))
  fi
  rm -r "${work:?}/$seed"
done >"$work/reasons"

echo "random modules, seeds $first to $((first + count - 1)): $agreed agree, $differed differ," \
  "$(wc -l <"$work/reasons") left out"
sort "$work/reasons" | uniq -c | sort -rn
if [[ $agreed -lt $least ]]; then echo "fewer than $least modules were run"; fi
[[ $status -eq 0 && $differed -eq 0 && $agreed -ge $least ]]
