/* SPDX-License-Identifier: Apache-2.0 */
/* option.c: see option.h. */
#include "cli/common/option.h"

#include <ctype.h>
#include <errno.h>
#include <getopt.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "cli/common/message.h"

int option_wrong(const char *verb, char **argv, int found) {
  const char *given = argv[optind - 1];
  if (found == ':')
    return message_usage(verb, "an argument must follow %s", given);
  /* getopt_long() sets optopt for short options, and for long ones that want no argument. */
  if (strncmp(given, "--", 2) == 0)
    return message_usage(verb, "%s is not an option that can be used here", given);
  return message_usage(verb, "there is no option -%c", optopt);
}

bool option_one_path(const char *verb, int argc, char **argv, const char **path) {
  if (optind == argc - 1 && argv[optind][0] != '\0') {
    *path = argv[optind];
    return true;
  }
  if (optind >= argc - 1)
    message_usage(verb, "no file is given");
  else
    message_usage(verb, "one file at a time, but %s follows", argv[optind + 1]);
  return false;
}

bool option_number(const char *verb, const char *option, const char *text, uint64_t least,
                   uint64_t most, uint64_t *number) {
  char *end = NULL;
  bool hexadecimal = text[0] == '0' && (text[1] == 'x' || text[1] == 'X');
  errno = 0;
  unsigned long long value = strtoull(text, &end, hexadecimal ? 16 : 10);
  if (!isdigit((unsigned char)text[0]) || *end != '\0' || errno != 0 || value < least ||
      value > most) {
    message_usage(verb, "%s %s is not a whole number from %" PRIu64 " to %" PRIu64, option, text,
                  least, most);
    return false;
  }
  *number = value;
  return true;
}
