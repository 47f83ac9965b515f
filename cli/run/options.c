/* SPDX-License-Identifier: Apache-2.0 */
/* options.c: see options.h. */
#include "cli/run/options.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>
#include <thimble/limits.h>

#include "cli/common/engine_name.h"
#include "cli/common/message.h"
#include "cli/common/option.h"
#include "cli/run/scenario_file.h"

static const char help[] =
    "Usage: thimble run [OPTION]... PATH\n"
    "Runs a container in a simulated device. PATH is an image, or a source or folder as thimble "
    "build\n"
    "takes it; or a scenario (FILE.scenario), which takes --save-images and --engine alone.\n"
    "\n"
    "  -n, --times=N          fire the hook N times (1)\n"
    "  -p, --period=MS        simulated milliseconds from one time to the next (1000)\n"
    "  -c, --context=BYTES    the packet of the hook packet, or the whole context of another "
    "hook:\n"
    "                         hexadecimal digits, or @FILE\n"
    "      --hook=NAME        fire this hook instead of the one that the image names\n"
    "  -s, --sensor=KIND[.INDEX]=SOURCE\n"
    "                         give the device a sensor (may be repeated); see below\n"
    "  -f, --fuel=N           fuel for one run; the image's own limit holds as well\n"
    "  -a, --allow=GRANTS     grants that the device allows, separated by commas, or all "
    "(default)\n"
    "                         or none\n"
    "      --engine=NAME      build sources for this engine, ebpf or wasm\n"
    "      --seed=N           make the random bytes repeatable\n"
    "      --save-images=FOLDER\n"
    "                         of a scenario: also write the image of each line to LINE.thimble "
    "there\n"
    "      --json             print one JSON object a line: each run, then a summary\n"
    "  -q, --quiet            print log lines and failed runs only\n"
    "  -h, --help             print this\n"
    "\n"
    "SOURCE of a sensor, with values in the unit of its kind:\n"
    "  21.5                   always the same value\n"
    "  csv:FILE[:COLUMN]      the next row at each reading, from the start again at the end; the\n"
    "                         column by number (from 1) or by its name in the first line; an "
    "empty\n"
    "                         cell is a reading that fails\n"
    "  sine:LOW,HIGH,PERIOD   a wave over simulated time; PERIOD in milliseconds\n"
    "  square:LOW,HIGH,PERIOD LOW for half a period, then HIGH\n"
    "  ramp:FROM,TO,STEP      STEP further at each reading, then from FROM again\n";

enum {
  OPTION_HOOK = 256,
  OPTION_SEED,
  OPTION_JSON,
  OPTION_SAVE_IMAGES,
  OPTION_ENGINE,
};

static const struct option long_options[] = {
    {"times", required_argument, NULL, 'n'},
    {"period", required_argument, NULL, 'p'},
    {"context", required_argument, NULL, 'c'},
    {"hook", required_argument, NULL, OPTION_HOOK},
    {"sensor", required_argument, NULL, 's'},
    {"fuel", required_argument, NULL, 'f'},
    {"allow", required_argument, NULL, 'a'},
    {"seed", required_argument, NULL, OPTION_SEED},
    {"save-images", required_argument, NULL, OPTION_SAVE_IMAGES},
    {"engine", required_argument, NULL, OPTION_ENGINE},
    {"json", no_argument, NULL, OPTION_JSON},
    {"quiet", no_argument, NULL, 'q'},
    {"help", no_argument, NULL, 'h'},
    {NULL, 0, NULL, 0},
};

static bool add_grant(thimble_grant_set *grants, const char *name, size_t length) {
  for (uint32_t grant = 0; grant < THIMBLE_GRANT_COUNT; grant++) {
    const char *known = thimble_grant_name(grant);
    if (known && strlen(known) == length && memcmp(known, name, length) == 0) {
      *grants |= 1u << grant;
      return true;
    }
  }
  message_usage("run", "--allow: there is no grant %.*s", (int)length, name);
  return false;
}

