#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# images.sh THIMBLE SDK: the files that `thimble build` writes, and what it leaves alone.
set -eu

thimble=$1
sdk=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

fail() {
  echo "$1" >&2
  exit 1
}

mkdir -p deep/Box_One
cat > deep/Box_One/box.c << 'END'
#include <thimble.h>
int64_t run(const struct thimble_context_timer *context, uint32_t size) {
  thimble_log(THIMBLE_LOG_INFO, __FILE__);
  return context->count + 1;
}
END

# Names: the folder's or the file's, in this folder unless -o says where.
"$thimble" build deep/Box_One > out
grep -q '^box_one.thimble: ' out || fail "the image of a folder has another name: $(cat out)"
"$thimble" build deep/Box_One/box.c > out
grep -q '^box.thimble: ' out || fail "the image of a file has another name: $(cat out)"
"$thimble" build -o named.thimble deep/Box_One > out
cmp named.thimble box_one.thimble || fail "-o changes the image"

# The same sources give the same image, however the folder is named.
(cd deep && "$thimble" build -o ../second.thimble Box_One > ../out)
(cd deep/Box_One && "$thimble" build -o ../../third.thimble . > ../../out)
"$thimble" build -o fourth.thimble "$work/deep/Box_One/" > out
"$thimble" build -o fifth.thimble ./deep/../deep/Box_One > out
ln -s deep/Box_One link
(cd link && "$thimble" build -o "$work/seventh.thimble" . > "$work/out")
for image in second third fourth fifth seventh; do
  cmp "$image.thimble" named.thimble || fail "$image.thimble depends on how the folder was named"
done

# Lines: there, with names relative to the project, unless --strip.
"$thimble" disasm named.thimble > out
grep -q '; box.c:3' out || fail "no source lines: $(cat out)"
"$thimble" build --strip -o stripped.thimble deep/Box_One > out
"$thimble" disasm stripped.thimble > out
! grep -q 'box.c:' out || fail "source lines in a stripped image"
[ "$(wc -c < stripped.thimble)" -lt "$(wc -c < named.thimble)" ] || fail "--strip saves nothing"

# --cpu and -O reach the compiler, and v3 runs.
"$thimble" build --cpu v3 -Os -v -o v3.thimble deep/Box_One > out 2> err
grep -q -- '-mcpu=v3 -Os' err || fail "the command line is another: $(cat err)"
"$thimble" run --json v3.thimble | grep -q '"result":1' || fail "v3 gives another result"

# The file's permissions are those that the umask gives.
(umask 027 && "$thimble" build -o private.thimble deep/Box_One > out)
[ "$(stat -c %a private.thimble)" = 640 ] || fail "permissions: $(stat -c %a private.thimble)"

# A failure leaves the file of before, and nothing beside it.
cp named.thimble before
echo 'int64_t run(void) { return missing; }' > deep/Box_One/box.c
if "$thimble" build -o named.thimble deep/Box_One > out 2> err; then
  fail "a source with an error was built"
fi
cmp named.thimble before || fail "a failure changed the image"
[ "$(find . -name '*.thimble?*')" = "" ] || fail "a failure left something behind"
# The SDK beside the command is found when THIMBLE_SDK is not set.
mkdir -p installed/bin installed/share/thimble
cp "$thimble" installed/bin/thimble
cp -r "$sdk" installed/share/thimble/sdk
echo '#include <thimble.h>' > simple.c
echo 'int64_t run(void) { return THIMBLE_ERROR_INPUT; }' >> simple.c
unset THIMBLE_SDK
installed/bin/thimble build -v simple.c > out 2> err
grep -q -- "-isystem $work/installed/bin/../share/thimble/sdk/c" err ||
  fail "another SDK was used: $(cat err)"
