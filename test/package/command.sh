#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The command as it is installed: with its manual, its completion and the SDK that it finds by itself.
#
#   command.sh BUILD WORK    BUILD is the build folder, WORK a folder of our own
# Exit code 77: there is no clang for containers.

set -eu
build=$1 work=$2

rm -rf "$work"
mkdir -p "$work"
cmake --install "$build" --prefix "$work/prefix" >"$work/log"
for file in bin/thimble share/man/man1/thimble.1 share/man/man1/thimble-run.1 \
  share/bash-completion/completions/thimble share/thimble/sdk/c/thimble.h \
  share/thimble/sdk/c/thimble_context.h share/thimble/sdk/rust/src/lib.rs; do
  [ -f "$work/prefix/$file" ] || {
    echo "$file is not installed" >&2
    exit 1
  }
done

# The unit starts what is installed beside it.
daemon=$(sed -n 's/^ExecStart=\([^ ]*\).*/\1/p' "$work/prefix/lib/systemd/system/thimbled.service")
if [ "$daemon" != "$work/prefix/bin/thimbled" ] || [ ! -x "$daemon" ]; then
  echo "the unit starts $daemon, which is not what was installed" >&2
  exit 1
fi

command -v clang-19 >"$work/none" || command -v clang-14 >"$work/none" || exit 77
unset THIMBLE_SDK
cd "$work"
prefix/bin/thimble new blink
prefix/bin/thimble build -v blink 2>verbose
grep -q -- "-isystem $work/prefix/bin/../share/thimble/sdk/c" verbose
prefix/bin/thimble run blink.thimble