static bool parse_grants(thimble_grant_set *grants, const char *text) {
  *grants = strcmp(text, "all") == 0 ? THIMBLE_GRANTS_ALL : 0;
  if (strcmp(text, "all") == 0 || strcmp(text, "none") == 0)
    return true;
  for (;;) {
    size_t length = strcspn(text, ",");
    if (!add_grant(grants, text, length))
      return false;
    if (text[length] == '\0')
      return true;
    text += length + 1;
  }
}

static int number_code(const char *option, uint64_t least, uint64_t most, uint64_t *number) {
  return option_number("run", option, optarg, least, most, number) ? EXIT_CODE_OK : EXIT_CODE_USAGE;
}

static int parse_seed(struct simulator *simulator) {
  simulator->seeded = true;
  return number_code("--seed", 0, UINT64_MAX, &simulator->random_state);
}

static int parse_engine(struct run_options *options, const char *name) {
  if (engine_named(name, &options->engine))
    return EXIT_CODE_OK;
  return message_usage("run", "--engine %s is neither ebpf nor wasm", name);
}

/* Takes one option that getopt_long() has found. Returns an exit code. */
static int take_option(struct run_options *options, int found, char **argv) {
  switch (found) {
  case 'n':
    return number_code("--times", 1, UINT32_MAX, &options->times);
  case 'p':
    return number_code("--period", 0, UINT32_MAX, &options->period_ms);
  case 'c':
    options->context = optarg;
    return EXIT_CODE_OK;
  case OPTION_HOOK:
    options->hook = optarg;
    return EXIT_CODE_OK;
  case 's':
    return simulator_add_sensor(options->simulator, optarg);
  case 'f':
    return number_code("--fuel", 1, THIMBLE_FUEL_MAXIMUM, &options->fuel);
  case 'a':
    return parse_grants(&options->allowed, optarg) ? EXIT_CODE_OK : EXIT_CODE_USAGE;
  case OPTION_SEED:
    return parse_seed(options->simulator);
  case OPTION_SAVE_IMAGES:
    options->images = optarg;
    return EXIT_CODE_OK;
  case OPTION_ENGINE:
    return parse_engine(options, optarg);
  case OPTION_JSON:
    options->as_json = true;
    return EXIT_CODE_OK;
  case 'q':
    options->quiet = true;
    return EXIT_CODE_OK;
  case 'h':
    options->help = true;
    return EXIT_CODE_OK;
  default:
    return option_wrong("run", argv, found);
  }
}

/* A scenario says by itself what else happens. */
static int check_scenario(const struct run_options *options) {
  bool is_scenario = is_scenario_file(options->path);
  if (is_scenario && options->is_of_container)
    return message_usage("run", "a scenario takes no option but --save-images and --engine");
  if (!is_scenario && options->images)
    return message_usage("run", "--save-images is for a scenario, FILE.scenario");
  return EXIT_CODE_OK;
}

static int parse_all(struct run_options *options, int argc, char **argv) {
  int found;
  opterr = 0;
  optind = 0; /* a verb may run twice in one process, in tests */
  while ((found = getopt_long(argc, argv, ":n:p:c:s:f:a:qh", long_options, NULL)) != -1) {
    int code = take_option(options, found, argv);
    options->is_of_container |= found != OPTION_SAVE_IMAGES && found != OPTION_ENGINE;
    if (code != EXIT_CODE_OK || options->help)
      return code;
  }
  if (!option_one_path("run", argc, argv, &options->path))
    return EXIT_CODE_USAGE;
  if (options->as_json && options->quiet)
    return message_usage("run", "--json and --quiet exclude each other");
  return check_scenario(options);
}

int run_options_parse(struct run_options *options, int argc, char **argv) {
  int code = parse_all(options, argc, argv);
  if (code == EXIT_CODE_OK && options->help)
    fputs(help, stdout);
  return code;
}
