#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# project_files.sh THIMBLE: what `thimble build` says about project files and paths that are wrong.
set -u

thimble=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
mkdir box empty
printf '#include <thimble.h>\nint64_t run(void) {\n  return 1;\n}\n' > box/box.c
failures=0
environment=

# expect CODE MESSAGE [ARGUMENT]...: builds, in $environment, and compares code and message.
expect() {
  code=$1
  message=$2
  shift 2
  # shellcheck disable=SC2086 # the environment is words
  env $environment "$thimble" build "$@" > out 2> err
  result=$?
  if [ "$result" -ne "$code" ] || ! grep -qxF -- "thimble: $message" err; then
    echo "build $*: exit code $result, expected $code and: thimble: $message" >&2
    cat err >&2
    failures=$((failures + 1))
  fi
}

# refuse MESSAGE CONTENT: a project file that is refused.
refuse() {
  printf '%b' "$2" > box/thimble.ini
  expect 1 "box/thimble.ini:$1" box
}

refuse "1: unknown key 'nmae'; there are name, version, hook, entry, grants, order, fuel, depth, \
sources, cflags, engine, stack, heap, context, tenant, vendor and class" 'nmae = x\n'
refuse "3: 'name' for the second time; remove one of them" 'name = x\n\nname = y\n'
refuse "2: 'fuel' for the second time; remove one of them" 'fuel = 1\n 2\n'
refuse "2: section [box]; there are no sections, remove it" '[box]\nname = x\n'
refuse "1: engine = wosm; it needs ebpf or wasm" 'engine = wosm\n'
refuse "1: heap = 2000000; it needs a number from 0 to 1048576" 'heap = 2000000\n'
refuse "2: is not of the form key = value; mend it" '# A comment.\nname\n'
refuse "1: name = Box; it needs 1 to 32 of the characters a-z 0-9 . _ - " 'name = Box\n'
refuse "1: name = ; it needs 1 to 32 of the characters a-z 0-9 . _ - " 'name =\n'
refuse "1: hook = a/b; it needs 1 to 32 of the characters a-z 0-9 . _ - " 'hook = a/b\n'
refuse "1: name = 123456789012345678901234567890123; it needs 1 to 32 of the characters a-z 0-9 . _ \
- " 'name = 123456789012345678901234567890123\n'
refuse "1: version = 1 0; it needs 1 to 16 of the characters a-z 0-9 . _ - +" 'version = 1 0\n'
refuse "1: tenant = Acme; it needs 1 to 32 of the characters a-z 0-9 . _ - " 'tenant = Acme\n'
for vendor in example .com com. a..b 6ba7b810-9dad-11d1-80b4-00c04fd430c 'a b.c' ''; do
  refuse "1: vendor = $vendor; it needs a domain name such as example.com, or a UUID" \
    "vendor = $vendor\\n"
done
refuse '1: class = ; it needs 1 to 64 printable ASCII characters, or a UUID' 'class =\n'
refuse '1: class = ü; it needs 1 to 64 printable ASCII characters, or a UUID' 'class = ü\n'
refuse "1: entry = 2run; it needs the name of a C function" 'entry = 2run\n'
refuse "1: entry = r-n; it needs the name of a C function" 'entry = r-n\n'
refuse "1: fuel = 0; it needs a number from 1 to 134217728" 'fuel = 0\n'
refuse "1: fuel = 134217729; it needs a number from 1 to 134217728" 'fuel = 134217729\n'
refuse "1: fuel = -1; it needs a number from 1 to 134217728" 'fuel = -1\n'
refuse "1: fuel = 99999999999999999999; it needs a number from 1 to 134217728" \
  'fuel = 99999999999999999999\n'
refuse "1: depth = 65; it needs a number from 1 to 64" 'depth = 65\n'
grants='log clock sensor random timer actuator value-read value-write reply message'
refuse "1: there is no grant 'lgo'; there are: $grants" 'grants = lgo\n'
refuse "2: there is no grant 'x'; there are: $grants" 'grants = log,\n  x\n'
refuse "1: there is no grant 'x'; there are: $grants" 'grants = x(1)\n'
refuse "2: the grant 'log' for the second time; remove one of them" 'grants = log\n  log\n'
refuse "1: the grant 'sensor' for the second time; remove one of them" \
  'grants = sensor(temperature) sensor\n'
refuse "1: there is no kind of sensor 'heat'; there are: temperature humidity pressure light \
heart-rate" 'grants = sensor(light heat)\n'
for number in 32 -1 1x 0x1 999999999999; do
  refuse "1: actuator($number): name actuators by their numbers, 0 to 31" \
    "grants = actuator(0 $number)\n"
done
refuse "1: the grant 'log' takes no list; remove the parentheses and what is in them" \
  'grants = log(1)\n'
for list in '()' '( , )'; do
  refuse "1: 'sensor()' names nothing; name something, or remove the parentheses" \
    "grants = sensor$list\n"
