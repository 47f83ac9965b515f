/* SPDX-License-Identifier: Apache-2.0 */
/* verb.h: the verbs of the command `thimble`.
 *
 * A verb gets the command line from its own name on (`argv[0]` is "build") and returns the exit
 * code of the command. It has printed everything that is to be said. */
#ifndef THIMBLE_CLI_VERB_H
#define THIMBLE_CLI_VERB_H

int thimble_verb_build(int argc, char **argv);
int thimble_verb_run(int argc, char **argv);
int thimble_verb_inspect(int argc, char **argv);
int thimble_verb_disasm(int argc, char **argv);
int thimble_verb_new(int argc, char **argv);
int thimble_verb_bindings(int argc, char **argv);
int thimble_verb_keygen(int argc, char **argv);
int thimble_verb_sign(int argc, char **argv);
int thimble_verb_verify(int argc, char **argv);
int thimble_verb_push(int argc, char **argv);
int thimble_verb_stop(int argc, char **argv);
int thimble_verb_start(int argc, char **argv);
int thimble_verb_rm(int argc, char **argv);
int thimble_verb_rollback(int argc, char **argv);
int thimble_verb_ps(int argc, char **argv);
int thimble_verb_stats(int argc, char **argv);
int thimble_verb_logs(int argc, char **argv);
int thimble_verb_events(int argc, char **argv);
int thimble_verb_discover(int argc, char **argv);

#endif
