# SPDX-License-Identifier: Apache-2.0
# judge.awk: compares a set of figures with the ceilings; exit code 1 when one is exceeded or missing.
# Only the Cortex-M4 has ceilings.

END {
  read_ceilings(ceilings)
  if (about[1, "board"] != "cortex-m4") exit 0
  for (i = 1; i <= ceiling_count; i++) {
    split(ceiling_order[i], part, " ")
    if (part[1] != about[1, "interpreter"]) continue
    compared++
    reached = figure(1, part[2])
    if (reached == "" || reached > ceiling[part[1], part[2]]) {
      printf "bench: %s %s: %s, and the ceiling is %s\n", part[1], part[2],
        reached == "" ? "not measured" : reached, ceiling[part[1], part[2]] > "/dev/stderr"
      failures++
    }
  }
  if (compared == 0) {
    print "bench: no ceiling for the interpreter " about[1, "interpreter"] > "/dev/stderr"
    failures++
  }
  exit failures > 0
}
