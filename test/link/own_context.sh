#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# own_context.sh THIMBLE FIRMWARE CONTAINER: a table of contexts of a firmware's own means the same
# bytes to the firmware, a program that prints a context, and to a container that reads it.
set -eu

thimble=$1
firmware=$2
container=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

context=$("$firmware")
tried=0
for version in 19 14; do
  command -v "clang-$version" > none || continue
  export THIMBLE_CLANG="clang-$version"
  "$thimble" run --context "$context" "$container" > out
  grep -q '^run 1: result 74195003,' out || {
    echo "clang-$version: another result: $(cat out)" >&2
    exit 1
  }
  tried=$((tried + 1))
done

# A table with padding, and none at all, are refused with words that help.
mkdir wrong
printf '%s\n' '#define THIMBLE_CONTEXT_TABLE "wrong.def"' '#include <thimble_context.h>' \
  'int64_t run(void) { return 0; }' > wrong/wrong.c
printf '%s\n' 'THIMBLE_CONTEXT_BEGIN(wrong, "")' \
  'THIMBLE_CONTEXT_FIELD(wrong, READ, uint8_t, first, "")' \
  'THIMBLE_CONTEXT_FIELD(wrong, READ, uint32_t, second, "")' 'THIMBLE_CONTEXT_END(wrong)' \
  > wrong/wrong.def
[ "$tried" -gt 0 ] || exit 77

# refuse TEXT: the container cannot be built, and the compiler says this.
refuse() {
  if "$thimble" build wrong > out 2>&1 || ! grep -qF "$1" out; then
    echo "expected: $1" >&2
    cat out >&2
    exit 1
  fi
}

refuse 'no padding in the context wrong'
sed -i 1d wrong/wrong.c
refuse "define THIMBLE_CONTEXT_TABLE, the firmware's table of contexts"
