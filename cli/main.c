/* SPDX-License-Identifier: Apache-2.0 */
/* main.c: the command `thimble`: finds the verb and hands the command line to it. */
#include <stdio.h>
#include <string.h>

#include "cli/common/message.h"
#include "cli/verb.h"

struct verb {
  const char *name;
  int (*run)(int argc, char **argv);
  const char *summary;
};

static const struct verb verbs[] = {
    {"new", thimble_verb_new, "make a folder with a container to start from"},
    {"build", thimble_verb_build, "make an image out of source"},
    {"run", thimble_verb_run, "run an image or C source in a simulated device"},
    {"inspect", thimble_verb_inspect, "show what an image asks for and needs"},
    {"disasm", thimble_verb_disasm, "show the instructions of an image with their source lines"},
    {"bindings", thimble_verb_bindings, "show what a container may ask of the device"},
    {"keygen", thimble_verb_keygen, "make the keys that sign what devices obey"},
    {"sign", thimble_verb_sign, "make a signed order to a device: to install, to stop ..."},
    {"verify", thimble_verb_verify, "show what a device would do with a signed order"},
    {"push", thimble_verb_push, "bring an order to a device, signing it first where it has to be"},
    {"stop", thimble_verb_stop, "stop a container on a device"},
    {"start", thimble_verb_start, "let a container on a device run again"},
    {"rm", thimble_verb_rm, "remove a container from a device"},
    {"rollback", thimble_verb_rollback, "go back to the version of a container that was before"},
    {"ps", thimble_verb_ps, "show the containers of a device"},
    {"stats", thimble_verb_stats, "show what the containers of a device have used"},
    {"logs", thimble_verb_logs, "show what the containers of a device have written"},
    {"events", thimble_verb_events, "show what has happened on a device"},
    {"discover", thimble_verb_discover, "find the devices on the link"},
};
enum {
  VERBS = sizeof(verbs) / sizeof(verbs[0])
};

static const struct verb *find_verb(const char *name) {
  for (size_t i = 0; i < VERBS; i++)
    if (strcmp(verbs[i].name, name) == 0)
      return &verbs[i];
  return NULL;
}

static int unknown_verb(const char *name) {
  message_error("there is no verb %s; see thimble --help", name);
  return EXIT_CODE_USAGE;
}

static int print_help(void) {
  puts("Usage: thimble VERB [ARGUMENT]...\n"
       "Builds small programs for microcontrollers, tries them on this computer, and brings them\n"
       "to devices.\n");
  for (size_t i = 0; i < VERBS; i++)
    printf("  thimble %-8s %s\n", verbs[i].name, verbs[i].summary);
  puts("\n"
       "  thimble VERB --help   describes a verb (also: thimble help VERB)\n"
       "  thimble --version     prints the version\n\n"
       "Exit codes: 0 all went well, 1 something failed, 2 the command line is wrong.");
  return EXIT_CODE_OK;
}

static int help_on(int argc, char **argv) {
  if (argc < 2)
    return print_help();
  const struct verb *verb = find_verb(argv[1]);
  if (!verb)
    return unknown_verb(argv[1]);
  char option[] = "--help";
  char *arguments[] = {argv[1], option, NULL};
  return verb->run(2, arguments);
}

static int dispatch(int argc, char **argv) {
  if (argc < 1) {
    message_error("no verb is given; see thimble --help");
    return EXIT_CODE_USAGE;
  }
  const char *name = argv[0];
  if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0)
    return print_help();
  if (strcmp(name, "--version") == 0) {
    puts("thimble " THIMBLE_VERSION);
    return EXIT_CODE_OK;
  }
  if (strcmp(name, "help") == 0)
    return help_on(argc, argv);
  const struct verb *verb = find_verb(name);
  if (verb)
    return verb->run(argc, argv);
  if (name[0] != '-')
    return unknown_verb(name);
  message_error("there is no option %s; see thimble --help", name);
  return EXIT_CODE_USAGE;
}

int main(int argc, char **argv) {
  int code = dispatch(argc - 1, argv + 1);
  /* A full disk shows itself here at the latest. */
  if (fflush(stdout) != 0 || ferror(stdout)) {
    message_error("standard output cannot be written; is the disk full?");
    return code == EXIT_CODE_OK ? EXIT_CODE_FAILURE : code;
  }
  return code;
}
