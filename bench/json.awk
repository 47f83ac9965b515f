# SPDX-License-Identifier: Apache-2.0
# json.awk: the figures for programs: what was measured, the ceilings, and what was measured earlier.

# The texts hold no control characters; a compiler's name could hold a quote.
function quoted(text) {
  gsub(/[\\"]/, "\\\\&", text)
  return "\"" text "\""
}

function separator(index_, count) {
  return index_ < count ? "," : ""
}

function print_flags(set,    i) {
  print "      \"flags\": ["
  for (i = 1; i <= flag_sets[set]; i++)
    print "        " quoted(flags[set, i]) separator(i, flag_sets[set])
  print "      ],"
}

function print_jobs(set,    i, job) {
  print "      \"jobs\": {"
  for (i = 1; i <= job_count; i++) {
    job = jobs[i]
    printf "        %s: { \"interpreted\": %d, \"native\": %d, \"ratio\": %.3f, \"fuel\": %d }%s\n",
      quoted(job), value[set, job, "interpreted"], value[set, job, "native"], figure(set, job),
      value[set, job, "fuel"], separator(i, job_count)
  }
  print "      },"
}

function print_counts(set) {
  printf "      \"empty_call\": %d,\n", figure(set, "empty")
  printf "      \"binding_call\": %d,\n", figure(set, "binding-call")
  printf "      \"verify_and_load\": %d,\n", figure(set, "verify-and-load")
  printf "      \"read_image\": %d,\n", figure(set, "read")
  printf "      \"hook\": { \"empty\": %d, \"one\": %d, \"one_with_budget\": %d },\n", figure(set, "hook-empty"),
    figure(set, "hook-one"), figure(set, "hook-one-with-budget")
  printf "      \"install\": %d,\n", figure(set, "install")
  printf "      \"value_get\": %d,\n", figure(set, "value-get")
  printf "      \"value_put\": %d,\n", figure(set, "value-put")
  printf "      \"flash\": %d,\n", figure(set, "flash")
  printf "      \"flash_of_parts\": { \"host\": %d, \"bindings\": %d, \"values\": %d, \"journal\": %d, \"lend\": %d },\n",
    figure(set, "flash-host"), figure(set, "flash-binding"), figure(set, "flash-value"),
    figure(set, "flash-journal"), figure(set, "flash-lend")
  printf "      \"ram_of_host\": { \"container\": %d, \"host\": %d, \"hook\": %d, \"tenant\": %d },\n",
    figure(set, "ram-container"), figure(set, "ram-host"), figure(set, "ram-hook"), figure(set, "ram-tenant")
  printf "      \"ram\": { \"program\": %d, \"instance\": %d, \"run\": %d, \"run_stack\": %d, \"frame\": %d, \"heart_rate\": %d }\n",
    value[set, "ram", "program"], value[set, "ram", "instance"], value[set, "ram", "run"],
    value[set, "ram", "stack"], value[set, "ram", "frame"], value[set, "ram", "heart-rate"]
}

function print_measured(set) {
  print "    {"
  printf "      \"board\": %s,\n", quoted(about[set, "board"])
  printf "      \"interpreter\": %s,\n", quoted(about[set, "interpreter"])
  printf "      \"compiler\": %s,\n", quoted(about[set, "compiler"])
  print_flags(set)
  print_jobs(set)
  print_counts(set)
  print "    }" separator(set, sets)
}

function print_ceiling(i,    part) {
  split(ceiling_order[i], part, " ")
  printf "    { \"interpreter\": %s, \"figure\": %s, \"ceiling\": %s }%s\n", quoted(part[1]), quoted(part[2]),
    ceiling[part[1], part[2]], separator(i, ceiling_count)
}

function known(text) {
  return text == "-" ? "null" : text
}

function print_published(row,    i) {
  printf "    { \"engine\": %s, \"flash\": %s, \"ram\": %s, \"start\": %s", quoted(published[row, "engine"]),
    published[row, "flash"], published[row, "ram"], published[row, "start"]
  for (i = 1; i <= job_count; i++) printf ", %s: %s", quoted(jobs[i]), known(published[row, jobs[i]])
  printf ", \"empty_call\": %s }%s\n", published[row, "empty"], separator(row, published_count)
}

END {
  sets = set
  read_ceilings(ceilings)
  read_published(published_file)
  print "{\n  \"measured\": ["
  for (i = 1; i <= sets; i++) print_measured(i)
  print "  ],\n  \"ceilings\": ["
  for (i = 1; i <= ceiling_count; i++) print_ceiling(i)
  print "  ],\n  \"measured_earlier\": ["
  for (i = 1; i <= published_count; i++) print_published(i)
  print "  ]\n}"
}
