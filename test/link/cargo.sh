#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# cargo.sh THIMBLE SOURCE: the example in Rust, built by Cargo as its comments say, does the same as built by
# the command alone. Exit code 77: Debian's Cargo or rustc is not installed.
set -eu

thimble=$1
source=$2
cargo=/usr/bin/cargo
export RUSTC=/usr/bin/rustc
for tool in "$cargo" "$RUSTC"; do
  [ -x "$tool" ] || {
    echo "skipped: no $tool"
    exit 77
  }
done

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/sdk" "$work/examples"
cp -r "$source/sdk/rust" "$work/sdk"
cp -r "$source/examples/temperature-rust" "$work/examples"
cd "$work/examples/temperature-rust"

results() {
  "$thimble" run --json -n 5 -s temperature=sine:18,24,60000 "$1" |
    sed -n 's/.*"outcome":"done","result":\(-\{0,1\}[0-9]*\).*/\1/p'
}

CARGO_HOME=$work/cargo "$cargo" build --quiet --release --offline
"$thimble" build target/wasm32-unknown-unknown/release/temperature_rust.wasm -o cargo.thimble >out
"$thimble" build . -o folder.thimble >out
results cargo.thimble >from_cargo
results folder.thimble >from_folder
[ "$(wc -l <from_cargo)" -eq 5 ]
diff from_folder from_cargo
