/* SPDX-License-Identifier: Apache-2.0 */
/* sequence.h: the sequence numbers that a key has given to its manifests, kept beside the key.
 *
 * A device refuses a number that is lower than the last one of the same key for the same component.
 * So the author keeps the last one of each component, in KEY.pem.sequence: lines `COMPONENT
 * NUMBER`, where COMPONENT is TENANT/CONTAINER, TENANT/ or /. The file is replaced as a whole,
 * under a lock on the key's file: no number is given twice, whoever signs at the same time and
 * wherever a process is stopped; one may be left out. */
#ifndef THIMBLE_CLI_SIGN_SEQUENCE_H
#define THIMBLE_CLI_SIGN_SEQUENCE_H

#include <stdbool.h>
#include <stdint.h>

/* Takes a number for the component: the next one, or `wanted` when that is not 0, which then has to
 * be higher than the last. False: the message is printed, and no number is taken. */
bool sequence_take(const char *key, const char *component, uint32_t wanted, uint32_t *number);

#endif
