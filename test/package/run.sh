#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Builds consumer.c against the library in one way, as a user would, and runs it.
#
#   run.sh WAY SOURCE BUILD WORK    WAY: add-subdirectory, find-package or pkg-config
#
# SOURCE is the checkout, BUILD its build folder, WORK a folder of our own; CC names the compiler.

set -eu
way=$1 source=$2 build=$3 work=$4

build_with_cmake() {
  cp "$source/test/package/consumer.cmake" "$work/CMakeLists.txt"
  cmake -G Ninja -S "$work" -B "$work/build" "$@"
  cmake --build "$work/build"
  "$work/build/consumer"
}

install_library() {
  cmake --install "$build" --prefix "$work/prefix"
}

build_with_pkg_config() {
  folder=$(dirname "$(find "$work/prefix" -name thimble.pc)")
  flags=$(PKG_CONFIG_PATH=$folder pkg-config --cflags --libs thimble)
  # shellcheck disable=SC2086 # the flags are words
  "$CC" -std=c11 -Wall -Wextra -Werror "$work/consumer.c" $flags -o "$work/consumer"
  "$work/consumer"
}

rm -rf "$work"
mkdir -p "$work"
cp "$source/test/package/consumer.c" "$work"
case $way in
add-subdirectory) build_with_cmake -DTHIMBLE_SOURCE="$source" ;;
find-package)
  install_library
  build_with_cmake -DCMAKE_PREFIX_PATH="$work/prefix"
  ;;
pkg-config)
  install_library
  build_with_pkg_config
  ;;
*)
  echo "run.sh: unknown way $way" >&2
  exit 2
  ;;
esac
