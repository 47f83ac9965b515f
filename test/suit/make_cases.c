/* SPDX-License-Identifier: Apache-2.0 */
/* make_cases.c: turns cases.txt into a table that the boards can read too: on each line the name of
 * a case, what the device is expected to do, and the envelope in hexadecimal digits. The first line
 * is the signer's key instead. The same output each time.
 *
 *   make_cases CASES
 *
 * A block of lines `$NAME = NOTATION` (notation.h) before the first case sets variables for all
 * cases. A case begins with a line `NAME: EXPECTED`, and sets variables of its own in the lines
 * below it. What comes out is $envelope. A line that begins with space continues the one before. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "suit/notation.h"
#include "suit/sign.h"

static char source[256 * 1024];
static struct notation notation;
static const char *case_name, *case_expected;
static uint32_t shared_variables;

static void die(const char *message, const char *line) {
  fprintf(stderr, "make_cases: %s: %.60s\n", message, line);
  exit(1);
}

static void load(const char *path) {
  FILE *file = fopen(path, "r");
  if (file == NULL)
    die("cannot be read", path);
  size_t length = fread(source, 1, sizeof source - 1, file);
  fclose(file);
  if (length == sizeof source - 1)
    die("too long", path);
}

static void print_row(const char *name, const char *expected, const uint8_t *bytes,
                      uint32_t length) {
  printf("%s\t%s\t", name, expected);
  for (uint32_t i = 0; i < length; i++)
    printf("%02x", bytes[i]);
  putchar('\n');
}

static void finish_case(void) {
  uint8_t bytes[NOTATION_SIZE];
  if (case_name == NULL) {
    shared_variables = notation.count;
    return;
  }
  print_row(case_name, case_expected, bytes, notation_encode(&notation, "$envelope", bytes));
  notation.count = shared_variables;
}

static void set_variable(char *line) {
  char *equals = strstr(line, " =");
  if (equals == NULL)
    die("no variable", line);
  if (notation.count == NOTATION_VARIABLES)
    die("too many variables", line);
  *equals = '\0';
  notation.variables[notation.count++] = (struct notation_variable){line, equals + 2};
}

/* What is expected may be continued too. */
static void join_lines(char *line) {
  char *to = line;
  for (const char *from = line; *from != '\0'; from++)
    if (*from != '\n')
      *to++ = *from;
    else {
      *to++ = ' ';
      from += strspn(from + 1, " \t");
    }
  *to = '\0';
}

static void start_case(char *line) {
  join_lines(line);
  char *colon = strstr(line, ": ");
  if (colon == NULL)
    die("no case", line);
  *colon = '\0';
  case_name = line;
  case_expected = colon + 2;
}

/* Takes one line off, with those that continue it. */
static char *next_line(char **rest) {
  char *line = *rest, *end = strchr(line, '\n');
  while (end != NULL && (end[1] == ' ' || end[1] == '\t'))
    end = strchr(end + 1, '\n');
  if (end == NULL)
    return NULL;
  *end = '\0';
  *rest = end + 1;
  return line;
}

int main(int argc, char **argv) {
  char *rest = source, *line;
  uint8_t key[65];
  if (argc != 2)
    die("usage", "make_cases CASES");
  load(argv[1]);
  sign_key(TEST_KEY, key);
  print_row("key", "of the signer `owner`", key, sizeof key);
  while ((line = next_line(&rest)) != NULL) {
    if (line[0] == '\0' || line[0] == '#')
      continue;
    if (line[0] == '$') {
      set_variable(line);
      continue;
    }
    finish_case();
    start_case(line);
  }
  finish_case();
  return 0;
}
