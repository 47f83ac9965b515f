# SPDX-License-Identifier: Apache-2.0
# table.awk: the figures for people.

function print_row(name, row_flash, row_ram, row_start, ratios, row_empty,    i, line) {
  line = sprintf("%-30s %7s %5s %7s", name, row_flash, row_ram, row_start)
  for (i = 1; i <= job_count; i++) line = line sprintf(" %11s", ratios[i])
  print line sprintf(" %6s", row_empty)
}

function print_head(name) {
  print_row(name, "flash", "RAM", "start", titles, "empty")
}

function print_measured(set,    ratios, i) {
  for (i = 1; i <= job_count; i++) ratios[i] = sprintf("%.1f", figure(set, jobs[i]))
  print_row(about[set, "board"] ", " about[set, "interpreter"], figure(set, "flash"), figure(set, "ram"),
    figure(set, "start"), ratios, figure(set, "empty"))
}

function print_ceilings(interpreter,    ratios, i) {
  for (i = 1; i <= job_count; i++) ratios[i] = limit(interpreter, jobs[i])
  print_row("  ceiling for " interpreter, limit(interpreter, "flash"), "", "", ratios, limit(interpreter, "empty"))
}

function limit(interpreter, name) {
  return (interpreter, name) in ceiling ? ceiling[interpreter, name] : ""
}

function print_published(row,    ratios, i) {
  for (i = 1; i <= job_count; i++) ratios[i] = number(published[row, jobs[i]])
  print_row(published[row, "engine"], published[row, "flash"], published[row, "ram"],
    published[row, "start"], ratios, published[row, "empty"])
}

function print_host(set) {
  printf "  host         a firing adds %d instructions without a container, %d to the run of one, %d with a budget; " \
    "install %d\n", figure(set, "hook-empty"), figure(set, "hook-one"), figure(set, "hook-one-with-budget"),
    figure(set, "install")
  printf "  values       in a loop, in a store of ten: get %d, put %d\n", figure(set, "value-get"), figure(set, "value-put")
  printf "  flash        host %d, bindings %d, values %d, their journal %d, lending %d\n", figure(set, "flash-host"),
    figure(set, "flash-binding"), figure(set, "flash-value"), figure(set, "flash-journal"),
    figure(set, "flash-lend")
  printf "  RAM          installed container %d and its data, host %d, hook %d, tenant %d\n",
    figure(set, "ram-container"), figure(set, "ram-host"), figure(set, "ram-hook"), figure(set, "ram-tenant")
}

function print_ram(set) {
  printf "  RAM          program %d, instance %d and its data; while it runs: stack of the engine %d, ",
    value[set, "ram", "program"], value[set, "ram", "instance"], value[set, "ram", "stack"]
  if ((set, "ram", "frame") in value)
    printf "%d and its frame, and for each local call %d and its frame\n", value[set, "ram", "run"],
      value[set, "ram", "frame"]
  else
    printf "%d\n", value[set, "ram", "run"]
  printf "               the example heart-rate %d in all\n", figure(set, "ram-heart-rate")
}

function print_details(set,    i) {
  printf "%s, %s\n", about[set, "board"], about[set, "interpreter"]
  printf "  compiler     %s\n", about[set, "compiler"]
  for (i = 1; i <= flag_sets[set]; i++) printf "  flags        %s\n", flags[set, i]
  printf "  instructions verify and load %d for %d bytes, read the image %d, a binding called in a loop %d\n",
    figure(set, "verify-and-load"), value[set, "program", "bytes"], figure(set, "read"), figure(set, "binding-call")
  print_ram(set)
  print_host(set)
}

END {
  read_ceilings(ceilings)
  read_published(published_file)
  print "Measured. Jobs: instructions relative to the same C compiled natively with -O2. Flash: engine with"
  print "verifier. RAM: program and instance. Start: instructions to read, verify and load Fletcher-32."
  print ""
  print_head("board, interpreter")
  for (i = 1; i <= set; i++) {
    print_measured(i)
    if (about[i, "board"] == "cortex-m4") print_ceilings(about[i, "interpreter"])
  }
  print ""
  print "Other engines on the same emulated Cortex-M4, from earlier measurements (bench/published.tsv)."
  print ""
  print_head("engine")
  for (i = 1; i <= published_count; i++) print_published(i)
  print ""
  for (i = 1; i <= set; i++) print_details(i)
}
