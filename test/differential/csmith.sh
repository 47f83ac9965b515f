#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Compares programs of csmith that run natively with the same programs as containers.
#
#   test/differential/csmith.sh THIMBLE WORK FIRST COUNT LEAST RUNNER...
#
# The seeds are FIRST and the COUNT - 1 after it, so a seed is the same program every time. Each RUNNER is
# a command that runs the images that $THIMBLE_IMAGES lists (run_images.c). Exit code 1: a program came
# to another result, or fewer than LEAST could be compared with an engine. What differs stays in WORK/SEED.

set -euo pipefail
here=$(dirname "$0")
thimble=$1 work=$2 first=$3 count=$4 least=$5
shift 5
fuel=20000000
engines=(ebpf wasm)
status=0

seeds() {
  seq "$first" $((first + count - 1))
}

# reference FOLDER: what Node.js says of the program, compiled for the same target. The few programs that order
# pointers, or look at their size, have another result there than natively.
reference() {
  clang-19 --target=wasm32 -nostdlib -w -O1 -I"$here/csmith" -I/usr/include/csmith -I"$here/../../sdk/c" \
    "$1/program.c" "$here/../../sdk/c/runtime.c" -Wl,--no-entry -Wl,--export=run -o "$1/reference.wasm" &&
    node "$here/reference.js" "$1/reference.wasm"
}

# judge IMAGE RUN: what a runner said of the program. IMAGE is SEED/ENGINE.
judge() {
  local image=$1 expected
  expected=$(<"$work/${image%/*}/native")
  if [[ $2 == "result $expected" ]]; then
    return 0
  fi
  if [[ $image == */wasm && $2 == "$(reference "$work/${image%/*}")" ]]; then
    echo 'wasm: its result depends on the target; Node.js agrees with ours' >"$work/$image.left-out"
    return 0
  fi
  printf 'seed %s: %s, natively %s; see %s, built with: %s\n' "$image" "$2" "$expected" "$work/${image%/*}" \
    "$(<"$work/$image.command")"
  return 1
}

# compare IMAGE: with what all runners said.
compare() {
  local image=$1 log status=0 said
  for log in "$work"/run-*; do
    said=$(sed -n "s|^$work/$image.thimble: ||p" "$log")
    judge "$image" "${said:-nothing}" || status=1
  done
  return $status
}

# count ENGINE: compares all its images, and prints how many agree. What differs is kept in WORK/SEED.
count() {
  local engine=$1 seed agreed=0 differed=0
  for seed in $(seeds); do
    if [[ ! -e $work/$seed/$engine.left-out ]] && ! compare "$seed/$engine" >&2; then
      differed=$((differed + 1))
      touch "$work/$seed/differs"
    elif [[ -e $work/$seed/$engine.left-out ]]; then
      cat "$work/$seed/$engine.left-out"
    else
      agreed=$((agreed + 1))
    fi
  done >"$work/reasons"
  echo "$(csmith --version | head -n 1), seeds $first to $((first + count - 1)): $engine: $agreed agree, $differed" \
    "differ, $(wc -l <"$work/reasons") left out"
  sort "$work/reasons" | uniq -c | sort -rn
  if [[ $agreed -lt $least ]]; then echo "fewer than $least programs were compared"; fi
  [[ $differed -eq 0 && $agreed -ge $least ]]
}

rm -rf "$work"
mkdir -p "$work"
seeds | xargs -P "${THIMBLE_JOBS:-2}" -n 1 "$here/csmith_program.sh" "$thimble" "$work" $fuel 2>"$work/messages"

for seed in $(seeds); do
  for engine in "${engines[@]}"; do
    if [[ ! -e $work/$seed/$engine.left-out ]]; then echo "$work/$seed/$engine.thimble"; fi
  done
done >"$work/images"
number=0
for runner in "$@"; do
  number=$((number + 1))
  THIMBLE_IMAGES=$work/images bash -c "$runner" >"$work/run-$number" || {
    cat "$work/run-$number"
    echo "failed: $runner"
    exit 1
  }
done

for engine in "${engines[@]}"; do
  count "$engine" || status=1
done
for seed in $(seeds); do
  if [[ ! -e $work/$seed/differs ]]; then rm -r "${work:?}/$seed"; fi
done
exit $status
