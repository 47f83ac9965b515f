/* SPDX-License-Identifier: Apache-2.0 */
/* new_files.c: see new_files.h. */
#include "cli/project/new_files.h"

#include "cli/common/memory.h"

char *new_source(const char *name) {
  return memory_format(
      "/* %s.c: a container for the hook `timer`.\n"
      " *\n"
      " * Try it with: thimble run --times=3 FOLDER. What it may call: thimble bindings. */\n"
      "#include <thimble.h>\n"
      "\n"
      "static uint32_t runs; /* lives on from run to run */\n"
      "\n"
      "/* The hook calls this function with its context, which has `size` bytes. What it returns "
      "is\n"
      " * the result of the run. */\n"
      "int64_t run(const struct thimble_context_timer *timer, uint32_t size) {\n"
      "  (void)size;\n"
      "  runs++;\n"
      "  thimble_log_value(THIMBLE_LOG_INFO, \"milliseconds since the start:\", "
      "(int64_t)timer->now_ms);\n"
      "  return runs;\n"
      "}\n",
      name);
}

char *new_rust_source(const char *name) {
  return memory_format(
      "//! %s: a container for the hook `timer`.\n"
      "//!\n"
      "//! Try it with: thimble run --times=3 FOLDER. What it may call: thimble bindings.\n"
      "#![no_std]\n"
      "\n"
      "use thimble::{text, Kept, TimerContext};\n"
      "\n"
      "/// Lives on from run to run.\n"
      "static RUNS: Kept<i64> = Kept::new(0);\n"
      "\n"
      "/// The hook calls this function with its context, which has `size` bytes. What it returns "
      "is\n"
      "/// the result of the run.\n"
      "#[no_mangle]\n"
      "pub extern \"C\" fn run(timer: &TimerContext, _size: u32) -> i64 {\n"
      "    RUNS.set(RUNS.get() + 1);\n"
      "    thimble::log_value(\n"
      "        thimble::LOG_INFO,\n"
      "        text!(\"milliseconds since the start:\"),\n"
      "        timer.now_ms as i64,\n"
      "    );\n"
      "    RUNS.get()\n"
      "}\n",
      name);
}

char *new_project_file(const char *name, const char *cflags) {
  return memory_format(
      "# thimble.ini: what `thimble build` makes the image of %s from. Every key may be left out;\n"
      "# thimble build --help says what then holds.\n"
      "name = %s\n"
      "version = 0.1.0\n"
      "\n"
      "# The hook that runs it, and the function that it calls.\n"
      "hook = timer\n"
      "entry = run\n"
      "\n"
      "# The permissions that it asks for (thimble bindings lists them). Some can be narrowed, "
      "such\n"
      "# as: sensor(temperature heart-rate), actuator(0 1), value-write(private/)\n"
      "grants = log\n"
      "\n"
      "# Its place among the containers of its hook, 0 to 255: the lowest runs first.\n"
      "order = 100\n"
      "\n"
      "# The most that one run may use: about one unit for each instruction.\n"
      "fuel = 10000\n"
      "\n"
      "# Words for the compiler.\n"
      "cflags = %s\n"
      "\n"
      "# For whom `thimble sign` signs it: the tenant, and the devices' vendor and class.\n"
      "# tenant = me\n"
      "# vendor = example.com\n"
      "# class = my-device\n",
      name, name, cflags);
}