done
for list in '(temperature' '(temperature(' '('; do
  refuse "1: 'sensor(' is not closed; end the list with ) on the same line" \
    "grants = log, sensor$list\n  light)\n"
done
for sign in '(' ')'; do
  refuse "1: '$sign' without the name of a grant before it; write for instance sensor(temperature), \
with no space" "grants = sensor ${sign}temperature)\n"
done
for prefix in key private privat/ Private/ global/ü; do
  refuse "1: '$prefix' is no prefix of keys; start it with private/, shared/ or global/, and go on \
with letters from ! to ~" "grants = value-read(private/ $prefix)\n"
done
list=$(printf 'shared/%0121d' 0)
refuse "1: value-write has more than 128 bytes of prefixes; use fewer or shorter ones" \
  "grants = value-write(${list}0)\n"
refuse "2: value-read has more than 128 bytes of prefixes; use fewer or shorter ones" \
  "grants = log\n  value-read($list global/)\n"
for number in -1 256 '' 1x; do
  refuse "1: order = $number; it needs a number from 0 to 255" "order = $number\n"
done

# accept SUMMARY CONTENT: a project file that is taken; the end of the summary says how.
accept() {
  printf '%b' "$2" > box/thimble.ini
  "$thimble" build -o box.thimble box > out 2> err
  if ! grep -qE "grants $1\$" out; then
    echo "expected the summary: grants $1" >&2
    cat out err >&2
    failures=$((failures + 1))
  fi
}

accept 'none, fuel 100000, order 0' 'grants =\norder = 0\n'
accept 'none, fuel 100000, order 255' 'order = 255\n'
accept 'none, fuel 100000' 'order = 100\n'
accept 'log sensor\(light\), fuel 100000' 'grants = sensor(light)log\n'
accept "value-write\\($list\\), fuel 100000" "grants = value-write($list)\n"
accept 'log sensor\(temperature heart-rate\) actuator\(0 1 31\) value-read\(private/ shared/t\.\) '\
'value-write, fuel 100000, order 50' 'order = 50\ngrants = log, sensor(heart-rate, temperature)\n'\
'  actuator( 1 0 1\t31 ) ,value-read(private/ shared/t.),\n  value-write\n'
"$thimble" inspect box.thimble > out
for line in 'order       50' "grants      log, sensor(temperature heart-rate), actuator(0 1 31), \
value-read(private/ shared/t.), value-write"; do
  grep -qxF "$line" out || {
    echo "thimble inspect does not say: $line" >&2
    failures=$((failures + 1))
  }
done
narrowed='"narrowed":{"sensor":["temperature","heart-rate"],"actuator":[0,1,31],'\
'"value-read":["private/","shared/t."]},"order":50,'
"$thimble" inspect --json box.thimble | grep -qF "$narrowed" || {
  echo "thimble inspect --json does not say how the grants are narrowed" >&2
  failures=$((failures + 1))
}

refuse "1: sources is empty; name C files, or leave it out" 'sources =\n'
refuse "2: name = y\\x1b[31m; it needs 1 to 32 of the characters a-z 0-9 . _ - " \
  '\nname = y\033[31m\n'
long=$(printf '%0300d' 0)
refuse "2: is longer than 198 bytes; break it, with a space at the start of the rest" \
  "fuel = 1\ncflags = $long\n"
printf 'sources = none.c\n' > box/thimble.ini
if "$thimble" build box > out 2> err || ! grep -q "no such file or directory: 'box/none.c'" err; then
  echo "a source that is not there was not named" >&2
  failures=$((failures + 1))
fi
rm box/thimble.ini

expect 1 "nowhere: cannot be built: No such file or directory" nowhere
expect 1 "empty: holds no C file, and no lib.rs; write one, or name another folder" empty
expect 1 "out: is neither a source nor a folder; name a file that ends in .c, .rs or .wasm" out
expect 1 "nowhere/box.thimble: cannot be written: No such file or directory" \
  -o nowhere/box.thimble box
expect 2 "--cpu v5 is neither v3 nor v4; see thimble build --help" --cpu v5 box
expect 2 "-O 9 is none of 0, 1, 2, 3, s and z; see thimble build --help" -O9 box
expect 2 "no file is given; see thimble build --help"
expect 2 "one file at a time, but box follows; see thimble build --help" box box
expect 2 "there is no option -x; see thimble build --help" -x box

environment=THIMBLE_CLANG=nowhere/clang
expect 1 "THIMBLE_CLANG: 'nowhere/clang' is not a clang that runs; name one, or unset it" box
environment=THIMBLE_SDK=empty
expect 1 "THIMBLE_SDK: empty/c/thimble.h is not there; name the folder sdk, or unset it" box
environment=PATH=empty
expect 1 "no clang found; install clang-19, or name one in THIMBLE_CLANG" box
if command -v clang-14 > out; then
  environment=THIMBLE_CLANG=clang-14
  expect 1 "clang-14 has no BPF v4; install clang-19, or build with --cpu v3" --cpu v4 box
fi
exit "$failures"
