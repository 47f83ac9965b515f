# SPDX-License-Identifier: Apache-2.0
# chart.awk: the jobs as a bar chart in SVG: instructions relative to native code on the Cortex-M4, ours
# and those of the first rows of published.tsv.

BEGIN {
  label_width = 220
  bar_height = 14
  gap = 3
  group_gap = 34
  head = 64
  plot_width = 480
  colors["fast"] = "#1b6e8c"
  colors["small"] = "#7fb4c7"
  colors["wasm"] = "#b5651d"
  compared = 4 # rows of published.tsv that are shown
}

function text(x, y, content, attributes) {
  gsub(/&/, "\\&amp;", content)
  gsub(/</, "\\&lt;", content)
  printf "<text x=\"%d\" y=\"%d\"%s>%s</text>\n", x, y, attributes, content
}

# Collects what the chart shows: bar_name, bar_color, and bar[NUMBER, JOB].
function add_bar(name, color) {
  bar_name[++bars] = name
  bar_color[bars] = color
}

function collect(    set_, row, i) {
  for (set_ = 1; set_ <= set; set_++) {
    if (about[set_, "board"] != "cortex-m4") continue
    add_bar("Thimble, " about[set_, "interpreter"], colors[about[set_, "interpreter"]])
    for (i = 1; i <= job_count; i++) keep(i, figure(set_, jobs[i]))
  }
  for (row = 1; row <= compared; row++) {
    add_bar(published[row, "engine"], "#9a9a9a")
    for (i = 1; i <= job_count; i++) keep(i, published[row, jobs[i]])
  }
}

function keep(job, ratio) {
  bar[bars, job] = ratio
  if (ratio + 0 > most) most = ratio + 0
}

function draw_bar(number_, job, y,    width) {
  text(label_width - 8, y + bar_height - 3, bar_name[number_], " text-anchor=\"end\"")
  if (bar[number_, job] == "-") {
    text(label_width + 4, y + bar_height - 3, "cannot", " font-style=\"italic\"")
    return
  }
  width = bar[number_, job] / most * plot_width
  printf "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>\n", label_width, y, width,
    bar_height, bar_color[number_]
  text(label_width + width + 4, y + bar_height - 3, sprintf("%.1f", bar[number_, job]), "")
}

function draw_job(job, y,    i) {
  text(label_width, y - 7, titles[job], " font-weight=\"bold\"")
  for (i = 1; i <= bars; i++) draw_bar(i, job, y + (i - 1) * (bar_height + gap))
}

END {
  read_published(published_file)
  collect()
  group = bars * (bar_height + gap) + group_gap
  width = label_width + plot_width + 60
  height = head + job_count * group
  printf "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" role=\"img\" " \
    "font-family=\"sans-serif\" font-size=\"12\" fill=\"#222222\">\n", width, height, width, height
  print "<title>Instructions relative to native code on an emulated Cortex-M4</title>"
  printf "<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>\n", width, height
  text(12, 20, "Instructions relative to the same C compiled natively with -O2; shorter is better", " font-size=\"14\"")
  text(12, 36, "Emulated Cortex-M4. Grey: measured earlier.", "")
  for (i = 1; i <= job_count; i++) draw_job(i, head + (i - 1) * group)
  print "</svg>"
}
