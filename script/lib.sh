# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# lib.sh: what the scripts share. Sourced, never run; the caller has set `set -euo pipefail`.
#
# After sourcing, the working folder is the root of the checkout (or THIMBLE_ROOT: the self-tests of
# the checks plant their violations elsewhere), standard input is closed, since nothing here may wait
# for a person, and messages are in one language.

cd "${THIMBLE_ROOT:-$(dirname "${BASH_SOURCE[0]}")/..}" || exit 1
exec </dev/null
export LC_ALL=C

script_name=$(basename "$0")
jobs=${THIMBLE_JOBS:-$(nproc)}

say() {
  printf '%s\n' "$*"
}

# fail MESSAGE: one line on standard error, exit code 1.
fail() {
  printf '%s: %s\n' "$script_name" "$*" >&2
  exit 1
}

# usage_error MESSAGE: the same with exit code 2.
usage_error() {
  printf '%s: %s (--help lists the options)\n' "$script_name" "$*" >&2
  exit 2
}

# help_text: prints the comment at the head of the script that was started.
help_text() {
  sed -n '3,/^$/s/^# \{0,1\}//p' "$0"
}

# our_files PATTERN...: our files, one a line, of the given names; new files count, ignored ones do not.
our_files() {
  if git rev-parse --is-inside-work-tree >/dev/null 2>&1; then
    git ls-files --cached --others --exclude-standard -- "$@" | while read -r file; do
      if [[ -f $file ]]; then printf '%s\n' "$file"; fi
    done
  else
    local pattern
    for pattern in "$@"; do
      find . -path ./build -prune -o -type f -path "./$pattern" -printf '%P\n'
    done
  fi | sort -u
}

# our_scripts: our shell scripts: those called *.sh and those whose first line names a shell.
our_scripts() {
  our_files '*' | while read -r file; do
    case $file in
    *.sh) printf '%s\n' "$file" ;;
    *.*/*.* | *.c | *.h | *.md) ;;
    *) if head -n 1 "$file" | grep -Eqa '^#!.*\b(ba)?sh$'; then printf '%s\n' "$file"; fi ;;
    esac
  done
}

# quietly LOG COMMAND...: runs the command with its output in LOG; shows it when the command fails.
quietly() {
  local log=$1
  shift
  mkdir -p "$(dirname "$log")"
  if "$@" >"$log" 2>&1; then return 0; fi
  say "--- failed: $*" >&2
  tail -n 200 "$log" >&2
  say "--- the whole of it is in $log" >&2
  return 1
}

# build_stage STAGE: configures and builds it in build/STAGE. Stages are the presets, and host-clang. A
# board's firmware holds images that the command has built, so host comes before it.
build_stage() {
  local stage=$1 preset=$1 options=(-DCMAKE_EXPORT_COMPILE_COMMANDS=ON)
  case $stage in
  host-clang)
    preset=host
    options+=(-DCMAKE_C_COMPILER=clang-14)
    ;;
  cortex-m4 | rv32) build_stage host || return 1 ;;
  esac
  quietly "build/log/$stage-configure" cmake --preset "$preset" -B "build/$stage" "${options[@]}" &&
    quietly "build/log/$stage-build" cmake --build "build/$stage" --parallel "$jobs"
}
