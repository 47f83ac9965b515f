#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# examples.sh THIMBLE EXAMPLES: every example builds with each compiler there is, for each engine, and
# does what its first lines say.
set -eu

thimble=$1
examples=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

# expect TEXT EXAMPLE [ARGUMENT]...: the results or outcomes of all runs, separated by spaces.
expect() {
  expected=$1
  example=$2
  shift 2
  "$thimble" build --engine "$engine" -o image.thimble "$examples/$example" > out
  "$thimble" run --json "$@" image.thimble > report 2> err || true
  found=$(sed -n 's/.*"outcome":"done","result":\(-\{0,1\}[0-9]*\).*/\1/p
    s/.*"outcome":"\([a-z ]*\)".*/\1/p' report | tr '\n' ' ')
  if [ "$found" != "$expected " ]; then
    echo "$THIMBLE_CLANG, $engine: $example: $found, expected $expected" >&2
    cat report >&2
    exit 1
  fi
}

# packet NEXT_HEADER PORT: an IPv6 header, and the ports of UDP, in hexadecimal.
packet() {
  echo "600000000008${1}40$(printf '%064d' 0)c000$2"
}

# Everything that the examples can do, built for $engine with $THIMBLE_CLANG.
try_all() {
  printf '1,21.00\n2,22.00\n3,-3.00\n4,\n' > temperatures.csv
  expect '2100 2112 1811 -10' temperature -n 4 -s temperature=csv:temperatures.csv:2
  expect '-8' temperature
  expect "$(seq -s ' ' 60 100) $(seq -s ' ' 99 -1 60) 61" heart-rate -n 82

  expect 1 packet-filter --context "$(packet 11 1633)"
  expect 0 packet-filter --context "$(packet 11 1634)"
  expect 0 packet-filter --context "$(packet 06 1633)"
  expect 1 packet-filter --context "$(packet 3a 0000)"
  expect 0 packet-filter --context "4$(packet 11 1633 | cut -c2-)"
  expect 0 packet-filter --context "$(packet 11 1633 | cut -c-86)"
  expect 0 packet-filter --context "$(packet 3a 1633 | cut -c-78)"

  printf '1,19.50\n2,20.50\n3,21.50\n4,\n' > temperatures.csv
  # The simulated device has no actuators: -8 is THIMBLE_ERROR_NOT_FOUND.
  expect '-8 0 -8 -10' thermostat -n 4 -s temperature=csv:temperatures.csv:2
  expect '-8 -8' mean -n 2
  expect 0 status
  expect 1 status --context 0100000000000000
  expect 1 calibrate --context d0070000feffffff01000000
  expect 0 calibrate --context d0070000feffffff02000000
  expect 0 calibrate --context d0070000ffffffff01000000

  expect 'trapped trapped' hostile/wild-store -n 2
  expect 'out of fuel' hostile/endless-loop
  expect refused hostile/refused-binding --allow log,clock,sensor
  expect 'refused refused' hostile/other-light -n 2
  expect refused hostile/other-light --allow log,clock,sensor
  expect '0 0' hostile/flood -n 2
}

tried=0
for THIMBLE_CLANG in clang-19 clang-14; do
  export THIMBLE_CLANG
  command -v "$THIMBLE_CLANG" > none || continue
  tried=$((tried + 1))
  engine=ebpf
  try_all
  THIMBLE_WASM_LD=wasm-ld-${THIMBLE_CLANG#clang-}
  export THIMBLE_WASM_LD
  command -v "$THIMBLE_WASM_LD" > none || continue
  engine=wasm
  try_all
done
[ "$tried" -gt 0 ] || exit 77

# The one in Rust does what the one in C does.
unset THIMBLE_WASM_LD
engine=wasm
if "$thimble" build -o image.thimble "$examples/temperature-rust" > out 2> err; then
  printf '1,21.00\n2,22.00\n3,-3.00\n4,\n' > temperatures.csv
  expect '2100 2112 1811 -10' temperature-rust -n 4 -s temperature=csv:temperatures.csv:2
  expect '-8' temperature-rust
else
  grep -q 'install rustc' err || {
    cat err >&2
    exit 1
  }
fi
