/* SPDX-License-Identifier: Apache-2.0 */
/* signature_check.c: a program that checks signatures with the code that a device runs.
 *
 * It reads lines `es256 KEY MESSAGE SIGNATURE` (signature_line.h) from standard input, of any
 * length, and prints `accept` or `reject` for each. Exit codes: 0 all lines were read, 2 a line is
 * malformed (what is wrong, and its number, on standard error), 1 reading or writing failed. */
#include <stdio.h>
#include <stdlib.h>

#include <thimble/crypto.h>

#include "crypto/signature_line.h"

static const char *verdict(const struct signature_line *parts) {
  uint8_t digest[THIMBLE_DIGEST_SIZE];
  thimble_sha256(parts->message, digest);
  return thimble_es256_verify(parts->key, digest, parts->signature) ? "accept" : "reject";
}

static int check_lines(char **line, size_t *capacity) {
  ssize_t length;
  for (unsigned long number = 1; (length = getline(line, capacity, stdin)) >= 0; number++) {
    struct signature_line parts;
    if (length > 0 && (*line)[length - 1] == '\n')
      length--;
    const char *wrong = signature_line_read(&parts, *line, (size_t)length);
    if (wrong != NULL) {
      fflush(stdout);
      fprintf(stderr, "signature-check: line %lu: %s\n", number, wrong);
      return 2;
    }
    puts(verdict(&parts));
  }
  return 0;
}

int main(int argc, char **argv) {
  (void)argv;
  if (argc > 1) {
    fputs("usage: signature-check <FILE   lines: es256 KEY MESSAGE SIGNATURE\n", stderr);
    return 2;
  }
  char *line = NULL;
  size_t capacity = 0;
  (void)setvbuf(stdout, NULL, _IOLBF, 0); /* for who writes a line and waits for its verdict */
  int status = check_lines(&line, &capacity);
  free(line);
  if (status == 0 && (ferror(stdin) || fflush(stdout) != 0)) {
    perror("signature-check");
    return 1;
  }
  return status;
}
