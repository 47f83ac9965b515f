# SPDX-License-Identifier: Apache-2.0
# figures.awk: what the other programs here share: the figures of files that measure.sh has written, a
# set of figures each, and those of the tables beside it. Used as `awk -f figures.awk -f OTHER FILE...`.

FNR == 1 { set++ }
$1 == "about" && $2 == "flags" {
  flags[set, ++flag_sets[set]] = substr($0, length("about flags ") + 1)
  next
}
$1 == "about" {
  about[set, $2] = substr($0, length($1 " " $2 " ") + 1)
  next
}
{ value[set, $1, $2] = $3 }

BEGIN {
  split("fletcher32 sort crc32 fibonacci", jobs, " ")
  split("Fletcher-32|sort|CRC-32|fib(20)", titles, "|")
  job_count = 4
}

# figure(SET, NAME): a figure by the name that ceilings.txt and published.tsv give it.
function figure(set, name) {
  if (name == "flash") return value[set, "engine", "flash"]
  if (name ~ /^(empty|binding-call|value-get|value-put)$/) return value[set, name, "interpreted"]
  if (name == "verify-and-load") return value[set, "program", name]
  if (name == "read") return value[set, "image", name]
  if (name == "install") return value[set, "host", name]
  if (name ~ /^hook-/) return value[set, "hook", substr(name, 6)]
  if (name ~ /^flash-/) return value[set, substr(name, 7), "flash"]
  if (name ~ /^ram-/) return value[set, "ram", substr(name, 5)]
  if (name == "start") return figure(set, "read") + figure(set, "verify-and-load")
  if (name == "ram") return value[set, "ram", "program"] + value[set, "ram", "instance"]
  if (value[set, name, "native"] == 0) return ""
  return value[set, name, "interpreted"] / value[set, name, "native"]
}

# read_ceilings(FILE): fills ceiling[INTERPRETER, NAME] and ceiling_order.
function read_ceilings(file,    row, part) {
  while ((getline row < file) > 0)
    if (row !~ /^#/ && split(row, part, " ") == 3) {
      ceiling[part[1], part[2]] = part[3]
      ceiling_order[++ceiling_count] = part[1] " " part[2]
    }
  close(file)
}

# read_published(FILE): fills published[ROW, COLUMN] for the rows 1 to published_count.
function read_published(file,    row, part, columns, count, i) {
  while ((getline row < file) > 0) {
    if (row ~ /^#/) continue
    count = split(row, part, "\t")
    if (columns[1] == "") {
      for (i = 1; i <= count; i++) columns[i] = part[i]
      continue
    }
    published_count++
    for (i = 1; i <= count; i++) published[published_count, columns[i]] = part[i]
  }
  close(file)
}

# number(AMOUNT): a count as it is, a ratio with one digit after the point, nothing as a dash.
function number(amount) {
  if (amount == "" || amount == "-") return "-"
  return amount == int(amount) ? sprintf("%d", amount) : sprintf("%.1f", amount)
}
